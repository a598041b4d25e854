import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { Done, Refusal } from '../../components/Form';
import { answer, api, type ApiError } from '../../lib/api';
import { useSession } from '../../lib/session';
import { usePageTitle } from '../../lib/usePageTitle';

function Unverified() {
  const { t } = useTranslation();
  const send = useMutation<unknown, ApiError>({ mutationFn: () => answer(api.POST('/api/auth/verify/send')) });
  return (
    <div className="hint">
      <p>{t('settings.unverified')}</p>
      <Refusal error={send.error ?? undefined} />
      {send.isSuccess ? (
        <Done>{t('settings.sent')}</Done>
      ) : (
        <button
          className="btn btn-outline-primary"
          type="button"
          disabled={send.isPending}
          onClick={() => send.mutate()}
        >
          {t('settings.sendAgain')}
        </button>
      )}
    </div>
  );
}

/** What stands around every page of the settings. */
export function Settings() {
  const { t } = useTranslation();
  const user = useSession()?.user;
  usePageTitle(t('settings.title'));
  return (
    <>
      <header className="page-head">
        <h1>{t('settings.title')}</h1>
      </header>
      <div className="settings">
        <nav className="settings__nav" aria-label={t('settings.title')}>
          <NavLink to="/settings" end>
            {t('settings.profile')}
          </NavLink>
          <NavLink to="/settings/security">{t('settings.security')}</NavLink>
          <NavLink to="/settings/keys">{t('settings.keys')}</NavLink>
          <NavLink to="/settings/linked">{t('settings.linked')}</NavLink>
        </nav>
        <div className="settings__page">
          {user && !user.email_verified && <Unverified />}
          <Outlet />
        </div>
      </div>
    </>
  );
}
