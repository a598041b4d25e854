import type { Face, FilmList, MovieCard, PersonCard } from '../../api/client';

/** What the search may lead to. */
export type Hit =
  | { kind: 'movie'; movie: MovieCard }
  | { kind: 'person'; person: PersonCard }
  | { kind: 'member'; member: Face }
  | { kind: 'list'; list: FilmList }
  | { kind: 'all' }
  | { kind: 'outside' };

export const addressOf = (hit: Hit, q: string) => {
  switch (hit.kind) {
    case 'movie':
      return `/movies/${hit.movie.id}`;
    case 'person':
      return `/people/${hit.person.id}`;
    case 'member':
      return `/u/${hit.member.username}`;
    case 'list':
      return `/lists/${hit.list.id}`;
    case 'all':
      return `/movies?q=${encodeURIComponent(q)}`;
    case 'outside':
      return `/movies?q=${encodeURIComponent(q)}#outside`;
  }
};
