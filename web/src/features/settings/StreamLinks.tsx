import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../kit/Refusal';
import type { ApiError } from '../../api/client';
import { dateTimeText } from '../../lib/format';
import { streamLinksQuery, endStreamLink } from '../../api/player';

/** Links at which other devices play films, until they end or are ended here. */
export function StreamLinks() {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(streamLinksQuery);
  const end = useMutation<unknown, ApiError, number>({
    mutationFn: (id) => endStreamLink(id),
  });
  if (!data?.length) return null;
  return (
    <section>
      <h2>{t('elsewhere.links')}</h2>
      <Refusal error={end.error ?? undefined} />
      <ul className="rows">
        {data.map((link) => (
          <li key={link.id}>
            <div>
              <strong>{link.title}</strong>
              <span>
                {[
                  t('elsewhere.until', { at: dateTimeText(link.expires_at, i18n.language) }),
                  link.used_at && t('elsewhere.used', { at: dateTimeText(link.used_at, i18n.language) }),
                ]
                  .filter(Boolean)
                  .join(' ')}
              </span>
            </div>
            <button className="btn btn-outline-danger" type="button" onClick={() => end.mutate(link.id)}>
              {t('elsewhere.end')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
