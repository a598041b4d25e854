import { expect, it } from 'vitest';
import { externalIds, pageOf } from './externalIds';

it('a film that others know leads to their page of it', () => {
  expect(pageOf('imdb', 'tt0069293')).toBe('https://www.imdb.com/title/tt0069293/');
  expect(pageOf('nobody', '1')).toBeUndefined();
});

it('one more that knows films is one more in the list, and nothing else', () => {
  const known = [...externalIds, { name: 'archive', page: 'https://archive.example/{id}' }];
  expect(pageOf('archive', '7', known)).toBe('https://archive.example/7');
});
