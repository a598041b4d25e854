import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Entry, type EntryPatch } from './client';
import { mediaKey } from './playing';

/** The marks on posters. */
export const markKey = ['mark'] as const;

/** What a poster shows of one's own record of a film. */
export type Mark = Pick<Entry, 'status' | 'rating' | 'favorite'>;
export const noMark: Mark = { status: null, rating: null, favorite: false };

/** As the server will have it: who rates a film has seen it. */
export function marked(mark: Mark, patch: EntryPatch): Mark {
  const next = {
    status: patch.status === undefined ? mark.status : patch.status,
    rating: patch.rating === undefined ? mark.rating : patch.rating,
    favorite: patch.favorite ?? mark.favorite,
  };
  const rated = next.rating !== null && next.rating !== mark.rating;
  if (rated && (next.status === null || next.status === 'planned')) next.status = 'watched';
  return next;
}

// Posters come in walls: whoever asks within a moment is asked for together.
function inBatches<T>(load: (ids: number[]) => Promise<(id: number) => T>): (id: number) => Promise<T> {
  let waiting = new Map<number, { give: (value: T) => void; fail: (error: Error) => void }[]>();
  const ask = async () => {
    const asked = waiting;
    waiting = new Map();
    const ids = [...asked.keys()];
    for (let from = 0; from < ids.length; from += 100) {
      const some = ids.slice(from, from + 100);
      try {
        const found = await load(some);
        for (const id of some) asked.get(id)!.forEach(({ give }) => give(found(id)));
      } catch (error) {
        for (const id of some) asked.get(id)!.forEach(({ fail }) => fail(error as Error));
      }
    }
  };
  return (id) =>
    new Promise((give, fail) => {
      if (waiting.size === 0) setTimeout(() => void ask(), 20);
      waiting.set(id, [...(waiting.get(id) ?? []), { give, fail }]);
    });
}

const loadMark = inBatches<Mark>(async (ids) => {
  const { data } = await answer(api.GET('/api/user/marks', { params: { query: { movies: ids.join(',') } } }));
  const found = new Map(data.map(({ movie_id, ...mark }) => [movie_id, mark]));
  return (id) => found.get(id) ?? noMark;
});

const loadPlayable = inBatches<boolean>(async (ids) => {
  const { data } = await answer(api.GET('/api/media/playable', { params: { query: { movies: ids.join(',') } } }));
  const found = new Set(data);
  return (id) => found.has(id);
});

export const markQuery = (movie: number) =>
  queryOptions({ queryKey: [...markKey, movie], queryFn: () => loadMark(movie), staleTime: 60_000 });

export const playableHereQuery = (movie: number) =>
  queryOptions({ queryKey: [...mediaKey, 'playable', movie], queryFn: () => loadPlayable(movie), staleTime: 60_000 });
