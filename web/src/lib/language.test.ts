import { expect, it } from 'vitest';
import { languages, nearest, nextLanguage } from './language';

it('the language of a browser is the nearest that is spoken here', () => {
  expect(nearest('ru-RU')).toBe('ru');
  expect(nearest('ru')).toBe('ru');
  expect(nearest('rue')).toBe('en');
  expect(nearest('fr-FR')).toBe('en');
  expect(nearest('')).toBe('en');
});

it('the switch leads from each language to the next', () => {
  expect(nextLanguage('en', languages).code).toBe('ru');
  expect(nextLanguage('ru', languages).code).toBe('en');
});

it('a third language is one more file, and nothing else', () => {
  const three = [...languages, { code: 'eo', name: 'Esperanto', choose: 'EO: ŝanĝi al Esperanto' }];
  expect(nearest('eo-001', three)).toBe('eo');
  expect(nextLanguage('ru', three).choose).toBe('EO: ŝanĝi al Esperanto');
  expect(nextLanguage('eo', three).code).toBe('en');
});
