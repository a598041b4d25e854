import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, counted, type Body } from './client';

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

// What one does.

export const addComment = (id: number, body: Body<'/api/reviews/{id}/comments', 'post'>) =>
  answer(api.POST('/api/reviews/{id}/comments', { params: { path: { id } }, body }));

export const addReview = (id: number, body: Body<'/api/movies/{id}/reviews', 'post'>) =>
  answer(api.POST('/api/movies/{id}/reviews', { params: { path: { id } }, body }));

export const changeComment = (id: number, body: Body<'/api/comments/{id}', 'put'>) =>
  answer(api.PUT('/api/comments/{id}', { params: { path: { id } }, body }));

export const changeReview = (id: number, body: Body<'/api/reviews/{id}', 'put'>) =>
  answer(api.PUT('/api/reviews/{id}', { params: { path: { id } }, body }));

export const hideComment = (id: number, body: Body<'/api/moderation/comments/{id}', 'put'>) =>
  answer(api.PUT('/api/moderation/comments/{id}', { params: { path: { id } }, body }));

export const hideReview = (id: number, body: Body<'/api/moderation/reviews/{id}', 'put'>) =>
  answer(api.PUT('/api/moderation/reviews/{id}', { params: { path: { id } }, body }));

export const likeReview = (id: number) => answer(api.PUT('/api/reviews/{id}/like', { params: { path: { id } } }));

export const removeComment = (id: number) => answer(api.DELETE('/api/comments/{id}', { params: { path: { id } } }));

export const removeReview = (id: number) => answer(api.DELETE('/api/reviews/{id}', { params: { path: { id } } }));

export const reportComment = (id: number, body: Body<'/api/comments/{id}/report', 'post'>) =>
  answer(api.POST('/api/comments/{id}/report', { params: { path: { id } }, body }));

export const reportReview = (id: number, body: Body<'/api/reviews/{id}/report', 'post'>) =>
  answer(api.POST('/api/reviews/{id}/report', { params: { path: { id } }, body }));

export const settleReport = (id: number) =>
  answer(api.DELETE('/api/moderation/reports/{id}', { params: { path: { id } } }));

export const unlikeReview = (id: number) => answer(api.DELETE('/api/reviews/{id}/like', { params: { path: { id } } }));
