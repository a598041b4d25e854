import { afterEach, expect, test, vi } from 'vitest';
import { cache } from './cache';
import { changePassword, endOtherSessions, keysQuery, linkedQuery, sessionsQuery } from './accounts';
import { streamLinksQuery } from './player';

// The client takes the browser's fetch when it is made, before any test begins.
vi.hoisted(() => {
  globalThis.fetch = () => Promise.resolve(new Response(null, { status: 204 }));
});
afterEach(() => cache.clear());

test.each([
  ['a new password', () => changePassword({ password_1: 'before', password_2: 'after' })],
  ['signing out elsewhere', () => endOtherSessions()],
])('%s ends other ways in, which are asked for anew', async (_what, act) => {
  const ways = [sessionsQuery.queryKey, keysQuery.queryKey, linkedQuery.queryKey, streamLinksQuery.queryKey];
  for (const way of ways) cache.setQueryData<unknown>(way, []);
  await act();
  for (const way of ways) expect(cache.getQueryState(way)?.isInvalidated, way.join('/')).toBe(true);
});
