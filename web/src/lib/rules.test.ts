import { expect, it } from 'vitest';
import { faultsOf, rule, toBody } from './rules';

const check = (name: Parameters<typeof rule>[0], values: unknown) =>
  faultsOf(rule(name), toBody(rule(name), values)).map(({ path, key }) => `${path} ${key}`);

it('names every fault with its path, as the server would', () => {
  expect(
    check('MovieDraft', { title: '', year: '1700', runtime: 'x', countries: ['FRA'], credits: [{ name: 'a' }] }),
  ).toEqual(['title required', 'year range', 'runtime range', 'countries.0 long', 'credits.0.role required']);
});

it('takes what the server takes', () => {
  expect(
    check('MovieDraft', { title: 'A', year: '1999', original_title: '', genres: [1], release_date: '1999-01-02' }),
  ).toEqual([]);
  expect(check('Credentials', { email: 'a@b.co', password: 'x', code: '' })).toEqual([]);
});

it('counts characters and not halves of them', () => {
  expect(check('TagDraft', { name: '🎬'.repeat(100) })).toEqual([]);
  expect(check('TagDraft', { name: '🎬'.repeat(101) })).toEqual(['name long']);
});

it('sends numbers as numbers and empty fields as null', () => {
  expect(
    toBody(rule('PersonDraft'), {
      name: 'A',
      birth_year: '1950',
      death_year: '',
      biography: '',
      imdb_id: '',
      photo: '',
    }),
  ).toEqual({
    name: 'A',
    birth_year: 1950,
    death_year: null,
    biography: '',
    imdb_id: null,
    photo: null,
  });
});
