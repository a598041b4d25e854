import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cache, change, everything, refresh, sessionKey, unasked } from './cache';
import type { Answer } from './client';

// Two things that were read: films, which a page shows, and who one is.
const filmsKey = ['films'] as const;
let asked: { films: number; session: number };
let leave: () => void;

beforeEach(async () => {
  asked = { films: 0, session: 0 };
  const shown = [
    new QueryObserver(cache, { queryKey: filmsKey, queryFn: () => Promise.resolve(++asked.films) }),
    new QueryObserver(cache, { queryKey: sessionKey, queryFn: () => Promise.resolve(++asked.session) }),
  ].map((observer) => observer.subscribe(() => undefined));
  leave = () => shown.forEach((end) => end());
  await refresh([filmsKey, sessionKey]);
  asked = { films: 0, session: 0 };
});
afterEach(() => {
  leave();
  cache.clear();
});

const said = (status: number): Promise<Answer<string>> =>
  Promise.resolve({ data: 'done', error: { status }, response: new Response('{}', { status }) });

test('a change settles when what it made stale has been asked anew', async () => {
  expect((await change([filmsKey], said(200))).data).toBe('done');
  expect(asked).toEqual({ films: 1, session: 0 });
  expect(cache.getQueryData(filmsKey)).toBe(1);
});

test.each([401, 403, 404, 409, 412, 422, 503])('what was refused (%i) has changed nothing', async (status) => {
  await expect(change([filmsKey], said(status))).rejects.toMatchObject({ status });
  expect(asked.films).toBe(0);
});

test('one stays who one is, whatever else changes', async () => {
  await refresh([everything]);
  expect(asked).toEqual({ films: 1, session: 0 });
});

test('what is gone is not asked for by its own page, but by the next that shows it', async () => {
  await change([unasked(filmsKey)], said(200));
  expect(asked.films).toBe(0);
  leave();
  leave = new QueryObserver(cache, {
    queryKey: filmsKey,
    queryFn: () => Promise.resolve(++asked.films),
    staleTime: Infinity,
  }).subscribe(() => undefined);
  await expect.poll(() => asked.films).toBe(1);
});
