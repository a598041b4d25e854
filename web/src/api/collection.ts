import { queryOptions } from '@tanstack/react-query';
import { answer, api, counted, type CollectionQuery } from './client';
import { type Whose } from './diary';

/** Whose collection it may be, all of it. */
export const collectionKey = ['collection'] as const;

export const collectionQuery = (query: CollectionQuery, whose: Whose) =>
  queryOptions({
    queryKey: [...collectionKey, whose ?? '', query],
    queryFn: ({ signal }) => {
      const request = whose
        ? api.GET('/api/users/{username}/collection', { params: { path: { username: whose }, query }, signal })
        : api.GET('/api/collection', { params: { query }, signal });
      return counted(answer(request));
    },
    placeholderData: (before) => before,
  });
