import { queryOptions } from '@tanstack/react-query';
import type { paths } from '../generated/api';
import { change, everything } from './cache';
import { moviesKey } from './catalogue';
import { answer, api, type Body } from './client';
import { locksQuery } from './gallery';

type OutsideQuery = paths['/api/search']['get']['parameters']['query'];

export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: ({ signal }) => answer(api.GET('/api/providers', { signal })).then((a) => a.data),
  staleTime: 60_000,
});

/** What somebody knows beyond this catalogue: asked when one says so, never while one types. */
export const outsideQuery = (q: string, language: OutsideQuery['language']) =>
  queryOptions({
    queryKey: ['outside', q, language],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/search', {
          params: { query: { q, provider: 'any', language } },
          signal,
        }),
      ).then((a) => a.data),
    retry: false,
    staleTime: 60_000,
  });

// What one does.

export const keepFilm = (body: Body<'/api/movies/from-provider', 'post'>) =>
  change([moviesKey], api.POST('/api/movies/from-provider', { body }));

export const lockFields = (id: number, body: Body<'/api/movies/{id}/locks', 'put'>) =>
  change([locksQuery(id).queryKey], api.PUT('/api/movies/{id}/locks', { params: { path: { id } }, body }));

export const refreshFilm = (id: number) =>
  change([everything], api.POST('/api/movies/{id}/refresh', { params: { path: { id } } }));
