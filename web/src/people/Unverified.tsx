import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../api/client';
import { sendVerification } from '../api/accounts';
import { useSession } from '../lib/session';
import { Refusal } from '../kit/Refusal';
import { Done } from '../kit/Status';

/** That one's address waits for its confirmation, what for, and another message. Nothing where nobody waits for mail. */
export function Unverified() {
  const { t } = useTranslation();
  const session = useSession();
  const send = useMutation<unknown, ApiError>({ mutationFn: () => sendVerification() });
  if (!session?.user || session.user.email_verified || !session.sends_mail) return null;
  return (
    <div className="hint">
      <p>{t('settings.unverified', { email: session.user.email })}</p>
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
