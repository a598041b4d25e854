import { describe, expect, test } from 'vitest';
import type { Picture } from '../api/client';
import { cropOf, sourceSet, widthsOf } from './pictures';

const picture = (width: number): Picture => ({
  id: 'a',
  url: '/api/pictures/a',
  width,
  height: width * 1.5,
  color: '#000000',
  placeholder: '',
});

describe('widths', () => {
  test('end with the first that shows the picture whole', () => {
    expect(widthsOf(picture(500))).toEqual([92, 185, 342, 500]);
    expect(widthsOf(picture(501))).toEqual([92, 185, 342, 500, 780]);
    expect(widthsOf(picture(50))).toEqual([92]);
    expect(widthsOf(picture(2560))).toHaveLength(7);
  });
  test('are told as wide as the picture really is', () => {
    expect(sourceSet(picture(400), 'webp')).toBe(
      '/api/pictures/a/92.webp 92w, /api/pictures/a/185.webp 185w, /api/pictures/a/342.webp 342w, /api/pictures/a/500.webp 400w',
    );
  });
});

test('a crop never reaches beyond the picture', () => {
  expect(cropOf({ x: 33.336, y: 0, width: 66.67, height: 100 })).toEqual({
    left: 3334,
    top: 0,
    width: 6666,
    height: 10_000,
  });
  expect(cropOf({ x: -0.01, y: 12.5, width: 100.01, height: 87.5 })).toEqual({
    left: 0,
    top: 1250,
    width: 10_000,
    height: 8750,
  });
  expect(cropOf({ x: 0, y: NaN, width: 100, height: 100 })).toBeUndefined();
  expect(cropOf()).toBeUndefined();
});
