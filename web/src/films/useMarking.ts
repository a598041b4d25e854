import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import type { ApiError, Entry, EntryPatch } from '../api/client';
import { today } from '../lib/day';
import { marked, markQuery, noMark, type Mark } from '../api/marks';
import { entryQuery, mineKey, viewingsOfQuery, changeEntry, removeViewing } from '../api/diary';
import { movieQuery } from '../api/catalogue';
import { refusalText } from '../lib/refusals';
import { useToast } from '../kit/Toasts';

/** What may be written about a film, and what every view of it must hear afterwards. */
function useWrites(movie: number) {
  const queries = useQueryClient();

  const refresh = async (entry?: Entry) => {
    if (entry) {
      queries.setQueryData(markQuery(movie).queryKey, {
        status: entry.status,
        rating: entry.rating,
        favorite: entry.favorite,
      });
      queries.setQueryData(entryQuery(movie).queryKey, entry);
    }
    await Promise.all([
      queries.invalidateQueries({
        queryKey: mineKey,
        predicate: ({ queryKey: [, part] }) => part !== 'entry',
      }),
      queries.invalidateQueries({ queryKey: movieQuery(movie).queryKey, exact: true }),
    ]);
  };

  const send = async (patch: EntryPatch) => (await changeEntry(movie, patch)).data;

  const unlog = async (day: string) => {
    const viewings = await queries.fetchQuery({ ...viewingsOfQuery(movie), staleTime: 0 });
    const latest = viewings
      .filter((one) => one.watched_on === day)
      .reduce<number>((max, { id }) => Math.max(max, id), 0);
    if (latest) await removeViewing(latest);
    await refresh();
  };

  return { refresh, send, unlog };
}

/** Says why a mark was not taken; whose session has ended is led back by signing in. */
function useRefusal() {
  const { t } = useTranslation();
  const toast = useToast();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  return (error: ApiError) => {
    if (error.status !== 401) return toast({ text: refusalText(error, t) });
    const next = encodeURIComponent(pathname + search);
    toast({
      text: t('session.ended'),
      actions: [{ name: t('signIn.title'), run: () => void navigate(`/signin?next=${next}`) }],
    });
  };
}

function said(entry: Entry, patch: EntryPatch, t: TFunction) {
  if (patch.rating !== undefined && entry.rating !== null) return t('mark.rated', { rating: entry.rating });
  if (patch.favorite !== undefined) return t(entry.favorite ? 'mark.favored' : 'mark.unfavored');
  if (patch.status !== undefined) return t(entry.status ? `mark.now.${entry.status}` : 'mark.cleared');
  return t('form.saved');
}

/** Marks a film: shown at once, taken back when the server refuses, and undone by one press. */
export function useMarking(movie: number) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const toast = useToast();
  const refuse = useRefusal();
  const { refresh, send, unlog } = useWrites(movie);
  const { queryKey } = markQuery(movie);

  /** A film is marked as watched without a day; the diary is another press. */
  const logToday = async () => {
    const day = today();
    await refresh(await send({ status: 'watched', watched_on: day }));
    toast({ text: t('mark.logged'), actions: [{ name: t('toast.undo'), run: () => void unlog(day) }] });
  };

  const change = useMutation<Entry, ApiError, EntryPatch, Mark>({
    mutationFn: send,
    onMutate: (patch) => {
      const before = queries.getQueryData<Mark>(queryKey) ?? noMark;
      queries.setQueryData(queryKey, marked(before, patch));
      return before;
    },
    onError: (error, _patch, before) => {
      queries.setQueryData(queryKey, before);
      refuse(error);
    },
    onSuccess: async (entry, patch, before) => {
      const was = before ?? noMark;
      const seen = entry.status === 'watched' && (patch.rating != null || patch.status === 'watched');
      toast({
        text: said(entry, patch, t),
        actions: [
          ...(seen && entry.watched_on !== today() ? [{ name: t('mark.logToday'), run: () => void logToday() }] : []),
          { name: t('toast.undo'), run: () => void send(was).then(refresh) },
        ],
      });
      await refresh(entry);
    },
  });

  return { change: change.mutate, refresh, pending: change.isPending };
}
