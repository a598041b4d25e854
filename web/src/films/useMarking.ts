import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { cache } from '../api/cache';
import type { ApiError, Entry, EntryPatch } from '../api/client';
import { changeEntry, unlog } from '../api/diary';
import { marked, markQuery, noMark, type Mark } from '../api/marks';
import { today } from '../lib/day';
import { refusalText } from '../lib/refusals';
import { useToast } from '../kit/Toasts';

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
  const toast = useToast();
  const refuse = useRefusal();
  const { queryKey } = markQuery(movie);

  /** A film is marked as watched without a day; the diary is another press. */
  const logToday = async () => {
    const day = today();
    await changeEntry(movie, { status: 'watched', watched_on: day });
    toast({ text: t('mark.logged'), actions: [{ name: t('toast.undo'), run: () => void unlog(movie, day) }] });
  };

  const change = useMutation<Entry, ApiError, EntryPatch, Mark>({
    mutationFn: (patch) => changeEntry(movie, patch),
    onMutate: (patch) => {
      const before = cache.getQueryData<Mark>(queryKey) ?? noMark;
      cache.setQueryData(queryKey, marked(before, patch));
      return before;
    },
    onError: (error, _patch, before) => {
      cache.setQueryData(queryKey, before);
      refuse(error);
    },
    onSuccess: (entry, patch, before) => {
      const was = before ?? noMark;
      const seen = entry.status === 'watched' && (patch.rating != null || patch.status === 'watched');
      toast({
        text: said(entry, patch, t),
        actions: [
          ...(seen && entry.watched_on !== today() ? [{ name: t('mark.logToday'), run: () => void logToday() }] : []),
          { name: t('toast.undo'), run: () => void changeEntry(movie, was) },
        ],
      });
    },
  });

  return { change: change.mutate, pending: change.isPending };
}
