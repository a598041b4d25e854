import { queryOptions } from '@tanstack/react-query';
import { change } from './cache';
import { answer, api, counted, type CollectionQuery, type Body } from './client';
import type { Whose } from './diary';

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

// What one does.

export const addItem = (body: Body<'/api/collection', 'post'>) =>
  change([collectionKey], api.POST('/api/collection', { body }));

export const changeItem = (id: number, body: Body<'/api/collection/{id}', 'patch'>) =>
  change([collectionKey], api.PATCH('/api/collection/{id}', { params: { path: { id } }, body }));

export const removeItem = (id: number) =>
  change([collectionKey], api.DELETE('/api/collection/{id}', { params: { path: { id } } }));

export const replaceItem = (id: number, body: Body<'/api/collection/{id}', 'put'>) =>
  change([collectionKey], api.PUT('/api/collection/{id}', { params: { path: { id } }, body }));
