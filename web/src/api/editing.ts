import { queryOptions } from '@tanstack/react-query';
import { cache, change, everything, unasked } from './cache';
import { answer, api, hardlyChanges, counted, type Body } from './client';
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

/** As they are now, whoever has saved meanwhile. */
export const movieDraftNow = (id: number) => cache.fetchQuery({ ...movieDraftQuery(id), staleTime: 0 });
export const personDraftNow = (id: number) => cache.fetchQuery({ ...personDraftQuery(id), staleTime: 0 });

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

// What one does.

export const mergePeople = (id: number, body: Body<'/api/people/{id}/merge', 'post'>) =>
  change([unasked(everything)], api.POST('/api/people/{id}/merge', { params: { path: { id } }, body }));

type Duplicates = 'refuse' | 'allow';

/** `key` is the same when the same is sent again: then there is one film. */
export const addMovie = (body: Body<'/api/movies', 'post'>, duplicates: Duplicates, key: string) =>
  change(
    [everything],
    api.POST('/api/movies', { params: { query: { duplicates } }, headers: { 'Idempotency-Key': key }, body }),
  );

export const replaceMovie = (
  id: number,
  body: Body<'/api/movies/{id}', 'put'>,
  duplicates: Duplicates,
  version: string,
) => {
  const params = { path: { id }, query: { duplicates }, header: { 'If-Match': version } };
  return change([everything], api.PUT('/api/movies/{id}', { params, body }));
};

export const replacePerson = (id: number, body: Body<'/api/people/{id}', 'put'>, version: string) =>
  change(
    [everything],
    api.PUT('/api/people/{id}', { params: { path: { id }, header: { 'If-Match': version } }, body }),
  );

export const removeThing = (kind: 'movies' | 'people', id: number) =>
  change([unasked(everything)], api.DELETE(`/api/${kind}/{id}`, { params: { path: { id } } }));

export const restoreThing = (kind: 'movies' | 'people', id: number) =>
  change([everything], api.POST(`/api/${kind}/{id}/restore`, { params: { path: { id } } }));
