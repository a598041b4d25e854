import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFieldArray } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { NotFound } from '../../kit/Fallbacks';
import { FaultCount, SelectField, TextArea, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { Failure, Line } from '../../kit/Status';
import { Unsaved } from '../../kit/Unsaved';
import { ApiError, type PersonDraft } from '../../api/client';
import { personDraftNow, personDraftQuery, replacePerson } from '../../api/editing';
import type { ApiForm } from '../../lib/useApiForm';
import { usePageTitle } from '../../lib/usePageTitle';
import { EditFoot } from './EditFoot';
import { History } from './History';
import { PictureField } from './PictureField';
import { useCodes } from './useCodes';
import { useDraftForm, type Loaded } from './useDraftForm';
import { secondLanguage } from '../../lib/language';
import { MergePerson } from './MergePerson';

const text = (value: number | string | null) => (value === null ? '' : String(value));

const toValues = (draft: PersonDraft) => ({
  name: draft.name,
  names: draft.names,
  birth_year: text(draft.birth_year),
  death_year: text(draft.death_year),
  biography: draft.biography,
  imdb_id: text(draft.imdb_id),
  photo: text(draft.photo),
});

/** What somebody is called in other languages. */
function OtherNames({ form }: { form: ApiForm<ReturnType<typeof toValues>> }) {
  const { t } = useTranslation();
  const { languages } = useCodes();
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'names' });
  return (
    <fieldset>
      <legend>{t('edit.otherNames')}</legend>
      {fields.map((field, index) => (
        <div className="field-row" key={field.id}>
          <SelectField form={form} name={`names.${index}.language`} label={t('account.language')}>
            {languages.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </SelectField>
          <TextField form={form} name={`names.${index}.name`} label={t('field.name')} />
          <button className="btn btn-outline-danger" type="button" onClick={() => remove(index)}>
            {t('edit.removeName')}
          </button>
        </div>
      ))}
      <button
        className="btn btn-outline-primary"
        type="button"
        onClick={() => append({ language: secondLanguage, name: '' })}
      >
        {t('edit.addName')}
      </button>
    </fieldset>
  );
}

function PersonForm({ id, draft, version: seen }: { id: number; draft: PersonDraft; version: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { form, dialog, unsaved } = useDraftForm({
    schema: 'PersonDraft',
    prepare: ({ names }) => ({ names: names.filter(({ name }) => name.trim()) }),
    loaded: { draft: toValues(draft), version: seen },
    save: async (body, version) => {
      await replacePerson(id, body, version);
      await navigate(`/people/${id}`);
    },
    reload: async () => {
      const now = await personDraftNow(id);
      return { draft: toValues(now.draft), version: now.version };
    },
  });
  return (
    <>
      <Unsaved when={unsaved} />
      <form className="edit" onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} />
        <div className="picture-fields">
          <PictureField form={form} name="photo" label={t('field.photo')} aspect={2 / 3} />
        </div>
        <TextField form={form} name="name" label={t('field.name')} />
        <div className="field-row">
          <TextField form={form} name="birth_year" label={t('field.birth_year')} inputMode="numeric" />
          <TextField form={form} name="death_year" label={t('field.death_year')} inputMode="numeric" />
          <TextField form={form} name="imdb_id" label={t('provider.imdb')} />
        </div>
        <OtherNames form={form} />
        <TextArea form={form} name="biography" label={t('field.biography')} rows={6} />
        <EditFoot
          kind="people"
          id={id}
          sending={form.sending}
          faults={<FaultCount form={form} />}
          title={t('edit.deletePerson')}
          text={t('edit.deletePersonText')}
          onDeleted={() => form.reset(form.getValues())}
        />
      </form>
      <MergePerson
        id={id}
        name={draft.name}
        onMerged={async (into) => {
          await navigate(`/people/${into}`);
        }}
      />
      <History kind="people" id={id} />
      {dialog}
    </>
  );
}

export function EditPerson() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const { data, error, refetch } = useQuery(personDraftQuery(id));
  usePageTitle(t('edit.person'));
  const [loaded, setLoaded] = useState<Loaded<PersonDraft> & { id: number }>();
  if (data && loaded?.id !== id) setLoaded({ id, ...data }); // what was read first stays: others may save meanwhile
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <header className="page-head">
        <h1>{t('edit.person')}</h1>
        {loaded && <p>{loaded.draft.name}</p>}
      </header>
      {loaded ? <PersonForm key={loaded.id} {...loaded} /> : <Line width="60%" />}
    </>
  );
}
