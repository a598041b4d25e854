import { queryOptions } from '@tanstack/react-query';
import { cache, change } from './cache';
import { answer, api, type Body, fileBody, type Query } from './client';
import { movieKey } from './catalogue';

/** While pictures are on their way, asked again each second. */
export const galleryQuery = (movie: number) =>
  queryOptions({
    queryKey: [...movieKey, movie, 'pictures'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/pictures', { params: { path: { id: movie } }, signal })).then((a) => a.data),
    refetchInterval: ({ state }) => (state.data?.fetching ? 1000 : false),
  });

export const locksQuery = (movie: number) =>
  queryOptions({
    queryKey: [...movieKey, movie, 'locks'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/movies/{id}/locks', { params: { path: { id: movie } }, signal })).then((a) => a.data),
  });

// What one does.

/** What was asked for before it is not shown after it. */
export async function addScene(id: number, body: Body<'/api/movies/{id}/pictures', 'post'>) {
  const { data } = await change([], api.POST('/api/movies/{id}/pictures', { params: { path: { id } }, body }));
  await cache.cancelQueries({ queryKey: galleryQuery(id).queryKey });
  cache.setQueryData(galleryQuery(id).queryKey, data);
}

export const fetchPictures = (id: number) =>
  change([galleryQuery(id).queryKey], api.POST('/api/movies/{id}/pictures/fetch', { params: { path: { id } } }));

export const removeScene = (id: number, picture_id: number) =>
  change(
    [galleryQuery(id).queryKey],
    api.DELETE('/api/movies/{id}/pictures/{picture_id}', { params: { path: { id, picture_id } } }),
  );

export const bringPicture = (file: File, crop?: Query<'/api/pictures', 'post'>) =>
  change([], api.POST('/api/pictures', { params: { query: crop }, ...fileBody(file) }));

/** One that lies elsewhere: the server fetches it. */
export const bringPictureFrom = (url: string, crop?: Query<'/api/pictures/from-url', 'post'>) =>
  change([], api.POST('/api/pictures/from-url', { params: { query: crop }, body: { url } }));
