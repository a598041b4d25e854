import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageOptions } from '../../kit/LanguageOptions';
import { SelectField, Submit, TextArea, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { Done, Line } from '../../kit/Status';
import { Unsaved } from '../../kit/Unsaved';
import type { Genre, User } from '../../api/client';
import { chooseLanguage } from '../../lib/language';
import { genresQuery } from '../../api/catalogue';
import { changeProfile } from '../../api/accounts';
import { useSession } from '../../lib/session';
import { chooseTheme } from '../../lib/theme';
import { useApiForm } from '../../lib/useApiForm';
import { useGenreName } from '../../lib/useGenreName';
import { Avatar } from './Avatar';

const shared = ['profile', 'diary', 'lists', 'collection'] as const;

function useProfileForm(user: User) {
  const [saved, setSaved] = useState(false);
  const { username, name, surname, bio, favorite_genre, language, preferences, privacy } = user;
  const form = useApiForm({
    schema: 'ProfilePatch',
    values: {
      username: username ?? '',
      name,
      surname,
      bio,
      favorite_genre: favorite_genre ? String(favorite_genre) : '',
      language,
      preferences,
      privacy,
    },
    send: async (body, values) => {
      await changeProfile(body);
      await chooseLanguage(values.language);
      chooseTheme(values.preferences.theme);
      form.reset(values);
      setSaved(true);
    },
  });
  return { form, saved };
}

function Sharing({ form }: { form: ReturnType<typeof useProfileForm>['form'] }) {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend>{t('privacy.title')}</legend>
      <div className="field-row">
        {shared.map((what) => (
          <SelectField key={what} form={form} name={`privacy.${what}`} label={t(`privacy.${what}`)}>
            <option value="private">{t('privacy.nobody')}</option>
            {what !== 'lists' && <option value="chosen">{t('privacy.chosen')}</option>}
            <option value="everyone">{t('privacy.everyone')}</option>
          </SelectField>
        ))}
      </div>
    </fieldset>
  );
}

function ProfileForm({ user, genres }: { user: User; genres: Genre[] }) {
  const { t } = useTranslation();
  const genreName = useGenreName();
  const { form, saved } = useProfileForm(user);
  const { isDirty } = form.formState;
  return (
    <form onSubmit={form.submit} noValidate>
      <Unsaved when={isDirty && !form.sending} />
      <Refusal error={form.refused} />
      <TextField form={form} name="username" label={t('account.username')} help={t('account.usernameHelp')} />
      <div className="field-row">
        <TextField form={form} name="name" label={t('account.name')} autoComplete="given-name" />
        <TextField form={form} name="surname" label={t('account.surname')} autoComplete="family-name" />
      </div>
      <TextArea form={form} name="bio" label={t('account.bio')} help={t('account.bioHelp')} />
      <SelectField form={form} name="favorite_genre" label={t('account.favoriteGenre')}>
        <option value="">{t('account.noGenre')}</option>
        {genres.map((genre) => (
          <option key={genre.id} value={genre.id}>
            {genreName(genre)}
          </option>
        ))}
      </SelectField>
      <div className="field-row">
        <SelectField form={form} name="language" label={t('account.language')}>
          <LanguageOptions />
        </SelectField>
        <SelectField form={form} name="preferences.theme" label={t('account.theme')}>
          {(['system', 'dark', 'light'] as const).map((theme) => (
            <option key={theme} value={theme}>
              {t(`theme.${theme}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <Sharing form={form} />
      <div className="actions">
        <Submit sending={form.sending}>{t('form.save')}</Submit>
        {saved && !isDirty && <Done>{t('form.saved')}</Done>}
      </div>
    </form>
  );
}

export function Profile() {
  const user = useSession()?.user;
  const { data: genres, isPending } = useQuery(genresQuery); // before the form: a choice needs its choices
  if (!user || isPending) return <Line width="60%" />;
  return (
    <>
      <Avatar user={user} />
      <ProfileForm key={user.id} user={user} genres={genres ?? []} />
    </>
  );
}
