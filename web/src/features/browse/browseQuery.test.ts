import { expect, it } from 'vitest';
import { changeBrowseQuery, readBrowseQuery } from './browseQuery';

it('reads filters from an address and leaves out what is none', () => {
  expect(readBrowseQuery(new URLSearchParams('q= kurosawa &genre=5&year_from=x&country=JP&evil=1'))).toEqual({
    q: 'kurosawa',
    genre: 5,
    country: 'JP',
  });
});

it('changes one filter and keeps the others', () => {
  const params = new URLSearchParams('genre=5&sort=title');
  expect(changeBrowseQuery(params, { genre: '', q: 'a b' }).toString()).toBe('sort=title&q=a+b');
  expect(params.get('genre')).toBe('5');
});
