import { queryOptions } from '@tanstack/react-query';
import { cache, change, refresh, unasked } from './cache';
import { answer, api, counted, type Body, fileBody, type Import } from './client';
import { movieKey } from './catalogue';
import { collectionKey } from './collection';
import { mineKey } from './diary';
import { listsKey } from './keys';
import { markKey } from './marks';
import { reviewsKey } from './reviews';

/** What was brought, and its rows. */
const importsKey = ['imports'] as const;

export const importsQuery = queryOptions({
  queryKey: importsKey,
  queryFn: ({ signal }) => answer(api.GET('/api/user/imports', { signal })).then((a) => a.data),
});

export const importQuery = (id: number) =>
  queryOptions({
    queryKey: [...importsKey, id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/user/imports/{id}', { params: { path: { id } }, signal })).then((a) => a.data),
  });

export type RowState = 'ready' | 'unmatched' | 'skipped' | 'added' | 'known' | 'failed';

export const importRowsQuery = (id: number, state: RowState, page: number) =>
  queryOptions({
    queryKey: [...importsKey, id, 'rows', state, page],
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

/** What rows that were taken over make stale. */
const taken = [importsKey, mineKey, markKey, listsKey, collectionKey, movieKey, reviewsKey];

/**
 * Takes over the rows that are ready, some hundred a call, so that one sees it go and can leave and come back. `creates`:
 * films that the catalogue lacks are made first.
 */
export async function applyImport(begun: Import, creates: boolean) {
  let state = begun;
  try {
    do {
      const body = { create_missing: creates && state === begun };
      const path = { id: begun.id };
      state = (await change([], api.POST('/api/user/imports/{id}/apply', { params: { path }, body }))).data;
      cache.setQueryData(importQuery(begun.id).queryKey, state);
    } while (!state.done);
  } finally {
    await refresh(taken);
  }
  return state;
}

export const decideRow = (id: number, row_id: number, body: Body<'/api/user/imports/{id}/rows/{row_id}', 'patch'>) =>
  change([importsKey], api.PATCH('/api/user/imports/{id}/rows/{row_id}', { params: { path: { id, row_id } }, body }));

export const forgetImport = (id: number) =>
  change([unasked(importsKey)], api.DELETE('/api/user/imports/{id}', { params: { path: { id } } }));

export const bringImport = (file: File) =>
  change(
    [importsKey],
    api.POST('/api/user/imports', { params: { query: { name: file.name.slice(0, 200) } }, ...fileBody(file) }),
  );
