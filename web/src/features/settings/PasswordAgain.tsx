import type { FieldValues, Path } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { useSession } from '../../lib/session';
import type { ApiForm } from '../../lib/useApiForm';

/** The password said again, for what must not happen at an unlocked screen; who has none needs a fresh sign-in. */
export function PasswordAgain<V extends FieldValues & { password: string }>({ form }: { form: ApiForm<V> }) {
  const { t } = useTranslation();
  const user = useSession()?.user;
  if (!user?.has_password) return null;
  return (
    <TextField
      form={form}
      name={'password' as Path<V>}
      type="password"
      label={t('account.password')}
      autoComplete="current-password"
    />
  );
}

/** Why it was refused: 403 here always means the password. */
export function PasswordRefusal<V extends FieldValues>({ form }: { form: ApiForm<V> }) {
  const { t } = useTranslation();
  return <Refusal error={form.refused} texts={{ 403: t('settings.wrongPassword') }} />;
}
