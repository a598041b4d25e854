import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../kit/Refusal';
import { Failure, Line } from '../../kit/Status';
import type { ApiError } from '../../api/client';
import { dateTimeText } from '../../lib/format';
import { sessionsQuery, endOtherSessions, endSession } from '../../api/accounts';
import { agentName } from '../../lib/agent';

export function Sessions() {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const end = useMutation<unknown, ApiError, number | undefined>({
    mutationFn: (id) => (id === undefined ? endOtherSessions() : endSession(id)),
  });
  return (
    <section>
      <h2>{t('settings.sessions')}</h2>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <Refusal error={end.error ?? undefined} />
      {!data && !error && <Line width="60%" />}
      <ul className="rows">
        {data?.map((session) => (
          <li key={session.id}>
            <div>
              <strong>{agentName(session.agent) || t('settings.unknownAgent')}</strong>
              <span>
                {session.address} · {t('settings.lastSeen', { at: dateTimeText(session.last_seen_at, i18n.language) })}
              </span>
            </div>
            {session.current ? (
              <span className="chip">{t('settings.thisOne')}</span>
            ) : (
              <button className="btn btn-outline-primary" type="button" onClick={() => end.mutate(session.id)}>
                {t('settings.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {data && data.length > 1 && (
        <button className="btn btn-outline-primary" type="button" onClick={() => end.mutate(undefined)}>
          {t('settings.endOthers')}
        </button>
      )}
    </section>
  );
}
