import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { change } from './cache';
import { answer, api, counted, type Body } from './client';

/** Reviews of films and by people. */
export const reviewsKey = ['reviews'] as const;

/** What is said about them. */
const commentsKey = ['comments'] as const;

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
    queryKey: [...commentsKey, review],
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

/** A review counts what is said about it. */
const talk = [commentsKey, reviewsKey];

export const addComment = (id: number, body: Body<'/api/reviews/{id}/comments', 'post'>) =>
  change(talk, api.POST('/api/reviews/{id}/comments', { params: { path: { id } }, body }));

export const addReview = (id: number, body: Body<'/api/movies/{id}/reviews', 'post'>) =>
  change([reviewsKey], api.POST('/api/movies/{id}/reviews', { params: { path: { id } }, body }));

export const changeComment = (id: number, body: Body<'/api/comments/{id}', 'put'>) =>
  change(talk, api.PUT('/api/comments/{id}', { params: { path: { id } }, body }));

export const changeReview = (id: number, body: Body<'/api/reviews/{id}', 'put'>) =>
  change([reviewsKey], api.PUT('/api/reviews/{id}', { params: { path: { id } }, body }));

export const hideComment = (id: number, body: Body<'/api/moderation/comments/{id}', 'put'>) =>
  change(
    [...talk, reportsQuery.queryKey],
    api.PUT('/api/moderation/comments/{id}', { params: { path: { id } }, body }),
  );

export const hideReview = (id: number, body: Body<'/api/moderation/reviews/{id}', 'put'>) =>
  change(
    [reviewsKey, reportsQuery.queryKey],
    api.PUT('/api/moderation/reviews/{id}', { params: { path: { id } }, body }),
  );

export const likeReview = (id: number) =>
  change([reviewsKey], api.PUT('/api/reviews/{id}/like', { params: { path: { id } } }));

export const removeComment = (id: number) =>
  change(talk, api.DELETE('/api/comments/{id}', { params: { path: { id } } }));

export const removeReview = (id: number) =>
  change([reviewsKey], api.DELETE('/api/reviews/{id}', { params: { path: { id } } }));

export const reportComment = (id: number, body: Body<'/api/comments/{id}/report', 'post'>) =>
  change([reportsQuery.queryKey], api.POST('/api/comments/{id}/report', { params: { path: { id } }, body }));

export const reportReview = (id: number, body: Body<'/api/reviews/{id}/report', 'post'>) =>
  change([reportsQuery.queryKey], api.POST('/api/reviews/{id}/report', { params: { path: { id } }, body }));

export const settleReport = (id: number) =>
  change([reportsQuery.queryKey], api.DELETE('/api/moderation/reports/{id}', { params: { path: { id } } }));

export const unlikeReview = (id: number) =>
  change([reviewsKey], api.DELETE('/api/reviews/{id}/like', { params: { path: { id } } }));
