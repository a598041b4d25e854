import { queryOptions } from '@tanstack/react-query';
import { answer, api, counted } from './client';

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
