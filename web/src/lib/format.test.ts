import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import type { Movie } from '../api/client';
import { countryName, descriptionOf, otherTitle, runtimeText, titleOf } from './format';

const movie = {
  title: 'Seven Samurai',
  original_title: '七人の侍',
  titles: { ru: 'Семь самураев' },
  description: 'Farmers hire samurai.',
  translations: [{ language: 'ru', title: 'Семь самураев', description: 'Крестьяне нанимают самураев.', tagline: '' }],
} as unknown as Movie;

it('shows a film in the language of the page', () => {
  expect(titleOf(movie, 'ru')).toBe('Семь самураев');
  expect(titleOf(movie, 'en')).toBe('Seven Samurai');
  expect(otherTitle(movie, 'en')).toBe('七人の侍');
  expect(descriptionOf(movie, 'ru')).toBe('Крестьяне нанимают самураев.');
  expect(descriptionOf({ ...movie, translations: [] }, 'ru')).toBe('Farmers hire samurai.');
});

it('says how long a film is', () => {
  const t = ((key: string, said: object) => `${Object.values(said).join()} ${key}`) as unknown as TFunction;
  expect(runtimeText(207, t)).toBe('3 movie.hours 27 movie.minutes');
  expect(runtimeText(120, t)).toBe('2 movie.hours');
  expect(runtimeText(0, t)).toBe('0 movie.minutes');
});

it('knows countries that are no more', () => {
  expect(countryName('SU', 'ru')).toBe('СССР');
  expect(countryName('FR', 'en')).toBe('France');
  expect(countryName('??', 'en')).toBe('??');
});
