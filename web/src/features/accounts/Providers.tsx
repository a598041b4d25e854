import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../kit/Refusal';
import type { ApiError } from '../../api/client';
import { signInElsewhere } from '../../api/accounts';
import { useSession } from '../../lib/session';

/** The doors of others: a button for each provider that one may sign in with. */
export function Providers({ next }: { next: string }) {
  const { t } = useTranslation();
  const session = useSession();
  const begin = useMutation<unknown, ApiError, string>({
    mutationFn: async (provider) => {
      const { data } = await signInElsewhere(provider, { return_to: next });
      location.assign(data.url);
    },
  });
  if (!session?.providers.length) return null;
  return (
    <div className="providers">
      <p className="providers__or">{t('signIn.or')}</p>
      <Refusal error={begin.error ?? undefined} />
      {session.providers.map(({ id, name }) => (
        <button
          className="btn btn-outline-primary"
          type="button"
          key={id}
          disabled={begin.isPending}
          onClick={() => begin.mutate(id)}
        >
          {t('signIn.with', { name })}
        </button>
      ))}
    </div>
  );
}
