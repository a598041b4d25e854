import { queryOptions } from '@tanstack/react-query';
import { change, refresh, unasked } from './cache';
import { answer, api, type Body } from './client';
import { mineKey } from './diary';
import { markKey } from './marks';
import { mediaKey } from './playing';

export const playItemQuery = (file: number) =>
  queryOptions({
    queryKey: [...mediaKey, 'item', file],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/media/{id}', { params: { path: { id: file } }, signal })).then((a) => a.data),
    staleTime: 0,
    gcTime: 0, // where one stopped is asked anew each time
  });

/** Small frames for above the bar: asked for until they are made. */
export const previewsQuery = (file: number) =>
  queryOptions({
    queryKey: [...mediaKey, 'previews', file],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/media/{id}/previews', { params: { path: { id: file } }, signal })).then((a) => a.data),
    refetchInterval: ({ state }) => (state.data?.ready ? false : 4_000),
    retry: false,
  });

export const streamLinksQuery = queryOptions({
  queryKey: [...mediaKey, 'links'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/stream-links', { signal })).then((a) => a.data),
});

// What one does.

export const beginPlayback = (id: number, body: Body<'/api/media/{id}/playback', 'post'>) =>
  change([], api.POST('/api/media/{id}/playback', { params: { path: { id } }, body }));

/**
 * Says how far one is; whether that made it a line of the diary. `leaving`: it is sent although the page goes, and the
 * next one shows where one stopped; the player itself knows it best.
 */
export async function keepPosition(id: number, position_ms: number, leaving: boolean) {
  const request = api.PUT('/api/media/{id}/position', {
    params: { path: { id } },
    body: { position_ms },
    keepalive: leaving,
  });
  const { logged } = (await change([], request)).data;
  void refresh([leaving ? mediaKey : unasked(mediaKey), ...(logged ? [mineKey, markKey] : [])]);
  return logged;
}

export const endStreamLink = (id: number) =>
  change([streamLinksQuery.queryKey], api.DELETE('/api/user/stream-links/{id}', { params: { path: { id } } }));

export const makeStreamLink = (id: number, body: Body<'/api/media/{id}/links', 'post'>) =>
  change([streamLinksQuery.queryKey], api.POST('/api/media/{id}/links', { params: { path: { id } }, body }));
