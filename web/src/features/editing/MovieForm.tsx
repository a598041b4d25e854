import { useQuery } from '@tanstack/react-query';
import { useFieldArray } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { SelectField, TextArea, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { ListField } from './ListField';
import { countryName, languageName } from '../../lib/format';
import { genresQuery } from '../../api/catalogue';
import { tagsQuery } from '../../api/editing';
import type { ApiForm } from '../../lib/useApiForm';
import { useGenreName } from '../../lib/useGenreName';
import { Credits } from './Credits';
import type { MovieValues } from './draft';
import { PictureField } from './PictureField';
import { useCodes, type Choice } from './useCodes';
import { externalIds } from '../../lib/externalIds';
import { secondLanguage } from '../../lib/language';

function Translations({ form, languages }: { form: ApiForm<MovieValues>; languages: Choice[] }) {
  const { t } = useTranslation();
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'translations' });
  return (
    <fieldset>
      <legend>{t('field.translations')}</legend>
      {fields.map((field, index) => (
        <div className="translation" key={field.id}>
          <SelectField form={form} name={`translations.${index}.language`} label={t('account.language')}>
            {languages.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </SelectField>
          <TextField form={form} name={`translations.${index}.title`} label={t('field.title')} />
          <TextField form={form} name={`translations.${index}.tagline`} label={t('field.tagline')} />
          <TextArea form={form} name={`translations.${index}.description`} label={t('field.description')} rows={3} />
          <button className="btn btn-outline-danger" type="button" onClick={() => remove(index)}>
            {t('edit.removeTranslation')}
          </button>
        </div>
      ))}
      <button
        className="btn btn-outline-primary"
        type="button"
        onClick={() => append({ language: secondLanguage, title: '', description: '', tagline: '' })}
      >
        {t('edit.addTranslation')}
      </button>
    </fieldset>
  );
}

/** Every field of a film, with its people in rows. */
export function MovieForm({
  form,
  movie,
  onAllowDuplicate,
  children,
}: {
  form: ApiForm<MovieValues>;
  /** Its id; a new film has none. */
  movie?: number;
  /** Saves although there is one like it. */
  onAllowDuplicate: () => void;
  /** Its foot. */
  children: React.ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const genreName = useGenreName();
  const genres = useQuery(genresQuery).data ?? [];
  const { languages, countries } = useCodes();
  const tags = useQuery(tagsQuery).data ?? [];
  const genreOptions = genres.map((genre) => ({ value: String(genre.id), label: genreName(genre) }));
  return (
    <form className="edit" onSubmit={form.submit} noValidate>
      <Refusal error={form.refused} texts={{ 409: t('edit.duplicate') }} />
      {form.refused?.status === 409 && (
        <button className="btn btn-outline-primary" type="button" onClick={onAllowDuplicate}>
          {t('edit.another')}
        </button>
      )}
      <div className="picture-fields">
        <PictureField form={form} name="poster" label={t('field.poster')} aspect={2 / 3} movie={movie} />
        <PictureField form={form} name="backdrop" label={t('field.backdrop')} aspect={16 / 9} movie={movie} />
      </div>
      <div className="field-row">
        <TextField form={form} name="title" label={t('field.title')} />
        <TextField form={form} name="original_title" label={t('field.original_title')} />
      </div>
      <div className="field-row">
        <TextField form={form} name="year" label={t('field.year')} inputMode="numeric" />
        <TextField form={form} name="release_date" label={t('field.release_date')} type="date" />
        <TextField form={form} name="runtime" label={t('field.runtime')} inputMode="numeric" />
      </div>
      <TextField form={form} name="tagline" label={t('field.tagline')} />
      <TextArea form={form} name="description" label={t('field.description')} rows={6} />
      <ListField
        form={form}
        name="genres"
        label={t('field.genres')}
        help={t('edit.genresHelp')}
        options={genreOptions}
        toText={(id) => genreOptions.find(({ value }) => value === id)?.label ?? id}
        only
      />
      <Credits form={form} />
      <div className="field-row">
        <ListField
          form={form}
          name="countries"
          label={t('field.countries')}
          options={countries}
          toText={(code) => countryName(code, i18n.language)}
        />
        <ListField
          form={form}
          name="languages"
          label={t('field.languages')}
          options={languages}
          toText={(code) => languageName(code, i18n.language)}
        />
      </div>
      <div className="field-row">
        <ListField
          form={form}
          name="tags"
          label={t('field.tags')}
          options={tags.map(({ name }) => ({ value: name, label: name }))}
        />
        <ListField form={form} name="aliases" label={t('field.aliases')} help={t('edit.aliasesHelp')} />
      </div>
      <TextField form={form} name="trailer" label={t('field.trailer')} type="url" />
      <Translations form={form} languages={languages} />
      <fieldset>
        <legend>{t('field.external_ids')}</legend>
        <div className="field-row">
          {externalIds.map(({ name }) => (
            <TextField key={name} form={form} name={`external_ids.${name}`} label={t(`provider.${name}`, name)} />
          ))}
        </div>
      </fieldset>
      {children}
    </form>
  );
}
