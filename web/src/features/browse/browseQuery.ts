import type { MovieQuery } from '../../api/client';

export const sorts = [
  '-popularity',
  '-year',
  'year',
  'title',
  '-rating',
  '-runtime',
  'runtime',
  '-created_at',
] as const;

const numbers = ['genre', 'director', 'actor', 'year', 'year_from', 'year_to', 'rating_from'] as const;
const texts = ['q', 'language', 'country', 'tag', 'sort'] as const;

/** The filters in an address; what is not a filter or not a number is left out. */
export function readBrowseQuery(params: URLSearchParams): MovieQuery {
  const query: MovieQuery = {};
  for (const name of numbers) {
    const value = params.get(name);
    if (value && Number.isFinite(Number(value))) query[name] = Number(value);
  }
  for (const name of texts) {
    const value = params.get(name)?.trim();
    if (value) query[name] = value;
  }
  return query;
}

/** The address with one or more filters changed; an empty value takes a filter away. */
export function changeBrowseQuery(params: URLSearchParams, changes: Record<string, string>): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}
