import { queryOptions } from '@tanstack/react-query';
import { answer, api, hardlyChanges, counted } from './client';
import { movieKey } from './catalogue';

// Editing. A draft comes with the version that a change of it must name.

export const movieDraftQuery = (id: number) =>
  queryOptions({
    queryKey: [...movieKey, id, 'draft'],
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
  staleTime: hardlyChanges,
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
