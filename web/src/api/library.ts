import { queryOptions } from '@tanstack/react-query';
import { answer, api, counted, type FileState, type Body } from './client';

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

// What one does.

export const addFolder = (body: Body<'/api/library/folders', 'post'>) =>
  answer(api.POST('/api/library/folders', { body }));

export const changeFolder = (id: number, body: Body<'/api/library/folders/{id}', 'patch'>) =>
  answer(api.PATCH('/api/library/folders/{id}', { params: { path: { id } }, body }));

export const forgetFile = (id: number) => answer(api.DELETE('/api/library/files/{id}', { params: { path: { id } } }));

export const matchFile = (id: number, body: Body<'/api/library/files/{id}/movie', 'put'>) =>
  answer(api.PUT('/api/library/files/{id}/movie', { params: { path: { id } }, body }));

export const probeFile = (id: number) =>
  answer(api.POST('/api/library/files/{id}/probe', { params: { path: { id } } }));

export const removeFolder = (id: number) =>
  answer(api.DELETE('/api/library/folders/{id}', { params: { path: { id } } }));

export const unmatchFile = (id: number) =>
  answer(api.DELETE('/api/library/files/{id}/movie', { params: { path: { id } } }));

export const writeNfo = (id: number) => answer(api.POST('/api/library/files/{id}/nfo', { params: { path: { id } } }));

/** `full`: all names are read again, also of what has not changed. */
export const scanFolder = (id: number, full: boolean) =>
  answer(api.POST('/api/library/folders/{id}/scan', { params: { path: { id }, query: full ? { full } : {} } }));
