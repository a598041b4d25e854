import { queryOptions } from '@tanstack/react-query';
import { answer, api, keepCsrfToken } from './client';

/** Who is signed in, and how one may come in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) =>
    answer(api.GET('/api/auth/session', { signal })).then(({ data }) => {
      keepCsrfToken(data.csrf_token);
      return data;
    }),
  staleTime: 5 * 60_000,
});

export const sessionsQuery = queryOptions({
  queryKey: ['user', 'sessions'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/sessions', { signal })).then((a) => a.data),
});

export const keysQuery = queryOptions({
  queryKey: ['user', 'keys'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/keys', { signal })).then((a) => a.data),
});

export const linkedQuery = queryOptions({
  queryKey: ['user', 'linked'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/linked', { signal })).then((a) => a.data),
});
