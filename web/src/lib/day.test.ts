import { expect, test } from 'vitest';
import { dateOf, dayOf, weeksOf } from './day';

test('a month is whole weeks from Monday, with its days in their places', () => {
  const weeks = weeksOf(2026, 1); // February 2026 begins on a Sunday
  expect(weeks).toHaveLength(5);
  expect(weeks[0]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, '2026-02-01']);
  expect(weeks.flat().filter(Boolean)).toHaveLength(28);
  expect(weeksOf(2024, 1).flat()).toContain('2024-02-29');
});

test('a day survives the way through a date, whatever the time zone', () => {
  for (const day of ['2024-02-29', '2026-01-01', '2026-12-31']) expect(dayOf(dateOf(day))).toBe(day);
});
