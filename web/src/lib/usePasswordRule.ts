import { useTranslation } from 'react-i18next';
import { useSession } from './session';

/** What a new password must be, as this house has decided. Whether everybody tries it first only the server knows. */
export function usePasswordRule() {
  const { t } = useTranslation();
  const least = useSession()?.password_length ?? 8;
  return {
    help: t('account.passwordHelp', { count: least }),
    faults: (path: string, password: string): Record<string, string> =>
      password && [...password].length < least ? { [path]: t('rule.short', { min: least }) } : {},
  };
}
