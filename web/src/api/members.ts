import { queryOptions } from '@tanstack/react-query';
import { answer, api, counted } from './client';
import { memberKey } from './keys';

/** Members whose username begins so, whose page one may see. */
export const membersQuery = (q: string, page: number, most = 30) =>
  queryOptions({
    queryKey: ['members', 'all', q, page, most],
    queryFn: ({ signal }) =>
      counted(
        answer(api.GET('/api/users', { params: { query: { q: q || undefined, page, per_page: most } }, signal })),
      ),
  });

export const memberQuery = (username: string) =>
  queryOptions({
    queryKey: [...memberKey, username],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/users/{username}', { params: { path: { username } }, signal })).then((a) => a.data),
  });
