import { expect, test } from 'vitest';
import { bytesText, clockText } from './clock';

test('a moment of a film is said as players say it', () => {
  expect(clockText(0)).toBe('0:00');
  expect(clockText(123_900)).toBe('2:03');
  expect(clockText(3_723_000)).toBe('1:02:03');
});

test('sizes are said in the unit that fits', () => {
  expect(bytesText(0, 'en')).toBe('0 byte');
  expect(bytesText(999, 'en')).toBe('999 byte');
  expect(bytesText(1_440_000_000, 'en')).toBe('1.4 GB');
  expect(bytesText(1_440_000_000, 'ru')).toBe('1,4 ГБ');
});
