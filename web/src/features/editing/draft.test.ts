import { expect, it } from 'vitest';
import { changedFields, emptyMovie, fieldText, toValues } from './draft';

it('a draft becomes what a form holds', () => {
  const values = toValues({
    title: 'A',
    original_title: null,
    description: '',
    tagline: '',
    year: 1999,
    release_date: null,
    runtime: 90,
    trailer: null,
    poster: null,
    backdrop: null,
    genres: [3, 1],
    tags: [],
    countries: [],
    languages: [],
    aliases: [],
    translations: [],
    external_ids: { tmdb: null, imdb: 'tt1', wikidata: null, wikipedia: null },
    credits: [{ role: 'actor', person: 7, name: 'B', character: '' }],
  });
  expect(values).toMatchObject({ original_title: '', year: '1999', genres: ['3', '1'] });
  expect(values.external_ids).toEqual({ tmdb: '', imdb: 'tt1', wikidata: '', wikipedia: '' });
});

it('what two people changed is told field by field', () => {
  const theirs = { ...emptyMovie, title: 'B', credits: [{ role: 'actor', person: 1, name: 'Ann', character: 'X' }] };
  expect(changedFields(emptyMovie, theirs)).toEqual(['title', 'credits']);
  expect(fieldText(theirs.credits)).toBe('actor, Ann, X');
});
