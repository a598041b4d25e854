import { queryOptions } from '@tanstack/react-query';
import { answer, api, counted, type FileState } from './client';

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

export const filesPerPage = 30;

export const filesQuery = (state: FileState | undefined, q: string, page: number, movie?: number) =>
  queryOptions({
    queryKey: [...libraryKey, 'files', state ?? '', q, page, movie ?? 0],
    queryFn: ({ signal }) =>
      counted(
        answer(
          api.GET('/api/library/files', {
            params: { query: { state, movie, ...(q ? { q } : {}), page, per_page: filesPerPage } },
            signal,
          }),
        ),
      ),
  });

export const fileQuery = (file: number) =>
  queryOptions({
    queryKey: [...libraryKey, 'file', file],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/library/files/{id}', { params: { path: { id: file } }, signal })).then((a) => a.data),
  });

export const candidatesQuery = (file: number) =>
  queryOptions({
    queryKey: [...libraryKey, 'candidates', file],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/library/files/{id}/candidates', { params: { path: { id: file } }, signal })).then(
        (a) => a.data,
      ),
  });
