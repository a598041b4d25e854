import { queryOptions } from '@tanstack/react-query';
import { answer, api } from './client';
import { movieKey } from './catalogue';

/** While pictures are on their way, asked again each second. */
export const galleryQuery = (movie: number) =>
  queryOptions({
    queryKey: [...movieKey, movie, 'pictures'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/pictures', { params: { path: { id: movie } }, signal })).then((a) => a.data),
    refetchInterval: ({ state }) => (state.data?.fetching ? 1000 : false),
  });

export const locksQuery = (movie: number) =>
  queryOptions({
    queryKey: [...movieKey, movie, 'locks'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/locks', { params: { path: { id: movie } }, signal })).then((a) => a.data),
  });
