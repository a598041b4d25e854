import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { cache, change, refresh, type Stale } from './cache';
import { movieQuery } from './catalogue';
import { answer, api, counted, type Body, type Entry, type EntryQuery } from './client';
import { markQuery, noMark } from './marks';

/** What begins so changes when one marks a film or writes in the diary. */
export const mineKey = ['mine'] as const;

/** Whose films: somebody's by name, or one's own. */
export type Whose = string | undefined;

export const entryQuery = (movie: number) =>
  queryOptions({
    queryKey: [...mineKey, 'entry', movie],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/entry', { params: { path: { id: movie } }, signal })).then((a) => a.data),
  });

export const viewingsOfQuery = (movie: number) =>
  queryOptions({
    queryKey: [...mineKey, 'viewings', movie],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/viewings', { params: { path: { id: movie } }, signal })).then((a) => a.data),
  });

const perPage = 36;

const nextPage = (last: { page: number; total: number }) =>
  last.page * perPage < last.total ? last.page + 1 : undefined;

/** Films with what somebody thinks of them, page after page. */
export const entriesQuery = (query: EntryQuery, whose: Whose) =>
  infiniteQueryOptions({
    queryKey: [...mineKey, 'entries', whose ?? '', query],
    initialPageParam: 1,
    queryFn: async ({ pageParam, signal }) => {
      const paged = { ...query, page: pageParam, per_page: perPage };
      const request = whose
        ? api.GET('/api/users/{username}/movies', { params: { path: { username: whose }, query: paged }, signal })
        : api.GET('/api/user/entries', { params: { query: paged }, signal });
      return { ...(await counted(answer(request))), page: pageParam };
    },
    getNextPageParam: nextPage,
  });

/** The diary: of a month, for the calendar, or page after page. */
export const monthQuery = (from: string, to: string, whose: Whose) =>
  queryOptions({
    queryKey: [...mineKey, 'month', whose ?? '', from, to],
    queryFn: ({ signal }) => {
      const query = { from, to };
      const request = whose
        ? api.GET('/api/users/{username}/viewings', { params: { path: { username: whose }, query }, signal })
        : api.GET('/api/user/viewings', { params: { query }, signal });
      return answer(request).then((a) => a.data);
    },
  });

/** Lines of one's diary that a rating alone wrote, when it still did. */
export const byRatingQuery = queryOptions({
  queryKey: [...mineKey, 'by-rating'],
  queryFn: ({ signal }) =>
    counted(answer(api.GET('/api/user/viewings/by-rating', { params: { query: { page: 1, per_page: 100 } }, signal }))),
});

/** The last films of somebody's diary. */
export const recentQuery = (whose: Whose) =>
  queryOptions({
    queryKey: [...mineKey, 'recent', whose ?? ''],
    queryFn: async ({ signal }) => {
      const query = { page: 1, per_page: 6 };
      const request = whose
        ? api.GET('/api/users/{username}/viewings', { params: { path: { username: whose }, query }, signal })
        : api.GET('/api/user/viewings', { params: { query }, signal });
      return (await answer(request)).data;
    },
  });

export const diaryQuery = (whose: Whose, year?: number) =>
  infiniteQueryOptions({
    queryKey: [...mineKey, 'diary', whose ?? '', year ?? 0],
    initialPageParam: 1,
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        page: pageParam,
        per_page: perPage,
        ...(year && { from: `${year}-01-01`, to: `${year}-12-31` }),
      };
      const request = whose
        ? api.GET('/api/users/{username}/viewings', { params: { path: { username: whose }, query }, signal })
        : api.GET('/api/user/viewings', { params: { query }, signal });
      return { ...(await counted(answer(request))), page: pageParam };
    },
    getNextPageParam: nextPage,
  });

export const statisticsQuery = (year: number | undefined, whose: Whose) =>
  queryOptions({
    queryKey: [...mineKey, 'statistics', whose ?? '', year ?? 0],
    queryFn: ({ signal }) => {
      const query = { year };
      const request = whose
        ? api.GET('/api/users/{username}/statistics', { params: { path: { username: whose }, query }, signal })
        : api.GET('/api/user/statistics', { params: { query }, signal });
      return answer(request).then((a) => a.data);
    },
    placeholderData: (before) => before,
  });

/** One of the films that one wants to see, whichever. */
export const planned = (genre?: number) =>
  answer(api.GET('/api/user/entries/random', { params: { query: { status: 'planned', genre } } })).then((a) => a.data);

// What one does.

/** What shows a film's marks: its page, its poster, and what is made from one's films. */
const shownOf = (movie: number): Stale[] => [
  mineKey,
  markQuery(movie).queryKey,
  { queryKey: movieQuery(movie).queryKey, exact: true },
];

/** Takes over what a film's record has become, at once; what is made from it is asked for anew. */
function keepEntry(movie: number, entry: Entry) {
  const { status, rating, favorite } = entry;
  cache.setQueryData(markQuery(movie).queryKey, { status, rating, favorite });
  cache.setQueryData(entryQuery(movie).queryKey, entry);
  void refresh([
    { queryKey: mineKey, predicate: ({ queryKey: [, part] }) => part !== 'entry' },
    { queryKey: movieQuery(movie).queryKey, exact: true },
  ]);
}

export async function changeEntry(movie: number, body: Body<'/api/movies/{id}/entry', 'patch'>) {
  const { data } = await change([], api.PATCH('/api/movies/{id}/entry', { params: { path: { id: movie } }, body }));
  keepEntry(movie, data);
  return data;
}

export async function forgetEntry(movie: number) {
  await change([], api.DELETE('/api/movies/{id}/entry', { params: { path: { id: movie } } }));
  keepEntry(movie, { ...noMark, movie_id: movie, note: '', viewings: 0, watched_on: null, updated_at: null });
}

export const addViewing = (movie: number, body: Body<'/api/movies/{id}/viewings', 'post'>) =>
  change(shownOf(movie), api.POST('/api/movies/{id}/viewings', { params: { path: { id: movie } }, body }));

export const changeViewing = (movie: number, id: number, body: Body<'/api/user/viewings/{id}', 'patch'>) =>
  change(shownOf(movie), api.PATCH('/api/user/viewings/{id}', { params: { path: { id } }, body }));

export const removeViewing = (movie: number, id: number) =>
  change(shownOf(movie), api.DELETE('/api/user/viewings/{id}', { params: { path: { id } } }));

/** Takes back that a film was logged for a day: the last time it was. */
export async function unlog(movie: number, day: string) {
  const viewings = await cache.fetchQuery({ ...viewingsOfQuery(movie), staleTime: 0 });
  const ids = viewings.filter((one) => one.watched_on === day).map(({ id }) => id);
  if (ids.length > 0) await removeViewing(movie, Math.max(...ids));
}

export const takeBackByRating = (body: Body<'/api/user/viewings/by-rating', 'post'>) =>
  change([mineKey], api.POST('/api/user/viewings/by-rating', { body }));
