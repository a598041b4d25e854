import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Done, Refusal } from '../../components/Form';
import { SidePages } from '../../components/SidePages';
import { answer, api, type ApiError } from '../../lib/api';
import { useSession } from '../../lib/session';

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

export function Settings() {
  const { t } = useTranslation();
  const user = useSession()?.user;
  return (
    <SidePages
      title={t('settings.title')}
      note={user && !user.email_verified && <Unverified />}
      pages={[
        ['/settings', t('settings.profile')],
        ['/settings/security', t('settings.security')],
        ['/settings/keys', t('settings.keys')],
        ['/settings/linked', t('settings.linked')],
        ['/settings/data', t('settings.data')],
      ]}
    />
  );
}
