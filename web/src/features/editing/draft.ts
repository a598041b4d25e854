import type { MovieDraft } from '../../api/client';
import { externalIds } from '../../lib/externalIds';

/** A film in the form: numbers as they are typed, ids of genres as the list field keeps them. */
export interface MovieValues {
  title: string;
  original_title: string;
  description: string;
  tagline: string;
  year: string;
  release_date: string;
  runtime: string;
  trailer: string;
  /** Ids of pictures; empty for none. */
  poster: string;
  backdrop: string;
  genres: string[];
  tags: string[];
  countries: string[];
  languages: string[];
  aliases: string[];
  translations: { language: string; title: string; description: string; tagline: string }[];
  external_ids: Record<string, string>;
  credits: { role: string; person: number | null; name: string; character: string }[];
}

export const emptyMovie: MovieValues = {
  title: '',
  original_title: '',
  description: '',
  tagline: '',
  year: '',
  release_date: '',
  runtime: '',
  trailer: '',
  poster: '',
  backdrop: '',
  genres: [],
  tags: [],
  countries: [],
  languages: [],
  aliases: [],
  translations: [],
  external_ids: Object.fromEntries(externalIds.map(({ name }) => [name, ''])),
  credits: [{ role: 'director', person: null, name: '', character: '' }],
};

/** Rows that somebody began and left empty are nothing to complain about. */
export const withoutEmptyRows = ({ credits, translations }: MovieValues): Partial<MovieValues> => ({
  credits: credits.filter(({ person, name, character }) => person !== null || name.trim() || character.trim()),
  translations: translations.filter(
    ({ title, description, tagline }) => title.trim() || description.trim() || tagline.trim(),
  ),
});

const text = (value: string | number | null | undefined) =>
  value === null || value === undefined ? '' : String(value);

export function toValues(draft: MovieDraft): MovieValues {
  const ids: Record<string, string | null> = draft.external_ids ?? {};
  return {
    ...draft,
    original_title: text(draft.original_title),
    year: text(draft.year),
    release_date: text(draft.release_date),
    runtime: text(draft.runtime),
    trailer: text(draft.trailer),
    poster: text(draft.poster),
    backdrop: text(draft.backdrop),
    genres: draft.genres.map(String),
    external_ids: Object.fromEntries(externalIds.map(({ name }) => [name, text(ids[name])])),
    credits: draft.credits.map(({ role, person, name, character }) => ({ role, person, name: text(name), character })),
  };
}

/** The fields that somebody else has changed since this one was read. */
export function changedFields<V extends object>(before: V, now: V): (keyof V & string)[] {
  const fields = Object.keys(before) as (keyof V & string)[];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(now[field]));
}

/** A field's value in a line, to be compared by eye. */
export function fieldText(value: unknown): string {
  if (Array.isArray(value)) return value.map(fieldText).join('; ');
  if (value && typeof value === 'object') {
    return Object.entries(value)
      .filter(([key, part]) => key !== 'person' && part !== '' && part !== null)
      .map(([, part]) => fieldText(part))
      .join(', ');
  }
  return value === null || value === undefined ? '' : String(value);
}
