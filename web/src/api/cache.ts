import { QueryCache, QueryClient, type InvalidateQueryFilters, type QueryKey } from '@tanstack/react-query';
import { answer, ApiError, type Answer } from './client';

/** Who one is. It goes stale by itself alone: whatever else is asked anew, one stays who one is. */
export const sessionKey = ['session'] as const;

/** What was read from the server, for as long as a page may show it: one for the whole application. */
export const cache: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // The session may have ended meanwhile: then the pages that need one lead to the door.
    onError: (error, query) => {
      const ended = error instanceof ApiError && error.status === 401 && query.queryKey[0] !== sessionKey[0];
      if (ended) void cache.invalidateQueries({ queryKey: sessionKey });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What the server has refused it refuses again; only a lost connection or a busy server is worth another try.
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status < 500),
    },
  },
});

/** What a change makes stale: all under a key, or what a filter finds. */
export type Stale = QueryKey | InvalidateQueryFilters;

const filterOf = (stale: Stale): InvalidateQueryFilters =>
  Array.isArray(stale) ? { queryKey: stale } : (stale as InvalidateQueryFilters);

/** All that was read of films and people, and of what is made from them. */
export const everything: Stale = { predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] };

/** Stale, but not asked for by the page that shows it: it knows better, or the thing is gone. The next page asks. */
export const unasked = (stale: Stale): Stale => ({ ...filterOf(stale), refetchType: 'none' });

/** Asks again for what is on the page, and for the rest when it is next looked at; settles when the page is right. */
export async function refresh(stale: Stale[]) {
  await Promise.all(stale.map((one) => cache.invalidateQueries(filterOf(one))));
}

/**
 * Sends a change. It settles when the page shows what has become of it, so that a dialog which closes then closes over
 * what is so. What was refused has changed nothing.
 */
export async function change<T>(stale: Stale[], request: Promise<Answer<T>>) {
  const answered = await answer(request);
  await refresh(stale);
  return answered;
}
