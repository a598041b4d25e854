import { queryOptions } from '@tanstack/react-query';
import { change } from './cache';
import { answer, api, counted, type Body, type FileState } from './client';
import { libraryKey } from './library';
import { mediaKey } from './playing';

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

/** Which film a file is: shown with the file, and where one can play it. */
const matches = [libraryKey, mediaKey];

export const forgetFile = (id: number) =>
  change(matches, api.DELETE('/api/library/files/{id}', { params: { path: { id } } }));

export const matchFile = (id: number, body: Body<'/api/library/files/{id}/movie', 'put'>) =>
  change(matches, api.PUT('/api/library/files/{id}/movie', { params: { path: { id } }, body }));

export const probeFile = (id: number) =>
  change([libraryKey], api.POST('/api/library/files/{id}/probe', { params: { path: { id } } }));

export const unmatchFile = (id: number) =>
  change(matches, api.DELETE('/api/library/files/{id}/movie', { params: { path: { id } } }));

export const writeNfo = (id: number) =>
  change([], api.POST('/api/library/files/{id}/nfo', { params: { path: { id } } }));
