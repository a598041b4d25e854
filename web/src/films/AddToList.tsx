import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError, FilmList } from '../api/client';
import { ownListsQuery, removeFromList, addToList, addList } from '../api/lists';
import { useApiForm } from '../lib/useApiForm';
import { Dialog } from '../kit/Confirm';
import { FormFoot, TextField } from '../kit/Form';
import { Refusal } from '../kit/Refusal';
import { Failure, Line } from '../kit/Status';

/** Puts a film on lists of one's own, or takes it off, and makes a list where none fits. */
export function AddToList({ movie, title, onClose }: { movie: number; title: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(ownListsQuery(movie));
  // The last changed comes first, but not while one is choosing: new ones at the end.
  const [order, setOrder] = useState<number[]>([]);
  const unknown = data?.filter(({ id }) => !order.includes(id)).map(({ id }) => id) ?? [];
  if (unknown.length > 0) setOrder([...order, ...unknown]);
  const lists = order.map((id) => data?.find((list) => list.id === id)).filter((list) => list?.may_edit);
  const toggle = useMutation<unknown, ApiError, FilmList>({
    mutationFn: ({ id, has_movie }) =>
      has_movie ? removeFromList(id, movie) : addToList(id, { movie_id: movie, note: '' }),
  });
  const form = useApiForm({
    schema: 'NewList',
    draft: `list with ${movie}`,
    mode: 'onSubmit',
    values: { name: '' },
    send: async (_body, { name }) => {
      await addList({ name, description: '', movies: [movie] });
      form.reset();
    },
  });
  return (
    <Dialog title={t('addToList.title', { title })} onClose={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <Refusal error={toggle.error ?? undefined} />
      {!data && !error && <Line width="60%" />}
      {data?.length === 0 && <p>{t('addToList.none')}</p>}
      <ul className="checks">
        {lists.map(
          (list) =>
            list && (
              <li key={list.id}>
                <label className="check">
                  <input
                    type="checkbox"
                    checked={!!list.has_movie}
                    disabled={toggle.isPending}
                    onChange={() => toggle.mutate(list)}
                  />
                  <span>{list.name}</span>
                </label>
              </li>
            ),
        )}
      </ul>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} />
        <TextField form={form} name="name" label={t('addToList.new')} />
        <FormFoot sending={form.sending} action={t('addToList.make')} leave={t('form.done')} onClose={onClose} />
      </form>
    </Dialog>
  );
}
