import { queryOptions } from '@tanstack/react-query';
import { answer, api } from './client';

/** Long work and when it comes round. */
export const jobsKey = ['jobs'] as const;

export const jobsQuery = queryOptions({
  queryKey: [...jobsKey, 'latest'],
  queryFn: ({ signal }) => answer(api.GET('/api/admin/jobs', { signal })).then((a) => a.data),
  refetchInterval: 2000,
});

export const schedulesQuery = queryOptions({
  queryKey: [...jobsKey, 'schedules'],
  queryFn: ({ signal }) => answer(api.GET('/api/admin/schedules', { signal })).then((a) => a.data),
});
