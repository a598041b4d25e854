import createClient from 'openapi-fetch';
import type { components, paths } from '../generated/api';

export type MovieCard = components['schemas']['MovieCard'];
export type Movie = components['schemas']['Movie'];
export type Person = components['schemas']['Person'];
export type PersonCard = components['schemas']['PersonCard'];
export type Genre = components['schemas']['Genre'];
export type Problem = components['schemas']['Problem'];
export type MovieQuery = NonNullable<paths['/api/movies']['get']['parameters']['query']>;

/** What the server said no with; `status` 0 when it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem?: Problem,
  ) {
    super(problem?.detail ?? String(status));
  }
}

/** The one way to the server. Its types come from contract/openapi.json. */
export const api = createClient<paths>({ baseUrl: globalThis.location?.origin });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's data and headers; throws ApiError. */
export async function answer<T>(request: Promise<Answer<T>>): Promise<{ data: T; headers: Headers }> {
  let result: Answer<T>;
  try {
    result = await request;
  } catch {
    throw new ApiError(0);
  }
  if (result.data === undefined) throw new ApiError(result.response.status, result.error as Problem | undefined);
  return { data: result.data, headers: result.response.headers };
}
