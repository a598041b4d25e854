import { queryOptions } from '@tanstack/react-query';
import { inBatches } from './batches';
import { change } from './cache';
import { answer, api, counted } from './client';

/** What one can play, and where one stopped. */
export const mediaKey = ['media'] as const;

export const movieFilesQuery = (movie: number) =>
  queryOptions({
    queryKey: [...mediaKey, 'files', movie],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/files', { params: { path: { id: movie } }, signal })).then((a) => a.data),
  });

export const continueQuery = queryOptions({
  queryKey: [...mediaKey, 'continue'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/continue', { signal })).then((a) => a.data),
  staleTime: 5_000,
});

export const playableRowQuery = queryOptions({
  queryKey: [...mediaKey, 'row'],
  queryFn: ({ signal }) =>
    answer(api.GET('/api/media/movies', { params: { query: { page: 1, per_page: 14 } }, signal })).then((a) => a.data),
});

export const playableQuery = (page: number) =>
  queryOptions({
    queryKey: [...mediaKey, 'movies', page],
    queryFn: ({ signal }) =>
      counted(answer(api.GET('/api/media/movies', { params: { query: { page, per_page: 36 } }, signal }))),
  });

const loadPlayable = inBatches<boolean>(async (ids) => {
  const { data } = await answer(api.GET('/api/media/playable', { params: { query: { movies: ids.join(',') } } }));
  const found = new Set(data);
  return (id) => found.has(id);
});

export const playableHereQuery = (movie: number) =>
  queryOptions({ queryKey: [...mediaKey, 'playable', movie], queryFn: () => loadPlayable(movie), staleTime: 60_000 });

// What one does.

export const forgetPosition = (id: number) =>
  change([mediaKey], api.DELETE('/api/media/{id}/position', { params: { path: { id } } }));
