import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, hardlyChanges, type MovieQuery } from './client';

/** A film: its page, its draft, its pictures. */
export const movieKey = ['movie'] as const;

/** Films in rows and on walls. */
export const moviesKey = ['movies'] as const;

export const movieQuery = (id: number) =>
  queryOptions({
    queryKey: [...movieKey, id],
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
  staleTime: hardlyChanges,
});

export const facetsQuery = queryOptions({
  queryKey: ['facets'],
  queryFn: ({ signal }) => answer(api.GET('/api/facets', { signal })).then((a) => a.data),
  staleTime: hardlyChanges,
});

/** How many posters stand in a row that scrolls sideways. */
const perRow = 14;

/** One page of movies, for a row. */
export const movieRowQuery = (query: MovieQuery) =>
  queryOptions({
    queryKey: [...moviesKey, 'row', query],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies', { params: { query: { page: 1, per_page: perRow, ...query } }, signal })).then(
        (a) => a.data,
      ),
  });

/** Movies page after page. */
export const moviePagesQuery = (query: MovieQuery) =>
  infiniteQueryOptions({
    queryKey: [...moviesKey, 'pages', query],
    initialPageParam: 1,
    queryFn: async ({ pageParam, signal }) => {
      const { data, headers } = await answer(
        api.GET('/api/movies', { params: { query: { ...query, page: pageParam, per_page: 36 } }, signal }),
      );
      return { movies: data, total: Number(headers.get('x-total-count') ?? data.length), page: pageParam };
    },
    getNextPageParam: (last) => (last.page * 36 < last.total ? last.page + 1 : undefined),
  });

export const pictureQuery = (id: string) =>
  queryOptions({
    queryKey: ['picture', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/pictures/{picture}', { params: { path: { picture: id } }, signal })).then((a) => a.data),
    staleTime: Infinity,
  });
