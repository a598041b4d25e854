import { queryOptions } from '@tanstack/react-query';
import { inBatches } from './batches';
import { answer, api, type Entry, type EntryPatch } from './client';

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

const loadMark = inBatches<Mark>(async (ids) => {
  const { data } = await answer(api.GET('/api/user/marks', { params: { query: { movies: ids.join(',') } } }));
  const found = new Map(data.map(({ movie_id, ...mark }) => [movie_id, mark]));
  return (id) => found.get(id) ?? noMark;
});

export const markQuery = (movie: number) =>
  queryOptions({ queryKey: [...markKey, movie], queryFn: () => loadMark(movie), staleTime: 60_000 });
