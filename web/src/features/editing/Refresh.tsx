import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../kit/Refusal';
import { Done } from '../../kit/Status';
import type { ApiError } from '../../api/client';
import { locksQuery } from '../../api/gallery';
import { refreshFilm, lockFields } from '../../api/metadata';

/** Asks providers for a film again, and says which of its fields stay as an editor wrote them. */
export function Refresh({ movie, onRefreshed }: { movie: number; onRefreshed: () => unknown }) {
  const { t } = useTranslation();
  const { data } = useQuery(locksQuery(movie));
  const refresh = useMutation<unknown, ApiError>({
    mutationFn: () => refreshFilm(movie),
    onSuccess: onRefreshed,
  });
  const unlock = useMutation<unknown, ApiError, string[]>({
    mutationFn: (fields) => lockFields(movie, { fields }),
  });
  const fields = data?.fields ?? [];
  return (
    <section>
      <h2>{t('edit.locks')}</h2>
      <p className="quiet">{t(fields.length > 0 ? 'edit.locksText' : 'edit.noLocks')}</p>
      <ul className="locks">
        {fields.map((field) => (
          <li key={field}>
            <label>
              <input
                type="checkbox"
                checked
                onChange={() => unlock.mutate(fields.filter((other) => other !== field))}
              />{' '}
              {t(`field.${field}`)}
            </label>
          </li>
        ))}
      </ul>
      <Refusal error={refresh.error ?? unlock.error ?? undefined} />
      {refresh.isSuccess && <Done>{t('edit.refreshed')}</Done>}
      <p className="actions">
        <button
          className="btn btn-outline-primary"
          type="button"
          disabled={refresh.isPending}
          onClick={() => refresh.mutate()}
        >
          {t('edit.refresh')}
        </button>
      </p>
    </section>
  );
}
