import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, type MovieQuery } from './api';
import { counted } from './mine';
import { nearest } from './language';

// Everything that pages ask the server, each with the only key it is cached under.

const long = 10 * 60_000;

export const movieQuery = (id: number) =>
  queryOptions({
    queryKey: ['movie', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}', { params: { path: { id } }, signal })).then((a) => a.data),
  });

export const personQuery = (id: number) =>
  queryOptions({
    queryKey: ['person', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/people/{id}', { params: { path: { id } }, signal })).then((a) => a.data),
  });

export const genresQuery = queryOptions({
  queryKey: ['genres'],
  queryFn: ({ signal }) => answer(api.GET('/api/genres', { signal })).then((a) => a.data),
  staleTime: long,
});

export const facetsQuery = queryOptions({
  queryKey: ['facets'],
  queryFn: ({ signal }) => answer(api.GET('/api/facets', { signal })).then((a) => a.data),
  staleTime: long,
});

/** How many posters stand in a row that scrolls sideways. */
const perRow = 14;

/** One page of movies, for a row. */
export const movieRowQuery = (query: MovieQuery) =>
  queryOptions({
    queryKey: ['movies', 'row', query],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies', { params: { query: { page: 1, per_page: perRow, ...query } }, signal })).then(
        (a) => a.data,
      ),
  });

/** Movies page after page. */
export const moviePagesQuery = (query: MovieQuery) =>
  infiniteQueryOptions({
    queryKey: ['movies', 'pages', query],
    initialPageParam: 1,
    queryFn: async ({ pageParam, signal }) => {
      const { data, headers } = await answer(
        api.GET('/api/movies', { params: { query: { ...query, page: pageParam, per_page: 36 } }, signal }),
      );
      return { movies: data, total: Number(headers.get('x-total-count') ?? data.length), page: pageParam };
    },
    getNextPageParam: (last) => (last.page * 36 < last.total ? last.page + 1 : undefined),
  });

export const suggestQuery = (q: string) =>
  queryOptions({
    queryKey: ['suggest', q],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/search/suggest', { params: { query: { q } }, signal })).then((a) => a.data),
    enabled: q !== '',
    placeholderData: (before) => before, // the list stays while the next one is on its way
  });

// What is one's own.

export const sessionsQuery = queryOptions({
  queryKey: ['user', 'sessions'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/sessions', { signal })).then((a) => a.data),
});

export const keysQuery = queryOptions({
  queryKey: ['user', 'keys'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/keys', { signal })).then((a) => a.data),
});

export const linkedQuery = queryOptions({
  queryKey: ['user', 'linked'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/linked', { signal })).then((a) => a.data),
});

// Editing. A draft comes with the version that a change of it must name.

export const movieDraftQuery = (id: number) =>
  queryOptions({
    queryKey: ['movie', id, 'draft'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/draft', { params: { path: { id } }, signal })).then((a) => ({
        draft: a.data,
        version: a.headers.get('etag') ?? '',
      })),
    gcTime: 0, // one edits what is there now
    staleTime: Infinity, // and nothing changes under one's hands
  });

export const personDraftQuery = (id: number) =>
  queryOptions({
    queryKey: ['person', id, 'draft'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/people/{id}/draft', { params: { path: { id } }, signal })).then((a) => ({
        draft: a.data,
        version: a.headers.get('etag') ?? '',
      })),
    gcTime: 0,
    staleTime: Infinity,
  });

export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: ({ signal }) => answer(api.GET('/api/tags', { signal })).then((a) => a.data),
  staleTime: long,
});

export const pictureQuery = (id: string) =>
  queryOptions({
    queryKey: ['picture', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/pictures/{picture}', { params: { path: { picture: id } }, signal })).then((a) => a.data),
    staleTime: Infinity,
  });

export const changesQuery = (page: number) =>
  queryOptions({
    queryKey: ['changes', page],
    queryFn: ({ signal }) =>
      counted(answer(api.GET('/api/changes', { params: { query: { page, per_page: 20 } }, signal }))),
  });

export const historyQuery = (kind: 'movies' | 'people', id: number) =>
  queryOptions({
    queryKey: ['changes', kind, id],
    queryFn: ({ signal }) =>
      counted(
        answer(api.GET(`/api/${kind}/{id}/history`, { params: { path: { id }, query: { per_page: 50 } }, signal })),
      ),
  });

export const deletedQuery = (kind: 'movies' | 'people') =>
  queryOptions({
    queryKey: ['deleted', kind],
    queryFn: ({ signal }) => answer(api.GET(`/api/deleted/${kind}`, { signal })).then((a) => a.data),
  });

export const uncheckedQuery = queryOptions({
  queryKey: ['unchecked'],
  queryFn: ({ signal }) => answer(api.GET('/api/unchecked/movies', { signal })).then((a) => a.data),
});

// Administration.

export interface UserSearch {
  q: string;
  page: number;
  role?: 'user' | 'editor' | 'admin';
  state?: 'unconfirmed' | 'disabled' | 'players';
  /** A column, '-' for descending. */
  sort?: string;
}

export const usersQuery = ({ q, page, role, state, sort }: UserSearch) =>
  queryOptions({
    queryKey: ['admin', 'users', q, page, role, state, sort],
    queryFn: ({ signal }) =>
      counted(
        answer(
          api.GET('/api/admin/users', {
            params: {
              query: {
                q: q.trim() || undefined,
                page,
                per_page: 20,
                role,
                sort,
                confirmed: state === 'unconfirmed' ? 0 : undefined,
                disabled: state === 'disabled' ? 1 : undefined,
                may_play: state === 'players' ? 1 : undefined,
              },
            },
            signal,
          }),
        ),
      ),
    placeholderData: (before) => before,
  });

export const invitationsQuery = queryOptions({
  queryKey: ['admin', 'invitations'],
  queryFn: ({ signal }) => answer(api.GET('/api/admin/invitations', { signal })).then((a) => a.data),
});

export const auditQuery = (page: number) =>
  queryOptions({
    queryKey: ['admin', 'audit', page],
    queryFn: ({ signal }) =>
      counted(answer(api.GET('/api/admin/audit', { params: { query: { page, per_page: 30 } }, signal }))),
    placeholderData: (before) => before,
  });

export const jobsQuery = queryOptions({
  queryKey: ['jobs', 'latest'],
  queryFn: ({ signal }) => answer(api.GET('/api/admin/jobs', { signal })).then((a) => a.data),
  refetchInterval: 2000,
});

export const schedulesQuery = queryOptions({
  queryKey: ['jobs', 'schedules'],
  queryFn: ({ signal }) => answer(api.GET('/api/admin/schedules', { signal })).then((a) => a.data),
});

// Films from outside.

export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: ({ signal }) => answer(api.GET('/api/providers', { signal })).then((a) => a.data),
  staleTime: 60_000,
});

/** What somebody knows beyond this catalogue: asked when one says so, never while one types. */
export const outsideQuery = (q: string, language: string) =>
  queryOptions({
    queryKey: ['outside', q, language],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/search', {
          params: { query: { q, provider: 'any', language: nearest(language) } },
          signal,
        }),
      ).then((a) => a.data),
    retry: false,
    staleTime: 60_000,
  });

/** While pictures are on their way, asked again each second. */
export const galleryQuery = (movie: number) =>
  queryOptions({
    queryKey: ['movie', movie, 'pictures'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/pictures', { params: { path: { id: movie } }, signal })).then((a) => a.data),
    refetchInterval: ({ state }) => (state.data?.fetching ? 1000 : false),
  });

export const locksQuery = (movie: number) =>
  queryOptions({
    queryKey: ['movie', movie, 'locks'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/locks', { params: { path: { id: movie } }, signal })).then((a) => a.data),
  });
