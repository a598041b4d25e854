import i18next from 'i18next';
import { expect, it } from 'vitest';
import type { Movie } from '../api/client';
import en from '../locales/en.json';
import ru from '../locales/ru.json';
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

it('says how long a film is', async () => {
  const resources = { en: { translation: en }, ru: { translation: ru } };
  await i18next.init({ resources, lng: 'en', interpolation: { escapeValue: false } });
  const [english, russian] = [i18next.getFixedT('en'), i18next.getFixedT('ru')];
  expect(runtimeText(207, english)).toBe('3 hr 27 min');
  expect(runtimeText(120, english)).toBe('2 hr');
  expect(runtimeText(74_000, english)).toBe('1,233 hr 20 min');
  expect(runtimeText(13, russian)).toBe('13 мин');
  expect(runtimeText(0, russian)).toBe('0 мин');
});

it('knows countries that are no more', () => {
  expect(countryName('SU', 'ru')).toBe('СССР');
  expect(countryName('FR', 'en')).toBe('France');
  expect(countryName('??', 'en')).toBe('??');
});
