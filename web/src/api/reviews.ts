import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, counted } from './client';

/** Reviews of films and by people. */
export const reviewsKey = ['reviews'] as const;
export const reviewsOfKey = (movie: number) => [...reviewsKey, movie];

export const reviewsQuery = (movie: number, sort: 'likes' | 'created_at') =>
  infiniteQueryOptions({
    queryKey: [...reviewsKey, movie, sort],
    initialPageParam: 1,
    queryFn: async ({ pageParam, signal }) => {
      const query = { sort, page: pageParam, per_page: 12 };
      const request = api.GET('/api/movies/{id}/reviews', { params: { path: { id: movie }, query }, signal });
      return { ...(await counted(answer(request))), page: pageParam };
    },
    getNextPageParam: (last) => (last.page * 12 < last.total ? last.page + 1 : undefined),
  });

export const commentsQuery = (review: number) =>
  queryOptions({
    queryKey: ['comments', review],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/reviews/{id}/comments', { params: { path: { id: review } }, signal })).then((a) => a.data),
  });

export const reportsQuery = queryOptions({
  queryKey: ['reports'],
  queryFn: ({ signal }) => answer(api.GET('/api/moderation/reports', { signal })).then((a) => a.data),
});

export const memberReviewsQuery = (username: string) =>
  queryOptions({
    queryKey: [...reviewsKey, 'of', username],
    queryFn: ({ signal }) =>
      counted(
        answer(
          api.GET('/api/users/{username}/reviews', {
            params: { path: { username }, query: { page: 1, per_page: 50 } },
            signal,
          }),
        ),
      ),
  });
