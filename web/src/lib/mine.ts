import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, type CollectionQuery, type EntryQuery } from './api';

// What people do with films: everything that pages ask the server about it, each with the only key it is cached under.
// Keys that begin with 'mine' change when one marks a film.

export const counted = async <T>(request: Promise<{ data: T[]; headers: Headers }>) => {
  const { data, headers } = await request;
  return { items: data, total: Number(headers.get('x-total-count') ?? data.length) };
};

/** Whose films: somebody's by name, or one's own. */
export type Whose = string | undefined;

export const entryQuery = (movie: number) =>
  queryOptions({
    queryKey: ['mine', 'entry', movie],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/entry', { params: { path: { id: movie } }, signal })).then((a) => a.data),
  });

export const viewingsOfQuery = (movie: number) =>
  queryOptions({
    queryKey: ['mine', 'viewings', movie],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/viewings', { params: { path: { id: movie } }, signal })).then((a) => a.data),
  });

const perPage = 36;
const nextPage = (last: { page: number; total: number }) =>
  last.page * perPage < last.total ? last.page + 1 : undefined;

/** Films with what somebody thinks of them, page after page. */
export const entriesQuery = (query: EntryQuery, whose: Whose) =>
  infiniteQueryOptions({
    queryKey: ['mine', 'entries', whose ?? '', query],
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
    queryKey: ['mine', 'month', whose ?? '', from, to],
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
  queryKey: ['mine', 'by-rating'],
  queryFn: ({ signal }) =>
    counted(answer(api.GET('/api/user/viewings/by-rating', { params: { query: { page: 1, per_page: 100 } }, signal }))),
});

/** The last films of somebody's diary. */
export const recentQuery = (whose: Whose) =>
  queryOptions({
    queryKey: ['mine', 'recent', whose ?? ''],
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
    queryKey: ['mine', 'diary', whose ?? '', year ?? 0],
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

export const reviewsQuery = (movie: number, sort: 'likes' | 'created_at') =>
  infiniteQueryOptions({
    queryKey: ['reviews', movie, sort],
    initialPageParam: 1,
    queryFn: async ({ pageParam, signal }) => {
      const query = { sort, page: pageParam, per_page: 12 };
      const request = api.GET('/api/movies/{id}/reviews', { params: { path: { id: movie }, query }, signal });
      return { ...(await counted(answer(request))), page: pageParam };
    },
    getNextPageParam: (last) => (last.page * 12 < last.total ? last.page + 1 : undefined),
  });

export const commentsQuery = (review: number) =>
  queryOptions({
    queryKey: ['comments', review],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/reviews/{id}/comments', { params: { path: { id: review } }, signal })).then((a) => a.data),
  });

export const reportsQuery = queryOptions({
  queryKey: ['reports'],
  queryFn: ({ signal }) => answer(api.GET('/api/moderation/reports', { signal })).then((a) => a.data),
});

// Lists.

export const ownListsQuery = (movie?: number) =>
  queryOptions({
    queryKey: ['lists', 'own', movie ?? 0],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/user/lists', { params: { query: movie ? { movie } : {} }, signal })).then((a) => a.data),
  });

export const publicListsQuery = (page: number) =>
  queryOptions({
    queryKey: ['lists', 'public', page],
    queryFn: ({ signal }) =>
      counted(answer(api.GET('/api/lists', { params: { query: { page, per_page: 12 } }, signal }))),
    placeholderData: (before) => before,
  });

export const listsNamedQuery = (q: string, most: number) =>
  queryOptions({
    queryKey: ['lists', 'named', q, most],
    queryFn: ({ signal }) =>
      counted(answer(api.GET('/api/lists', { params: { query: { q, page: 1, per_page: most } }, signal }))),
  });

/** Members whose username begins so, whose page one may see. */
export const membersQuery = (q: string, page: number, most = 30) =>
  queryOptions({
    queryKey: ['members', 'all', q, page, most],
    queryFn: ({ signal }) =>
      counted(
        answer(api.GET('/api/users', { params: { query: { q: q || undefined, page, per_page: most } }, signal })),
      ),
  });

export const listsWithQuery = (movie: number) =>
  queryOptions({
    queryKey: ['lists', 'with', movie],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/lists', { params: { path: { id: movie } }, signal })).then((a) => a.data),
  });

// What opens an unlisted list goes in a header: addresses end in logs and histories.
const opens = (link?: string) => (link ? { 'List-Link': link } : {});

export const listQuery = (id: number, link?: string) =>
  queryOptions({
    queryKey: ['lists', 'one', id, link ?? ''],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/lists/{id}', { params: { path: { id } }, headers: opens(link), signal })).then(
        (a) => a.data,
      ),
  });

export const listItemsQuery = (id: number, link?: string) =>
  queryOptions({
    queryKey: ['lists', 'items', id, link ?? ''],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/lists/{id}/items', { params: { path: { id } }, headers: opens(link), signal })).then(
        (a) => a.data,
      ),
  });

export const listEditorsQuery = (id: number) =>
  queryOptions({
    queryKey: ['lists', 'editors', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/lists/{id}/editors', { params: { path: { id } }, signal })).then((a) => a.data),
  });

// The collection.

export const collectionQuery = (query: CollectionQuery, whose: Whose) =>
  queryOptions({
    queryKey: ['collection', whose ?? '', query],
    queryFn: ({ signal }) => {
      const request = whose
        ? api.GET('/api/users/{username}/collection', { params: { path: { username: whose }, query }, signal })
        : api.GET('/api/collection', { params: { query }, signal });
      return counted(answer(request));
    },
    placeholderData: (before) => before,
  });

// Sharing and people.

export const sharingQuery = queryOptions({
  queryKey: ['sharing'],
  queryFn: ({ signal }) => answer(api.GET('/api/sharing', { signal })).then((a) => a.data),
});

export const listSharingQuery = (id: number) =>
  queryOptions({
    queryKey: ['sharing', 'list', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/lists/{id}/sharing', { params: { path: { id } }, signal })).then((a) => a.data),
  });

/** What one is asked to be in or to edit. */
export const offersQuery = queryOptions({
  queryKey: ['offers'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/offers', { signal })).then((a) => a.data),
});

export const groupsQuery = queryOptions({
  queryKey: ['groups'],
  queryFn: ({ signal }) => answer(api.GET('/api/groups', { signal })).then((a) => a.data),
});

export const sharedQuery = queryOptions({
  queryKey: ['shared'],
  queryFn: ({ signal }) => answer(api.GET('/api/shared', { signal })).then((a) => a.data),
});

export const memberQuery = (username: string) =>
  queryOptions({
    queryKey: ['member', username],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/users/{username}', { params: { path: { username } }, signal })).then((a) => a.data),
  });

export const memberListsQuery = (username: string) =>
  queryOptions({
    queryKey: ['lists', 'of', username],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/users/{username}/lists', { params: { path: { username } }, signal })).then((a) => a.data),
  });

export const memberReviewsQuery = (username: string) =>
  queryOptions({
    queryKey: ['reviews', 'of', username],
    queryFn: ({ signal }) =>
      counted(
        answer(
          api.GET('/api/users/{username}/reviews', {
            params: { path: { username }, query: { page: 1, per_page: 50 } },
            signal,
          }),
        ),
      ),
  });

export const statisticsQuery = (year: number | undefined, whose: Whose) =>
  queryOptions({
    queryKey: ['mine', 'statistics', whose ?? '', year ?? 0],
    queryFn: ({ signal }) => {
      const query = { year };
      const request = whose
        ? api.GET('/api/users/{username}/statistics', { params: { path: { username: whose }, query }, signal })
        : api.GET('/api/user/statistics', { params: { query }, signal });
      return answer(request).then((a) => a.data);
    },
    placeholderData: (before) => before,
  });

// Bringing along.

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/imports', { signal })).then((a) => a.data),
});

export const importQuery = (id: number) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/user/imports/{id}', { params: { path: { id } }, signal })).then((a) => a.data),
  });

export type RowState = 'ready' | 'unmatched' | 'skipped' | 'added' | 'known' | 'failed';

export const importRowsQuery = (id: number, state: RowState, page: number) =>
  queryOptions({
    queryKey: ['imports', id, 'rows', state, page],
    queryFn: ({ signal }) =>
      counted(
        answer(
          api.GET('/api/user/imports/{id}/rows', {
            params: { path: { id }, query: { state, page, per_page: 20 } },
            signal,
          }),
        ),
      ),
    placeholderData: (before) => before,
  });
