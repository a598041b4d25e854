import { queryOptions } from '@tanstack/react-query';
import { answer, api } from './client';

export const sharingQuery = queryOptions({
  queryKey: ['sharing'],
  queryFn: ({ signal }) => answer(api.GET('/api/sharing', { signal })).then((a) => a.data),
});

export const listSharingQuery = (id: number) =>
  queryOptions({
    queryKey: ['sharing', 'list', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/lists/{id}/sharing', { params: { path: { id } }, signal })).then((a) => a.data),
  });

/** What one is asked to be in or to edit. */
export const offersQuery = queryOptions({
  queryKey: ['offers'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/offers', { signal })).then((a) => a.data),
});

export const groupsQuery = queryOptions({
  queryKey: ['groups'],
  queryFn: ({ signal }) => answer(api.GET('/api/groups', { signal })).then((a) => a.data),
});

export const sharedQuery = queryOptions({
  queryKey: ['shared'],
  queryFn: ({ signal }) => answer(api.GET('/api/shared', { signal })).then((a) => a.data),
});
