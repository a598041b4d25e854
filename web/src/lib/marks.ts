import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api, type Entry } from './api';
import { useSession } from './session';

/** What a poster shows of one's own record of a film. */
export type Mark = Pick<Entry, 'status' | 'rating' | 'favorite'>;
export const noMark: Mark = { status: null, rating: null, favorite: false };

// Posters come in walls: whoever asks within a moment is asked for together.
let waiting = new Map<number, { give: (mark: Mark) => void; fail: (error: Error) => void }[]>();

async function ask() {
  const asked = waiting;
  waiting = new Map();
  const ids = [...asked.keys()];
  for (let from = 0; from < ids.length; from += 100) {
    const some = ids.slice(from, from + 100);
    try {
      const { data } = await answer(api.GET('/api/user/marks', { params: { query: { movies: some.join(',') } } }));
      const found = new Map(data.map(({ movie_id, ...mark }) => [movie_id, mark]));
      for (const id of some) asked.get(id)!.forEach(({ give }) => give(found.get(id) ?? noMark));
    } catch (error) {
      for (const id of some) asked.get(id)!.forEach(({ fail }) => fail(error as Error));
    }
  }
}

function loadMark(movie: number): Promise<Mark> {
  return new Promise((give, fail) => {
    if (waiting.size === 0) setTimeout(() => void ask(), 20);
    waiting.set(movie, [...(waiting.get(movie) ?? []), { give, fail }]);
  });
}

export const markQuery = (movie: number) =>
  queryOptions({ queryKey: ['mark', movie], queryFn: () => loadMark(movie), staleTime: 60_000 });

/** One's own mark on a film; nothing while it is not known, or where nobody is signed in. */
export function useMark(movie: number): Mark | undefined {
  const user = useSession()?.user;
  return useQuery({ ...markQuery(movie), enabled: !!user }).data;
}
