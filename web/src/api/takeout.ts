import { queryOptions } from '@tanstack/react-query';
import { answer, api, counted, type Body, fileBody } from './client';
import { movieKey } from './catalogue';
import { collectionKey } from './collection';
import { mineKey } from './diary';
import { listsKey } from './lists';
import { markKey } from './marks';
import { reviewsKey } from './reviews';

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/imports', { signal })).then((a) => a.data),
});

export const importQuery = (id: number) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/user/imports/{id}', { params: { path: { id } }, signal })).then((a) => a.data),
  });

/** What rows that were taken over make stale. */
export const importChanges = [importsQuery.queryKey, mineKey, markKey, listsKey, collectionKey, movieKey, reviewsKey];

export type RowState = 'ready' | 'unmatched' | 'skipped' | 'added' | 'known' | 'failed';

export const importRowsQuery = (id: number, state: RowState, page: number) =>
  queryOptions({
    queryKey: ['imports', id, 'rows', state, page],
    queryFn: ({ signal }) =>
      counted(
        answer(
          api.GET('/api/user/imports/{id}/rows', {
            params: { path: { id }, query: { state, page, per_page: 20 } },
            signal,
          }),
        ),
      ),
    placeholderData: (before) => before,
  });

// What one does.

export const applyImport = (id: number, body: Body<'/api/user/imports/{id}/apply', 'post'>) =>
  answer(api.POST('/api/user/imports/{id}/apply', { params: { path: { id } }, body }));

export const decideRow = (id: number, row_id: number, body: Body<'/api/user/imports/{id}/rows/{row_id}', 'patch'>) =>
  answer(api.PATCH('/api/user/imports/{id}/rows/{row_id}', { params: { path: { id, row_id } }, body }));

export const forgetImport = (id: number) => answer(api.DELETE('/api/user/imports/{id}', { params: { path: { id } } }));

export const bringImport = (file: File) =>
  answer(api.POST('/api/user/imports', { params: { query: { name: file.name.slice(0, 200) } }, ...fileBody(file) }));
