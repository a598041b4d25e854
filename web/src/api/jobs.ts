import { queryOptions } from '@tanstack/react-query';
import { change } from './cache';
import { answer, api, type Body } from './client';
import { libraryKey } from './library';

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

// What one does.

export const changeJob = (id: number, body: Body<'/api/admin/jobs/{id}', 'put'>) =>
  change([jobsKey, libraryKey], api.PUT('/api/admin/jobs/{id}', { params: { path: { id } }, body }));

export const refreshAll = () => change([jobsKey], api.POST('/api/admin/metadata/refresh'));

export const runSchedule = (kind: string) =>
  change([jobsKey], api.POST('/api/admin/schedules/{kind}/run', { params: { path: { kind } } }));
