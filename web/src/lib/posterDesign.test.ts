import { describe, expect, it } from 'vitest';
import { allPalettes, drawPoster, motifNames, posterPalette, setTitle } from './posterDesign';

const film = { id: 7, title: 'The Third Man', year: 1949, director: 'Carol Reed', genres: ['film-noir', 'mystery'] };
const genres = [
  'film-noir',
  'western',
  'science-fiction',
  'romance',
  'horror',
  'comedy',
  'drama',
  'adventure',
  'action',
];

describe('a drawn poster', () => {
  it('is the same each time', () => {
    expect(drawPoster(film)).toBe(drawPoster({ ...film }));
    expect(drawPoster(film)).not.toBe(drawPoster({ ...film, id: 8 }));
  });

  it('has at least ten motifs', () => {
    expect(motifNames.length).toBeGreaterThanOrEqual(10);
  });

  it('costs under 3 kB, whatever the film', () => {
    for (let id = 1; id < 400; id++) {
      const title = id % 3 ? film.title : 'Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb';
      const svg = drawPoster({
        ...film,
        id,
        title,
        year: 1900 + (id % 125),
        genres: [genres[id % genres.length] ?? ''],
      });
      expect(new TextEncoder().encode(svg).length, `${id} ${genres[id % genres.length]}`).toBeLessThan(3072);
    }
  });

  it('lets nothing from outside become markup', () => {
    const svg = drawPoster({ ...film, title: '<script>alert(1)</script>', director: '"><img onerror=x>' });
    expect(svg).not.toMatch(/<script|<img/i);
  });

  it('is well-formed for odd titles', () => {
    for (const title of ['', 'M', '8½', '七人の侍', 'A & B', 'Supercalifragilisticexpialidocious', 'x'.repeat(500)]) {
      const parsed = new DOMParser().parseFromString(
        `<svg xmlns="http://www.w3.org/2000/svg">${drawPoster({ ...film, title })}</svg>`,
        'image/svg+xml',
      );
      expect(parsed.querySelector('parsererror'), title).toBeNull();
    }
  });

  it('takes its palette from the genre', () => {
    expect(posterPalette(film)).toEqual(posterPalette({ ...film }));
  });
});

describe('a title on a poster', () => {
  it('keeps whole words on at most five lines', () => {
    for (const title of ['The Lord of the Rings: The Fellowship of the Ring', 'Up', 'Kidnapping, Caucasian Style']) {
      const { lines } = setTitle(title);
      expect(lines.length).toBeLessThanOrEqual(5);
      expect(lines.join(' ')).toBe(title);
    }
  });
});

it('every palette can be read', () => {
  const light = (hex: string) => {
    const [r, g, b] = [1, 3, 5]
      .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
  };
  for (const { ground, ink } of allPalettes) {
    const [dark, bright] = [light(ground), light(ink)].sort((a, b) => a - b);
    expect(((bright ?? 0) + 0.05) / ((dark ?? 0) + 0.05), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
});
