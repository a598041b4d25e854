import type { TFunction } from 'i18next';
import type { Movie, MovieCard } from '../api/client';

/** The title in this language, or the main one. */
export function titleOf(movie: MovieCard, language: string): string {
  return movie.titles[language] ?? movie.title;
}

/** Somebody's name as it is written in this language, or the main one. */
export function personName(person: { name: string; names: Record<string, string> }, language: string): string {
  return person.names[language] ?? person.name;
}

/** Who has made a film, where there is room for one name. */
export function directorOf(movie: MovieCard, language: string): string | undefined {
  const [director] = movie.directors;
  return director && personName(director, language);
}

/** What else the film is called, for under its title. */
export function otherTitle(movie: MovieCard, language: string): string | undefined {
  const shown = titleOf(movie, language);
  return [movie.original_title, movie.title].find((title) => title && title !== shown) ?? undefined;
}

export function descriptionOf(movie: Movie, language: string): string {
  return movie.translations.find((text) => text.language === language)?.description || movie.description;
}

/** 175 → "2 hr 55 min". Words of our own: to ask the browser for units takes a slow phone a tenth of a second. */
export function runtimeText(minutes: number, t: TFunction): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 && t('movie.hours', { hours }), (rest > 0 || hours === 0) && t('movie.minutes', { rest })]
    .filter(Boolean)
    .join(' ');
}

// To make a format takes longer than all that it writes on a page: each is made once.
const rounded: Record<string, Intl.NumberFormat> = {};

/** A rating as people write it: at most one digit behind the point. */
export const ratingText = (rating: number, language: string) =>
  (rounded[language] ??= new Intl.NumberFormat(language, { maximumFractionDigits: 1 })).format(rating);

function nameOf(type: 'region' | 'language', code: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type }).of(code) ?? code;
  } catch {
    return code; // not a code that the browser knows
  }
}

// Countries that are no more, which films still come from.
const bygone: Record<string, Record<string, string>> = {
  SU: { en: 'Soviet Union', ru: 'СССР' },
  CS: { en: 'Czechoslovakia', ru: 'Чехословакия' },
  YU: { en: 'Yugoslavia', ru: 'Югославия' },
  DD: { en: 'East Germany', ru: 'ГДР' },
  XW: { en: 'West Germany', ru: 'ФРГ' },
};

export const countryName = (code: string, language: string) =>
  bygone[code]?.[language] ?? nameOf('region', code, language);
export const languageName = (code: string, language: string) => nameOf('language', code, language);

/** A moment, as people say it: "20 Nov 2026, 18:04". */
export function dateTimeText(moment: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(moment));
}
