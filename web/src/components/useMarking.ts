import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api, type ApiError, type Entry, type EntryPatch } from '../lib/api';
import { today } from '../lib/day';
import { markQuery, noMark, type Mark } from '../lib/marks';
import { entryQuery, viewingsOfQuery } from '../lib/mine';
import { movieQuery } from '../lib/queries';
import { useToast } from './Toasts';

/** As the server will have it: who rates a film has seen it. */
function after(mark: Mark, patch: EntryPatch): Mark {
  const next = {
    status: patch.status === undefined ? mark.status : patch.status,
    rating: patch.rating === undefined ? mark.rating : patch.rating,
    favorite: patch.favorite ?? mark.favorite,
  };
  const rated = next.rating !== null && next.rating !== mark.rating;
  if (rated && (next.status === null || next.status === 'planned')) next.status = 'watched';
  return next;
}

/** Marks a film: shown at once, taken back when the server refuses, and undone by one press. */
export function useMarking(movie: number) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const toast = useToast();
  const { queryKey } = markQuery(movie);

  const refresh = async (entry?: Entry) => {
    if (entry) {
      queries.setQueryData(queryKey, { status: entry.status, rating: entry.rating, favorite: entry.favorite });
      queries.setQueryData(entryQuery(movie).queryKey, entry);
    }
    await Promise.all([
      queries.invalidateQueries({
        predicate: ({ queryKey: [first, second] }) => first === 'mine' && second !== 'entry',
      }),
      queries.invalidateQueries({ queryKey: movieQuery(movie).queryKey, exact: true }),
    ]);
  };

  const send = async (patch: EntryPatch) =>
    (await answer(api.PATCH('/api/movies/{id}/entry', { params: { path: { id: movie } }, body: patch }))).data;

  const undo = async (before: Mark, logged: boolean) => {
    if (logged) {
      const viewings = await queries.fetchQuery({ ...viewingsOfQuery(movie), staleTime: 0 });
      const latest = viewings.reduce((a, b) => (a && a.id > b.id ? a : b), viewings[0]);
      if (latest) await answer(api.DELETE('/api/user/viewings/{id}', { params: { path: { id: latest.id } } }));
    }
    await refresh(await send({ ...before, log_viewing: false }));
  };

  const change = useMutation<Entry, ApiError, EntryPatch, Mark>({
    mutationFn: (patch) => send({ watched_on: becomesWatched(patch) ? today() : undefined, ...patch }),
    onMutate: (patch) => {
      const before = queries.getQueryData<Mark>(queryKey) ?? noMark;
      queries.setQueryData(queryKey, after(before, patch));
      return before;
    },
    onError: (error, _patch, before) => {
      queries.setQueryData(queryKey, before);
      toast({ text: error.status === 0 ? t('error.offline') : (error.problem?.detail ?? t('error.unknown')) });
    },
    onSuccess: async (entry, patch, before) => {
      const was = before ?? noMark;
      const logged = was.status !== 'watched' && entry.status === 'watched' && entry.watched_on === today();
      toast({
        text: said(entry, patch, logged),
        action: { name: t('toast.undo'), run: () => void undo(was, logged) },
      });
      await refresh(entry);
    },
  });

  function becomesWatched(patch: EntryPatch) {
    const before = queries.getQueryData<Mark>(queryKey) ?? noMark;
    return before.status !== 'watched' && after(before, patch).status === 'watched' && patch.log_viewing !== false;
  }

  function said(entry: Entry, patch: EntryPatch, logged: boolean) {
    if (patch.rating !== undefined && entry.rating !== null)
      return t(logged ? 'mark.ratedLogged' : 'mark.rated', { rating: entry.rating });
    if (patch.favorite !== undefined) return t(entry.favorite ? 'mark.favored' : 'mark.unfavored');
    if (patch.status !== undefined)
      return logged ? t('mark.logged') : t(entry.status ? `mark.now.${entry.status}` : 'mark.cleared');
    return t('form.saved');
  }

  return { change: change.mutate, refresh, pending: change.isPending };
}
