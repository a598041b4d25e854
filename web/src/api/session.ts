import { queryOptions } from '@tanstack/react-query';
import { cache, change, everything, refresh, sessionKey } from './cache';
import { answer, api, keepCsrfToken, type SessionInfo } from './client';

/** Who is signed in, and how one may come in. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: ({ signal }) =>
    answer(api.GET('/api/auth/session', { signal })).then(({ data }) => {
      keepCsrfToken(data.csrf_token);
      return data;
    }),
  staleTime: 5 * 60_000,
});

/**
 * Takes over what a sign-in answered; without it asks again. Whatever was read as somebody else is forgotten.
 */
export async function sessionChanged(session?: SessionInfo) {
  // What is on its way was asked by who one was before.
  await cache.cancelQueries({ queryKey: sessionKey });
  if (session) {
    keepCsrfToken(session.csrf_token);
    cache.setQueryData(sessionQuery.queryKey, session);
  } else {
    await cache.fetchQuery({ ...sessionQuery, staleTime: 0 });
  }
  cache.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] && !query.isActive() });
  await refresh([everything]);
}

export const signOut = () => change([], api.POST('/api/auth/logout'));
