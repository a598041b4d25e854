import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from '../../api/client';
import { dayText } from '../../lib/day';
import { useDraft } from '../../lib/draft';
import { viewingsOfQuery, changeEntry } from '../../api/diary';

const ViewingDialog = lazy(() => import('../../films/ViewingDialog').then((file) => ({ default: file.ViewingDialog })));

/** A note for oneself: saved when one leaves it. */
export function Note({ movie, entry }: { movie: number; entry: Entry }) {
  const { t } = useTranslation();
  const { first, put } = useDraft<{ text: string }>(`note ${movie}`);
  const [text, setText] = useState(first?.text ?? entry.note);
  const save = useMutation({
    mutationFn: () => changeEntry(movie, { note: text }),
    onSuccess: () => put(undefined),
  });
  return (
    <div className="field">
      <label htmlFor="entry-note">{t('entry.note')}</label>
      <textarea
        id="entry-note"
        className="form-control"
        rows={2}
        maxLength={5000}
        placeholder={t('entry.noteHint')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          put({ text: event.target.value });
        }}
        onBlur={() => text !== entry.note && save.mutate()}
      />
      {save.isError && (
        <p className="field__fault" role="alert">
          {t('error.unknown')}
        </p>
      )}
    </div>
  );
}

export function Viewings({ movie, title }: { movie: number; title: string }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(viewingsOfQuery(movie));
  const [open, setOpen] = useState<number>();
  if (!data?.length) return null;
  const chosen = data.find(({ id }) => id === open);
  return (
    <>
      <ul className="viewings">
        {data.map((viewing) => (
          <li key={viewing.id}>
            <button
              type="button"
              onClick={() => setOpen(viewing.id)}
              aria-label={t('viewing.change', { day: dayText(viewing.watched_on, i18n.language) })}
            >
              {dayText(viewing.watched_on, i18n.language)}
              {viewing.rewatch && ` · ${t('viewing.again')}`}
              {viewing.place && ` · ${viewing.place}`}
            </button>
          </li>
        ))}
      </ul>
      {chosen && (
        <Suspense>
          <ViewingDialog movie={movie} title={title} viewing={chosen} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </>
  );
}
