import { queryOptions } from '@tanstack/react-query';
import { change } from './cache';
import { answer, api, counted, type Body } from './client';

/** Everybody's account, as admins see it. */
export const usersKey = ['admin', 'users'] as const;

export interface UserSearch {
  q: string;
  page: number;
  role?: 'user' | 'editor' | 'admin';
  state?: 'unconfirmed' | 'disabled' | 'players';
  /** A column, '-' for descending. */
  sort?: string;
}

export const usersQuery = ({ q, page, role, state, sort }: UserSearch) =>
  queryOptions({
    queryKey: [...usersKey, q, page, role, state, sort],
    queryFn: ({ signal }) =>
      counted(
        answer(
          api.GET('/api/admin/users', {
            params: {
              query: {
                q: q.trim() || undefined,
                page,
                per_page: 20,
                role,
                sort,
                confirmed: state === 'unconfirmed' ? 0 : undefined,
                disabled: state === 'disabled' ? 1 : undefined,
                may_play: state === 'players' ? 1 : undefined,
              },
            },
            signal,
          }),
        ),
      ),
    placeholderData: (before) => before,
  });

export const invitationsQuery = queryOptions({
  queryKey: ['admin', 'invitations'],
  queryFn: ({ signal }) => answer(api.GET('/api/admin/invitations', { signal })).then((a) => a.data),
});

export const auditQuery = (page: number) =>
  queryOptions({
    queryKey: ['admin', 'audit', page],
    queryFn: ({ signal }) =>
      counted(answer(api.GET('/api/admin/audit', { params: { query: { page, per_page: 30 } }, signal }))),
    placeholderData: (before) => before,
  });

// What one does.

export const addUser = (body: Body<'/api/admin/users', 'post'>) =>
  change([usersKey], api.POST('/api/admin/users', { body }));

export const changeUser = (id: number, body: Body<'/api/admin/users/{id}', 'patch'>) =>
  change([usersKey], api.PATCH('/api/admin/users/{id}', { params: { path: { id } }, body }));

export const confirmUser = (id: number) =>
  change([usersKey], api.POST('/api/admin/users/{id}/confirmation', { params: { path: { id } } }));

export const invite = (body: Body<'/api/admin/invitations', 'post'>) =>
  change([invitationsQuery.queryKey], api.POST('/api/admin/invitations', { body }));

export const makeResetLink = (id: number) =>
  change([usersKey], api.POST('/api/admin/users/{id}/reset-link', { params: { path: { id } } }));

export const renewInvitation = (id: number) =>
  change([invitationsQuery.queryKey], api.POST('/api/admin/invitations/{id}/link', { params: { path: { id } } }));

export const signOutEverywhere = (id: number) =>
  change([usersKey], api.DELETE('/api/admin/users/{id}/sessions', { params: { path: { id } } }));

export const withdrawInvitation = (id: number) =>
  change([invitationsQuery.queryKey], api.DELETE('/api/admin/invitations/{id}', { params: { path: { id } } }));
