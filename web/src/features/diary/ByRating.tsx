import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../kit/Confirm';
import { Refusal } from '../../kit/Refusal';
import type { ApiError } from '../../api/client';
import { dayText } from '../../lib/day';
import { titleOf } from '../../lib/format';
import { byRatingQuery, takeBackByRating } from '../../api/diary';

/**
 * A rating used to write a line for the day it was given. Those lines go, or stay, in one step; nothing where there are
 * none.
 */
export function ByRating() {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(byRatingQuery);
  const [looking, setLooking] = useState(false);
  const settle = useMutation<unknown, ApiError, boolean>({
    mutationFn: (keep) => takeBackByRating({ keep }),
    onSuccess: () => setLooking(false),
  });
  if (!data || data.total === 0) return null;
  const count = data.total;
  return (
    <div className="hint">
      <p>{t('byRating.text', { count })}</p>
      <Refusal error={settle.error ?? undefined} />
      <div className="actions">
        <button className="btn btn-outline-primary" type="button" onClick={() => setLooking(true)}>
          {t('byRating.look')}
        </button>
        <button className="btn btn-link" type="button" disabled={settle.isPending} onClick={() => settle.mutate(true)}>
          {t('byRating.keep')}
        </button>
      </div>
      {looking && (
        <Dialog title={t('byRating.title', { count })} onClose={() => setLooking(false)}>
          <p>{t('byRating.how')}</p>
          <ul className="choices choices--read">
            {data.items.map(({ movie, viewing }) => (
              <li key={viewing.id}>
                {titleOf(movie, i18n.language)}{' '}
                <span className="quiet">{dayText(viewing.watched_on, i18n.language)}</span>
              </li>
            ))}
          </ul>
          {count > data.items.length && (
            <p className="quiet">{t('editing.andMore', { count: count - data.items.length })}</p>
          )}
          <div className="actions">
            <button
              className="btn btn-danger"
              type="button"
              disabled={settle.isPending}
              onClick={() => settle.mutate(false)}
            >
              {t('byRating.remove', { count })}
            </button>
            <button
              className="btn btn-outline-primary"
              type="button"
              disabled={settle.isPending}
              onClick={() => settle.mutate(true)}
            >
              {t('byRating.keep')}
            </button>
            <button className="btn btn-link" type="button" onClick={() => setLooking(false)}>
              {t('form.cancel')}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
