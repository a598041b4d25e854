import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from '../generated/api';

type Schemas = components['schemas'];
export type MovieCard = Schemas['MovieCard'];
export type Movie = Schemas['Movie'];
export type Person = Schemas['Person'];
export type PersonCard = Schemas['PersonCard'];
export type Picture = Schemas['Picture'];
export type Genre = Schemas['Genre'];
export type Problem = Schemas['Problem'];
export type SessionInfo = Schemas['SessionInfo'];
export type User = Schemas['User'];
export type Change = Schemas['Change'];
export type UserLine = Schemas['UserLine'];
export type MovieDraft = Schemas['MovieDraftOutput'];
export type CreditDraft = Schemas['CreditDraftOutput'];
export type PersonDraft = Schemas['PersonDraftOutput'];
export type Entry = Schemas['Entry'];
export type EntryLine = Schemas['EntryLine'];
export type EntryPatch = Schemas['EntryDraftPatch'];
export type Viewing = Schemas['Viewing'];
export type ViewingLine = Schemas['ViewingLine'];
export type Review = Schemas['Review'];
export type Comment = Schemas['Comment'];
export type FilmList = Schemas['List'];
export type ListItem = Schemas['ListItem'];
export type CollectionItem = Schemas['CollectionItem'];
export type ShelfItem = Schemas['ShelfItem'];
export type Audience = Schemas['Audience'];
export type NewAudience = Schemas['NewAudience'];
export type Face = Schemas['Face'];
export type Statistics = Schemas['Statistics'];
export type Import = Schemas['Import'];
export type ImportRow = Schemas['ImportRow'];
export type Member = Schemas['MemberPage'];
export type Report = Schemas['Report'];
export type Group = Schemas['Group'];
export type Offer = Schemas['Offer'];
export type Abilities = Schemas['Abilities'];
export type Playback = Schemas['Playback'];
export type PlayItem = Schemas['PlayItem'];
export type Previews = Schemas['Previews'];
export type MovieFiles = Schemas['MovieFiles'];
export type LibraryFolder = Schemas['LibraryFolder'];
export type MediaFile = Schemas['MediaFile'];
export type JobState = Schemas['JobState'];
export type JobLine = Schemas['JobLine'];
export type FoundFilm = Schemas['FoundFilm'];
export type Gallery = Schemas['Gallery'];
export type FileState = NonNullable<NonNullable<paths['/api/library/files']['get']['parameters']['query']>['state']>;
export type EntryQuery = NonNullable<paths['/api/user/entries']['get']['parameters']['query']>;
export type CollectionQuery = NonNullable<paths['/api/collection']['get']['parameters']['query']>;
export type MovieQuery = NonNullable<paths['/api/movies']['get']['parameters']['query']>;

/** What the server said no with; `status` 0 when it could not be reached. */
export class ApiError extends Error {
  /** Sends the same again: set by forms, for after one has signed in anew. */
  again?: () => void;

  constructor(
    readonly status: number,
    readonly problem?: Problem,
  ) {
    super(problem?.detail ?? String(status));
  }
}

/** The one way to the server. Its types come from contract/openapi.json. */
export const api = createClient<paths>({ baseUrl: globalThis.location?.origin });

// What goes beside the session's cookie with every change: only a page of ours can know it.
let csrfToken: string | null = null;
export const keepCsrfToken = (token: string | null) => {
  csrfToken = token;
};
const withCsrfToken: Middleware = {
  onRequest({ request }) {
    if (csrfToken && request.method !== 'GET') request.headers.set('X-CSRF-Token', csrfToken);
    return request;
  },
};
api.use(withCsrfToken);

type Verb = 'post' | 'put' | 'patch' | 'delete';
type Json<T> = T extends { content: { 'application/json': infer B } } ? B : never;
/** What a change sends, what its address names, and what it asks for besides. */
export type Body<P extends keyof paths, V extends Verb> =
  paths[P] extends Record<V, { requestBody?: infer R }> ? Json<NonNullable<R>> : never;
export type Path<P extends keyof paths, V extends Verb> =
  paths[P] extends Record<V, { parameters: { path: infer N } }> ? N : never;

export type Query<P extends keyof paths, V extends Verb> =
  paths[P] extends Record<V, { parameters: { query?: infer Q } }> ? Q : never;

/** A file as a request's body, as it is. */
export const fileBody = (file: File) => ({
  body: file as unknown as string,
  bodySerializer: (body: unknown) => body as BodyInit,
  headers: { 'Content-Type': 'application/octet-stream' },
});

/** What openapi-fetch answers. */
export interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's data and headers; throws ApiError. Data is undefined where the server has nothing to say (204). */
export async function answer<T>(request: Promise<Answer<T>>): Promise<{ data: T; headers: Headers }> {
  let result: Answer<T>;
  try {
    result = await request;
  } catch {
    throw new ApiError(0);
  }
  if (!result.response.ok) throw new ApiError(result.response.status, result.error as Problem | undefined);
  return { data: result.data as T, headers: result.response.headers };
}

/** A page of rows and how many there are of them. */
export const counted = async <T>(request: Promise<{ data: T[]; headers: Headers }>) => {
  const { data, headers } = await request;
  return { items: data, total: Number(headers.get('x-total-count') ?? data.length) };
};

/** How long (ms) what hardly changes is not asked for again. */
export const hardlyChanges = 10 * 60_000;
