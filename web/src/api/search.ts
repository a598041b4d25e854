import { queryOptions } from '@tanstack/react-query';
import { answer, api, counted } from './client';
import { listsKey } from './keys';

/** Films and people for these words, best first. */
export const suggestQuery = (q: string) =>
  queryOptions({
    queryKey: ['suggest', q],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/search/suggest', { params: { query: { q } }, signal })).then((a) => a.data),
    enabled: q !== '',
    placeholderData: (before) => before, // the list stays while the next one is on its way
  });

export const listsNamedQuery = (q: string, most: number) =>
  queryOptions({
    queryKey: [...listsKey, 'named', q, most],
    queryFn: ({ signal }) =>
      counted(answer(api.GET('/api/lists', { params: { query: { q, page: 1, per_page: most } }, signal }))),
  });
