import { queryOptions } from '@tanstack/react-query';
import { change } from './cache';
import { answer, api, type Body } from './client';
import { mediaKey } from './playing';

/** The folders of this house and their files, as admins see them. */
export const libraryKey = ['library'] as const;

export const overviewQuery = queryOptions({
  queryKey: [...libraryKey, 'overview'],
  queryFn: ({ signal }) => answer(api.GET('/api/library', { signal })).then((a) => a.data),
  refetchInterval: 2000,
});

export const rootsQuery = queryOptions({
  queryKey: [...libraryKey, 'roots'],
  queryFn: ({ signal }) => answer(api.GET('/api/library/roots', { signal })).then((a) => a.data),
});

export const treeQuery = (path: string) =>
  queryOptions({
    queryKey: [...libraryKey, 'tree', path],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/library/tree', { params: { query: path ? { path } : {} }, signal })).then((a) => a.data),
  });

/** While something is being scanned, asked again each second. */
export const foldersQuery = queryOptions({
  queryKey: [...libraryKey, 'folders'],
  queryFn: ({ signal }) => answer(api.GET('/api/library/folders', { signal })).then((a) => a.data),
  refetchInterval: (query) =>
    query.state.data?.some(({ scan }) => scan?.state === 'queued' || scan?.state === 'running') ? 1000 : 15_000,
});

// What one does.

export const addFolder = (body: Body<'/api/library/folders', 'post'>) =>
  change([libraryKey], api.POST('/api/library/folders', { body }));

export const changeFolder = (id: number, body: Body<'/api/library/folders/{id}', 'patch'>) =>
  change([libraryKey], api.PATCH('/api/library/folders/{id}', { params: { path: { id } }, body }));

export const removeFolder = (id: number) =>
  change([libraryKey, mediaKey], api.DELETE('/api/library/folders/{id}', { params: { path: { id } } }));

/** `full`: all names are read again, also of what has not changed. */
export const scanFolder = (id: number, full: boolean) =>
  change(
    [libraryKey],
    api.POST('/api/library/folders/{id}/scan', { params: { path: { id }, query: full ? { full } : {} } }),
  );
