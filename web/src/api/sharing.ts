import { queryOptions } from '@tanstack/react-query';
import { change, sessionKey } from './cache';
import { answer, api, type Body, type Path } from './client';
import { memberKey, offersKey, sharedKey, sharingKey } from './keys';

export const sharingQuery = queryOptions({
  queryKey: sharingKey,
  queryFn: ({ signal }) => answer(api.GET('/api/sharing', { signal })).then((a) => a.data),
});

export const listSharingQuery = (id: number) =>
  queryOptions({
    queryKey: [...sharingKey, 'list', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/lists/{id}/sharing', { params: { path: { id } }, signal })).then((a) => a.data),
  });

/** What one is asked to be in or to edit. */
export const offersQuery = queryOptions({
  queryKey: offersKey,
  queryFn: ({ signal }) => answer(api.GET('/api/user/offers', { signal })).then((a) => a.data),
});

export const groupsQuery = queryOptions({
  queryKey: ['groups'],
  queryFn: ({ signal }) => answer(api.GET('/api/groups', { signal })).then((a) => a.data),
});

export const sharedQuery = queryOptions({
  queryKey: sharedKey,
  queryFn: ({ signal }) => answer(api.GET('/api/shared', { signal })).then((a) => a.data),
});

// What one does.

/** Who is in a group: shown with it, with what one is asked, and with what others share. */
const members = [groupsQuery.queryKey, offersKey, sharedKey];

export const addGroup = (body: Body<'/api/groups', 'post'>) => change(members, api.POST('/api/groups', { body }));

export const addToGroup = (id: number, username: string) =>
  change(members, api.PUT('/api/groups/{id}/members/{username}', { params: { path: { id, username } } }));

export const leaveGroup = (id: number, username: string) =>
  change(members, api.DELETE('/api/groups/{id}/members/{username}', { params: { path: { id, username } } }));

export const removeGroup = (id: number) =>
  change(members, api.DELETE('/api/groups/{id}', { params: { path: { id } } }));

export const shareWhat = (what: Path<'/api/sharing/{what}', 'put'>['what'], body: Body<'/api/sharing/{what}', 'put'>) =>
  change([sharingKey, memberKey, sessionKey], api.PUT('/api/sharing/{what}', { params: { path: { what } }, body }));
