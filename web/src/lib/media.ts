import { queryOptions } from '@tanstack/react-query';
import { answer, api, type FileState } from './api';
import { counted } from './mine';

// Films that this house has as files: everything that pages ask about them. Keys begin with 'media', and with 'library'
// where only admins may ask.

export const movieFilesQuery = (movie: number) =>
  queryOptions({
    queryKey: ['media', 'files', movie],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/files', { params: { path: { id: movie } }, signal })).then((a) => a.data),
  });

export const playItemQuery = (file: number) =>
  queryOptions({
    queryKey: ['media', 'item', file],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/media/{id}', { params: { path: { id: file } }, signal })).then((a) => a.data),
    staleTime: 0,
    gcTime: 0, // where one stopped is asked anew each time
  });

/** Small frames for above the bar: asked for until they are made. */
export const previewsQuery = (file: number) =>
  queryOptions({
    queryKey: ['media', 'previews', file],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/media/{id}/previews', { params: { path: { id: file } }, signal })).then((a) => a.data),
    refetchInterval: ({ state }) => (state.data?.ready ? false : 4_000),
    retry: false,
  });

export const continueQuery = queryOptions({
  queryKey: ['media', 'continue'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/continue', { signal })).then((a) => a.data),
  staleTime: 5_000,
});

export const playableRowQuery = queryOptions({
  queryKey: ['media', 'row'],
  queryFn: ({ signal }) =>
    answer(api.GET('/api/media/movies', { params: { query: { page: 1, per_page: 14 } }, signal })).then((a) => a.data),
});

export const playableQuery = (page: number) =>
  queryOptions({
    queryKey: ['media', 'movies', page],
    queryFn: ({ signal }) =>
      counted(answer(api.GET('/api/media/movies', { params: { query: { page, per_page: 36 } }, signal }))),
  });

export const overviewQuery = queryOptions({
  queryKey: ['library', 'overview'],
  queryFn: ({ signal }) => answer(api.GET('/api/library', { signal })).then((a) => a.data),
  refetchInterval: 2000,
});

export const rootsQuery = queryOptions({
  queryKey: ['library', 'roots'],
  queryFn: ({ signal }) => answer(api.GET('/api/library/roots', { signal })).then((a) => a.data),
});

export const treeQuery = (path: string) =>
  queryOptions({
    queryKey: ['library', 'tree', path],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/library/tree', { params: { query: path ? { path } : {} }, signal })).then((a) => a.data),
  });

/** While something is being scanned, asked again each second. */
export const foldersQuery = queryOptions({
  queryKey: ['library', 'folders'],
  queryFn: ({ signal }) => answer(api.GET('/api/library/folders', { signal })).then((a) => a.data),
  refetchInterval: (query) =>
    query.state.data?.some(({ scan }) => scan?.state === 'queued' || scan?.state === 'running') ? 1000 : 15_000,
});

export const filesPerPage = 30;
export const filesQuery = (state: FileState | undefined, q: string, page: number, movie?: number) =>
  queryOptions({
    queryKey: ['library', 'files', state ?? '', q, page, movie ?? 0],
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
    queryKey: ['library', 'file', file],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/library/files/{id}', { params: { path: { id: file } }, signal })).then((a) => a.data),
  });

export const candidatesQuery = (file: number) =>
  queryOptions({
    queryKey: ['library', 'candidates', file],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/library/files/{id}/candidates', { params: { path: { id: file } }, signal })).then(
        (a) => a.data,
      ),
  });

export const streamLinksQuery = queryOptions({
  queryKey: ['media', 'links'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/stream-links', { signal })).then((a) => a.data),
});
