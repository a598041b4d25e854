// Posters drawn from a film's own facts, the same each time: the genre gives palette and motif, the decade the print,
// the id what chance would. Pure text in, SVG text out: under 3 kB each.
import { motifs, n, path, times, type Palette } from './posterMotifs';
import { styles } from './posterStyles';

export interface PosterFacts {
  id: number;
  title: string;
  year: number | null;
  director?: string;
  genres: string[]; // slugs
}

/** A seeded stream of numbers from 0 to 1 (mulberry32). */
function chance(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function chooseStyle(facts: PosterFacts) {
  const random = chance(facts.id * 31 + 7);
  const [first, second] = styles.filter(([genre]) => facts.genres.includes(genre));
  // Now and then the second genre: thirty crime dramas should not be thirty times the same street.
  const style = (random() < 0.35 ? (second ?? first) : first) ?? styles[Math.floor(random() * styles.length)]!;
  return { motif: style[1], palette: style[2][Math.floor(random() * style[2].length)]! };
}

/** The palette that this film's page takes its colours from. */
export function posterPalette(facts: PosterFacts): Palette {
  return chooseStyle(facts).palette;
}

// Letters of other scripts are wider than Latin ones.
const widthOf = (line: string) => [...line].reduce((sum, c) => sum + (c < '\u0370' ? 1 : c < '\u2e80' ? 1.16 : 1.9), 0);

/** Words on at most five lines, and the size at which the widest fits a width of 172. capitals of Oswald are about half an em wide. */
export function setTitle(title: string): { lines: string[]; size: number } {
  const words = title.split(/\s+/).filter(Boolean);
  const wrap = (limit: number) => {
    const lines: string[] = [];
    for (const word of words) {
      const last = lines.at(-1);
      if (last !== undefined && `${last} ${word}`.length <= limit) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines;
  };
  const longest = Math.max(...words.map((word) => word.length), 1);
  for (const limit of [7, 9, 11, 14, 18, 23, 30]) {
    const lines = wrap(Math.max(limit, Math.min(longest, 16)));
    const widest = Math.max(...lines.map(widthOf), 1);
    const size = Math.min(40, 172 / (widest * 0.53));
    if (lines.length * size * 1.08 <= 104 && lines.length <= 5) return { lines, size };
  }
  const cut = title.length > 88 ? `${title.slice(0, 86).trimEnd()}…` : title;
  return {
    lines: cut
      .match(/.{1,24}(\s|$)|\S{1,24}/g)
      ?.map((line) => line.trim())
      .slice(0, 5) ?? [cut],
    size: 15,
  };
}

const escape = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** How the decade was printed. */
function print(year: number | null, p: Palette, random: () => number): string {
  if (year === null) return '';
  if (year < 1930) {
    // Grain, scratches and the vignette of a hand-cranked lamp.
    return `<g stroke="${p.ink}" opacity=".22">${times(5, () => `<path d="M${n(random() * 200)} 0v300" stroke-width=".6"/>`)}</g><rect width="200" height="300" fill="none" stroke="${p.ink}" stroke-width="26" opacity=".16"/>`;
  }
  if (year < 1950)
    return `<rect x="7" y="7" width="186" height="286" fill="none" stroke="${p.ink}" stroke-width="1.4" opacity=".8"/>`;
  if (year < 1970) return `<path d="M0 0h200v8H0z" fill="${p.accent}"/><path d="M0 8h200v4H0z" fill="${p.shape}"/>`;
  if (year < 1980) return `<path d="M0 0h200v8H0zM0 12h200v4H0zM0 20h200v2H0z" fill="${p.accent}"/>`;
  if (year < 1990)
    return `<g stroke="${p.accent}" opacity=".45">${times(7, (i) => `<path d="M0 ${214 + i * i * 2.2}h200" stroke-width=".8"/>`)}</g>`;
  return '';
}

/** The inside of an SVG with the viewBox 0 0 200 300. */
export function drawPoster(facts: PosterFacts): string {
  const random = chance(facts.id + facts.title.length * 7919);
  const { motif, palette: p } = chooseStyle(facts);
  const { lines, size } = setTitle(facts.title.toLocaleUpperCase());
  const step = size * 1.08;
  const bottom = 272;
  const top = bottom - lines.length * step;
  const words = lines
    .map((line, i) => `<tspan x="14" y="${n(top + step * (i + 0.86))}">${escape(line)}</tspan>`)
    .join('');
  const director =
    facts.director && facts.director.length > 30 ? `${facts.director.slice(0, 29)}…` : (facts.director ?? '');
  return (
    `<rect width="200" height="300" fill="${p.ground}"/>` +
    motifs[motif]!(p, random) +
    path(`M0 ${n(top - 14)}h200V300H0z`, p.ground) +
    print(facts.year, p, random) +
    `<g fill="${p.ink}"><text font-size="${size.toFixed(1)}" font-weight="600" class="drawn__title">${words}</text>` +
    `<text x="14" y="287" font-size="9.5" letter-spacing=".4">${escape(director)}</text><text x="186" y="287" font-size="9.5" text-anchor="end">${facts.year ?? ''}</text></g>`
  );
}

export const motifNames = Object.keys(motifs);
export const allPalettes = styles.flatMap(([, , palettes]) => palettes);
