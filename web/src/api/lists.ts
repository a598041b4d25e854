import { queryOptions } from '@tanstack/react-query';
import { change, unasked } from './cache';
import { answer, api, counted, type Body } from './client';
import { listsKey, memberKey, offersKey, sharedKey, sharingKey } from './keys';

export const ownListsQuery = (movie?: number) =>
  queryOptions({
    queryKey: [...listsKey, 'own', movie ?? 0],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/user/lists', { params: { query: movie ? { movie } : {} }, signal })).then((a) => a.data),
  });

export const publicListsQuery = (page: number) =>
  queryOptions({
    queryKey: [...listsKey, 'public', page],
    queryFn: ({ signal }) =>
      counted(answer(api.GET('/api/lists', { params: { query: { page, per_page: 12 } }, signal }))),
    placeholderData: (before) => before,
  });

export const listsWithQuery = (movie: number) =>
  queryOptions({
    queryKey: [...listsKey, 'with', movie],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/lists', { params: { path: { id: movie } }, signal })).then((a) => a.data),
  });

// What opens an unlisted list goes in a header: addresses end in logs and histories.
const opens = (link?: string) => (link ? { 'List-Link': link } : {});

export const listQuery = (id: number, link?: string) =>
  queryOptions({
    queryKey: [...listsKey, 'one', id, link ?? ''],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/lists/{id}', { params: { path: { id } }, headers: opens(link), signal })).then(
        (a) => a.data,
      ),
  });

export const listItemsQuery = (id: number, link?: string) =>
  queryOptions({
    queryKey: [...listsKey, 'items', id, link ?? ''],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/lists/{id}/items', { params: { path: { id } }, headers: opens(link), signal })).then(
        (a) => a.data,
      ),
  });

export const listEditorsQuery = (id: number) =>
  queryOptions({
    queryKey: [...listsKey, 'editors', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/lists/{id}/editors', { params: { path: { id } }, signal })).then((a) => a.data),
  });

export const memberListsQuery = (username: string) =>
  queryOptions({
    queryKey: [...listsKey, 'of', username],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/users/{username}/lists', { params: { path: { username } }, signal })).then((a) => a.data),
  });

// What one does.

/** Who edits a list: shown with it, with what one is asked, and with what others share. */
const editors = [listsKey, offersKey, sharedKey];

export const addList = (body: Body<'/api/lists', 'post'>) => change([listsKey], api.POST('/api/lists', { body }));

export const addListEditor = (id: number, username: string) =>
  change(editors, api.PUT('/api/lists/{id}/editors/{username}', { params: { path: { id, username } } }));

export const addToList = (id: number, body: Body<'/api/lists/{id}/items', 'post'>) =>
  change([listsKey], api.POST('/api/lists/{id}/items', { params: { path: { id } }, body }));

export const changeList = (id: number, body: Body<'/api/lists/{id}', 'patch'>) =>
  change([listsKey], api.PATCH('/api/lists/{id}', { params: { path: { id } }, body }));

export const moveInList = (
  id: number,
  movie_id: number,
  body: Body<'/api/lists/{id}/items/{movie_id}/position', 'put'>,
) =>
  change(
    [listsKey],
    api.PUT('/api/lists/{id}/items/{movie_id}/position', { params: { path: { id, movie_id } }, body }),
  );

export const noteInList = (id: number, movie_id: number, body: Body<'/api/lists/{id}/items/{movie_id}', 'patch'>) =>
  change([listsKey], api.PATCH('/api/lists/{id}/items/{movie_id}', { params: { path: { id, movie_id } }, body }));

export const removeFromList = (id: number, movie_id: number) =>
  change([listsKey], api.DELETE('/api/lists/{id}/items/{movie_id}', { params: { path: { id, movie_id } } }));

export const removeList = (id: number) =>
  change([unasked(listsKey)], api.DELETE('/api/lists/{id}', { params: { path: { id } } }));

export const removeListEditor = (id: number, username: string) =>
  change(editors, api.DELETE('/api/lists/{id}/editors/{username}', { params: { path: { id, username } } }));

export const shareList = (id: number, body: Body<'/api/lists/{id}/sharing', 'put'>) =>
  change([listsKey, sharingKey, memberKey], api.PUT('/api/lists/{id}/sharing', { params: { path: { id } }, body }));
