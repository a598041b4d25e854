import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cache } from '../api/cache';
import type { Entry, EntryPatch } from '../api/client';
import { markQuery, type Mark } from '../api/marks';
import { Toasts } from '../kit/Toasts';
import { today } from '../lib/day';
import { useMarking } from './useMarking';

// A film's marks, and a server that says what it is asked and answers when it is told.

interface Asked {
  method: string;
  path: string;
  body?: unknown;
  answer: (status: number, body?: unknown) => void;
}
// The client takes the browser's fetch when it is made, before any test begins.
const net = vi.hoisted(() => {
  const all: { answer: (request: Request) => Promise<Response> } = { answer: () => Promise.reject(new Error('early')) };
  globalThis.fetch = (request) => all.answer(request as Request);
  return all;
});
let asked: Asked[];

beforeEach(async () => {
  await i18next.use(initReactI18next).init({ lng: 'cimode' }); // every text is its key
  asked = [];
  net.answer = async (request) => {
    const { pathname } = new URL(request.url);
    const text = await request.text();
    return new Promise<Response>((give) => {
      asked.push({
        method: request.method,
        path: pathname,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
        answer: (status, body) =>
          give(new Response(JSON.stringify(body ?? {}), { status, headers: { 'Content-Type': 'application/json' } })),
      });
    });
  };
});
afterEach(() => {
  cleanup();
  cache.clear();
});

const entry = (mark: Partial<Entry>) =>
  ({ status: null, rating: null, favorite: false, watched_on: null, ...mark }) as Entry;
const mark = (): Mark | undefined => cache.getQueryData(markQuery(7).queryKey);

let change: (patch: EntryPatch) => void;
function Film() {
  change = useMarking(7).change;
  return <p>film</p>;
}

function open() {
  const router = createMemoryRouter(
    [
      {
        path: '/movies/7',
        element: (
          <Toasts>
            <Film />
          </Toasts>
        ),
      },
      { path: '/signin', element: <p>sign in</p> },
    ],
    { initialEntries: ['/movies/7'] },
  );
  render(
    <QueryClientProvider client={cache}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}

/** Waits for the next request, and answers it. */
async function answered(status: number, body?: unknown): Promise<Asked> {
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
  const next = asked.shift()!;
  await act(async () => next.answer(status, body));
  return next;
}

test('is shown before the server has answered, and is what the server says after it', async () => {
  open();
  await act(async () => change({ rating: 4 }));
  expect(mark()).toEqual({ status: 'watched', rating: 4, favorite: false });
  const sent = await answered(200, entry({ status: 'watched', rating: 4, favorite: true }));
  expect(sent).toMatchObject({ method: 'PATCH', path: '/api/movies/7/entry', body: { rating: 4 } });
  await waitFor(() => expect(mark()).toEqual({ status: 'watched', rating: 4, favorite: true }));
});

test('is taken back when the server refuses, which is said', async () => {
  cache.setQueryData(markQuery(7).queryKey, { status: 'planned', rating: null, favorite: false });
  open();
  await act(async () => change({ status: 'watched' }));
  expect(mark()?.status).toBe('watched');
  await answered(503, { status: 503, detail: 'The disk is full.' });
  await waitFor(() => expect(mark()?.status).toBe('planned'));
  expect(screen.getByRole('status').textContent).not.toBe('');
});

test('is undone by one press, with what was before', async () => {
  cache.setQueryData(markQuery(7).queryKey, { status: 'planned', rating: null, favorite: false });
  open();
  await act(async () => change({ favorite: true }));
  await answered(200, entry({ status: 'planned', favorite: true }));
  fireEvent.click(await screen.findByText('toast.undo'));
  expect(await answered(200, entry({ status: 'planned' }))).toMatchObject({
    method: 'PATCH',
    body: { status: 'planned', rating: null, favorite: false },
  });
  await waitFor(() => expect(mark()).toEqual({ status: 'planned', rating: null, favorite: false }));
});

test('of a film that was seen offers the diary, which names the day', async () => {
  open();
  await act(async () => change({ rating: 3 }));
  await answered(200, entry({ status: 'watched', rating: 3 }));
  fireEvent.click(await screen.findByText('mark.logToday'));
  expect(await answered(200, entry({ status: 'watched', rating: 3, watched_on: today() }))).toMatchObject({
    body: { status: 'watched', watched_on: today() },
  });
  expect(await screen.findByText('mark.logged')).toBeTruthy();
});

test('offers no diary for a film that was logged today, nor for a heart', async () => {
  open();
  await act(async () => change({ rating: 3 }));
  await answered(200, entry({ status: 'watched', rating: 3, watched_on: today() }));
  await screen.findByText('toast.undo');
  expect(screen.queryByText('mark.logToday')).toBeNull();
  await act(async () => change({ favorite: true }));
  await answered(200, entry({ status: 'watched', rating: 3, favorite: true }));
  await screen.findByText('mark.favored');
  expect(screen.queryByText('mark.logToday')).toBeNull();
});

test('leads whose session has ended to the door and back', async () => {
  const router = open();
  await act(async () => change({ favorite: true }));
  await answered(401, { status: 401 });
  fireEvent.click(await screen.findByText('signIn.title'));
  await waitFor(() => expect(router.state.location.pathname).toBe('/signin'));
  expect(router.state.location.search).toBe('?next=%2Fmovies%2F7');
});
