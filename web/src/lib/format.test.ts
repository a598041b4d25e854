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
  expect(runtimeText(207, 'en')).toBe('3 hr 27 min');
  expect(runtimeText(120, 'en')).toBe('2 hr');
  expect(runtimeText(13, 'ru')).toBe('13 мин');
});

it('knows countries that are no more', () => {
  expect(countryName('SU', 'ru')).toBe('СССР');
  expect(countryName('FR', 'en')).toBe('France');
  expect(countryName('??', 'en')).toBe('??');
});
