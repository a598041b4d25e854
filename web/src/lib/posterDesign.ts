// Posters drawn from a film's own facts, the same each time: the genre gives palette and motif, the decade the print,
// the id what chance would. Pure text in, SVG text out: under 3 kB each.

export interface PosterFacts {
  id: number;
  title: string;
  year: number | null;
  director?: string;
  genres: string[]; // slugs
}

interface Palette {
  ground: string;
  shape: string;
  accent: string;
  ink: string;
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

type Motif = (palette: Palette, random: () => number) => string;
const n = (value: number) => value.toFixed(0);
const times = (count: number, draw: (i: number) => string) => Array.from({ length: count }, (_, i) => draw(i)).join('');
const circle = (x: number, y: number, r: number, fill: string, more = '') =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}"${more}/>`;
const path = (d: string, fill: string, more = '') => `<path d="${d}" fill="${fill}"${more}/>`;

const motifs: Record<string, Motif> = {
  // Light through blinds, and somebody's shadow in it.
  blinds: (p, r) => {
    const tilt = 14 + r() * 14;
    const gap = 17 + r() * 7;
    return (
      `<g transform="rotate(-${n(tilt)} 100 150)">${times(9, (i) => `<rect x="-60" y="${n(10 + i * gap)}" width="330" height="${n(5 + r() * 6)}" fill="${p.shape}" opacity="${(1 - i * 0.07).toFixed(2)}"/>`)}</g>` +
      path(`M${n(105 + r() * 30)} 196q-4-58 18-72-6-34 16-36 22 0 17 36 26 12 24 72z`, p.ground)
    );
  },
  // A low sun over mesas.
  lowSun: (p, r) => {
    const x = 50 + r() * 100;
    const h = 150 + r() * 14;
    return (
      circle(x, h - 22, 52, p.accent) +
      times(4, (i) => `<rect x="0" y="${n(h - 20 + i * 10)}" width="200" height="${n(2 + i)}" fill="${p.ground}"/>`) +
      path(`M0 ${n(h)}h28l6-40h34l5 40h40l8-22h30l6 22h43v160H0z`, p.shape) +
      path(`M0 190q100-26 200 4v116H0z`, p.ground, ' opacity=".55"')
    );
  },
  // Orbits around a sun that is not ours.
  orbits: (p, r) => {
    const tilt = r() * 60 - 30;
    return (
      `<g fill="none" stroke="${p.shape}" transform="rotate(${n(tilt)} 100 112)">${times(4, (i) => `<ellipse cx="100" cy="112" rx="${32 + i * 24}" ry="${11 + i * 10}" stroke-width="${(2.4 - i * 0.4).toFixed(1)}"/>`)}</g>` +
      circle(100, 112, 17 + r() * 9, p.accent) +
      times(3, (i) => circle(30 + r() * 140, 60 + r() * 100, 3 + i * 2.4, i === 1 ? p.ink : p.shape)) +
      times(16, () => circle(r() * 200, r() * 190, r() > 0.8 ? 1.6 : 1, p.ink, ' opacity=".7"'))
    );
  },
  // Two circles, and what they share.
  circles: (p, r) => {
    const d = 26 + r() * 12;
    const y = 100 + r() * 16;
    return (
      circle(100 - d, y, 56, p.shape) +
      circle(100 + d, y, 56, p.accent, ' class="drawn__blend"') +
      circle(100 - d, y, 56, 'none', ` stroke="${p.ink}" stroke-width="1.5"`) +
      circle(100 + d, y, 56, 'none', ` stroke="${p.ink}" stroke-width="1.5"`)
    );
  },
  // Paper torn open on something red.
  tornEdge: (p, r) => {
    const edge = (y: number) => times(11, (i) => `L${n(i * 20)} ${n(y + (i % 2 ? 1 : -1) * (4 + r() * 20))}`).slice(1);
    return (
      path(`M${edge(66)}L200 0H0z`, p.shape) +
      path(`M${edge(176)}L200 300H0z`, p.shape) +
      circle(100, 122, 25, p.accent) +
      circle(100, 122, 8, p.ground)
    );
  },
  // Confetti, mid-air.
  confetti: (p, r) =>
    times(26, (i) => {
      const x = r() * 200;
      const y = r() * 186;
      const fill = [p.shape, p.accent, p.ink][i % 3];
      return i % 4 === 0
        ? circle(x, y, 4 + r() * 8, fill!)
        : `<rect x="${n(x)}" y="${n(y)}" width="${n(7 + r() * 14)}" height="${n(5 + r() * 6)}" fill="${fill}" transform="rotate(${n(r() * 180)} ${n(x)} ${n(y)})"/>`;
    }),
  // One spotlight, one figure.
  spotlight: (p, r) => {
    const x = 64 + r() * 72;
    return (
      path(`M${n(200 - x)} -10 ${n(x - 62)} 186h124z`, p.shape, ' opacity=".85"') +
      `<ellipse cx="${n(x)}" cy="186" rx="62" ry="13" fill="${p.accent}"/>` +
      path(`M${n(x - 9)} 186q-3-42 4-54-4-16 5-18 10 1 6 18 8 12 4 54z`, p.ground)
    );
  },
  // Ridge behind ridge.
  ridges: (p, r) =>
    circle(46 + r() * 108, 62, 21, p.accent) +
    times(4, (i) => {
      const y = 96 + i * 32;
      return path(
        `M0 300V${n(y + r() * 16)}L${n(30 + r() * 26)} ${n(y - 18 - r() * 18)} ${n(78 + r() * 16)} ${n(y + 10)} ${n(120 + r() * 26)} ${n(y - 26 - r() * 12)} 200 ${n(y + r() * 16)}V300z`,
        p.shape,
        ` opacity="${(0.3 + i * 0.22).toFixed(2)}"`,
      );
    }),
  // Everything away from one point.
  burst: (p, r) => {
    const x = 60 + r() * 80;
    const y = 90 + r() * 40;
    return (
      times(18, (i) => {
        const a = (i / 18) * Math.PI * 2 + r() * 0.1;
        const b = a + 0.1 + r() * 0.09;
        return path(
          `M${n(x)} ${n(y)}L${n(x + Math.cos(a) * 240)} ${n(y + Math.sin(a) * 240)} ${n(x + Math.cos(b) * 240)} ${n(y + Math.sin(b) * 240)}z`,
          i % 3 ? p.shape : p.accent,
        );
      }) + circle(x, y, 21, p.ground)
    );
  },
  // Staves that dance.
  staves: (p, r) => {
    const lift = 22 + r() * 22;
    return (
      `<g fill="none" stroke="${p.shape}" stroke-width="3">${times(5, (i) => `<path d="M-10 ${n(76 + i * 17)}C50 ${n(76 + i * 17 - lift)} 130 ${n(76 + i * 17 + lift)} 210 ${n(66 + i * 17)}"/>`)}</g>` +
      times(5, (i) => {
        const x = 26 + i * 36;
        const y = 74 + r() * 72;
        return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="9" ry="6.5" fill="${p.accent}" transform="rotate(-20 ${n(x)} ${n(y)})"/><path d="M${n(x + 8)} ${n(y - 2)}v-36" stroke="${p.accent}" stroke-width="3"/>`;
      })
    );
  },
  // A way in, and perhaps one out.
  maze: (p, r) =>
    `<g fill="none" stroke="${p.shape}" stroke-width="7">${times(5, (i) => {
      const size = 17 + i * 17;
      const gap = (r() * 4 + i) % 4;
      return `<path d="M${100 - size} ${106 - size}h${size * 2}v${size * 2}h-${size * 2}z" stroke-dasharray="${n(size * 7.4)} ${n(size * 0.6)}" stroke-dashoffset="${n(gap * size * 2)}"/>`;
    })}</g>` + circle(100, 106, 6, p.accent),
  // A moon, and stars that mean something.
  moon: (p, r) => {
    const x = 64 + r() * 72;
    return (
      circle(x, 96, 48, p.accent) +
      circle(x + 19 + r() * 9, 88, 42, p.ground) +
      times(13, () => {
        const sx = r() * 200;
        const sy = r() * 190;
        const s = 2 + r() * 5;
        return path(
          `M${n(sx)} ${n(sy - s)}l${(s / 3).toFixed(1)} ${(s * 0.7).toFixed(1)} ${n(s)} ${(s / 3).toFixed(1)}-${n(s)} ${(s / 3).toFixed(1)}-${(s / 3).toFixed(1)} ${n(s)}-${(s / 3).toFixed(1)}-${n(s)}-${n(s)}-${(s / 3).toFixed(1)} ${n(s)}-${(s / 3).toFixed(1)}z`,
          p.ink,
        );
      })
    );
  },
  // Chevrons in step.
  chevrons: (p, r) => {
    const shift = r() * 18;
    return times(5, (i) =>
      path(
        `M-10 ${n(40 + i * 31 + shift)}l110-46 110 46v15l-110-46-110 46z`,
        i === 2 ? p.accent : p.shape,
        ` opacity="${(1 - i * 0.1).toFixed(1)}"`,
      ),
    );
  },
  // A strip of film, as found.
  filmstrip: (p, r) =>
    `<g transform="rotate(${n(r() * 24 - 12)} 100 100)"><rect x="46" y="-60" width="108" height="340" fill="${p.shape}"/>${times(5, (i) => `<rect x="62" y="${i * 58 - 48}" width="76" height="48" fill="${i === 2 ? p.accent : p.ground}"/>`)}${times(17, (i) => `<path d="M51 ${i * 19 - 50}h6v9h-6zM143 ${i * 19 - 50}h6v9h-6z" fill="${p.ground}"/>`)}</g>`,
  // Windows at night.
  skyline: (p, r) =>
    times(7, (i) => {
      const w = 24 + r() * 14;
      const h = 70 + r() * 90;
      const x = i * 29 - 4;
      return (
        `<rect x="${n(x)}" y="${n(206 - h)}" width="${n(w)}" height="${n(h + 100)}" fill="${p.shape}" opacity="${(0.55 + (i % 2) * 0.45).toFixed(2)}"/>` +
        times(
          3,
          () =>
            `<rect x="${n(x + 4 + r() * (w - 12))}" y="${n(214 - h + r() * (h - 30))}" width="5" height="8" fill="${p.accent}"/>`,
        )
      );
    }),
  // The iris closes.
  iris: (p, r) => {
    const x = 84 + r() * 32;
    return times(5, (i) => circle(x, 104, 88 - i * 17, i % 2 ? p.ground : p.shape)) + circle(x, 104, 12, p.accent);
  },
  // Hills for children to roll down.
  hills: (p, r) =>
    circle(150 - r() * 90, 58, 25, p.accent) +
    times(
      3,
      (i) =>
        `<ellipse cx="${n(20 + i * 78 + r() * 20)}" cy="${n(196 + (i % 2) * 16)}" rx="88" ry="${n(58 + r() * 26)}" fill="${i === 1 ? p.accent : p.shape}" opacity="${(0.95 - i * 0.12).toFixed(2)}"/>`,
    ),
};

// The most telling genre wins: the list is in the order of how much a genre says about a film.
const styles: [genre: string, motif: string, palettes: Palette[]][] = [
  [
    'film-noir',
    'blinds',
    [pal('#16181d', '#d9d4c5', '#d9d4c5', '#f3efe4'), pal('#191512', '#e0b66a', '#e0b66a', '#f6ecd6')],
  ],
  [
    'western',
    'lowSun',
    [pal('#e9b872', '#7c2f1b', '#f7e3b5', '#3b150b'), pal('#d98a4e', '#4d2018', '#f4d58d', '#2a0f0b')],
  ],
  [
    'science-fiction',
    'orbits',
    [
      pal('#0d1b3d', '#5fa8d3', '#ff7b54', '#eef6ff'),
      pal('#1c1033', '#7f8cff', '#f7b32b', '#f3efff'),
      pal('#e9e4d4', '#2b6777', '#e4572e', '#14323a'),
    ],
  ],
  [
    'horror',
    'tornEdge',
    [pal('#c2261f', '#120d0d', '#f6e7d0', '#f6e7d0'), pal('#8f1d2c', '#17120f', '#e9c46a', '#f5ead7')],
  ],
  [
    'musical',
    'staves',
    [pal('#f4c6c3', '#b3323f', '#23395b', '#3b1420'), pal('#263b73', '#f6bd60', '#f28482', '#fff4e0')],
  ],
  ['music', 'staves', [pal('#1f2a44', '#e07a5f', '#f2cc8f', '#fdf3e3')]],
  [
    'animation',
    'hills',
    [pal('#8fd3e8', '#2f7d4f', '#ffd166', '#123524'), pal('#ffd9a0', '#e4572e', '#2e86ab', '#3d1308')],
  ],
  ['family', 'hills', [pal('#ffe1a8', '#3c896d', '#e26d5c', '#22392f')]],
  [
    'fantasy',
    'moon',
    [pal('#23264f', '#8d86c9', '#f5d67b', '#fbf3d9'), pal('#12353a', '#4aa08c', '#f2e2a0', '#f0f7e9')],
  ],
  [
    'mystery',
    'maze',
    [pal('#1d3b35', '#c9b78a', '#e4572e', '#f3e9cf'), pal('#2c2438', '#b9a7d6', '#f2b33d', '#f5eefd')],
  ],
  [
    'war',
    'chevrons',
    [pal('#3d4127', '#8d8a5a', '#c8452d', '#f0ead2'), pal('#d8cfae', '#5b5f3a', '#a4301f', '#26281a')],
  ],
  [
    'documentary',
    'filmstrip',
    [pal('#e7e1d3', '#23303b', '#d1462f', '#16202a'), pal('#c9d6d3', '#2b3a3f', '#e09f3e', '#172023')],
  ],
  [
    'crime',
    'skyline',
    [
      pal('#221c2c', '#51466a', '#f5c04e', '#f6eeda'),
      pal('#101f2b', '#2f5068', '#f08a4b', '#f2eee2'),
      pal('#e8b04a', '#7a3b1d', '#fff0c9', '#2a1208'),
      pal('#8c2f2a', '#4b1517', '#f2c879', '#fbeedd'),
    ],
  ],
  [
    'thriller',
    'maze',
    [pal('#14232b', '#3f7d8c', '#f0433a', '#f2f0e4'), pal('#f0b429', '#20242b', '#c2261f', '#1c1710')],
  ],
  [
    'romance',
    'circles',
    [pal('#f6dcd0', '#e58a7b', '#7d8fc2', '#3d2230'), pal('#f3e3c3', '#e0a458', '#c9626b', '#3c2013')],
  ],
  [
    'action',
    'burst',
    [pal('#c23c17', '#7d160f', '#f7c548', '#fff6e3'), pal('#1a2334', '#33507d', '#ff8a3c', '#f6f0e2')],
  ],
  [
    'adventure',
    'ridges',
    [pal('#f2d6a2', '#2f6f73', '#e4572e', '#12312f'), pal('#bcdcd2', '#35577a', '#f2a541', '#14253a')],
  ],
  [
    'silent',
    'iris',
    [pal('#d8cdb4', '#2c2620', '#8f3b26', '#1d1813'), pal('#c6c9bd', '#2a2c2b', '#5f4b32', '#161817')],
  ],
  [
    'comedy',
    'confetti',
    [pal('#fbe3b1', '#e4572e', '#2e86ab', '#2b1a10'), pal('#f9cfcf', '#3d5a80', '#f2b33d', '#29304d')],
  ],
  ['history', 'chevrons', [pal('#e4d3ac', '#7a5230', '#9e2a2b', '#2e1c0e')]],
  [
    'drama',
    'spotlight',
    [
      pal('#2a1f2d', '#8b6f8f', '#f0c987', '#f8efe0'),
      pal('#16323a', '#4e8a92', '#f2d49b', '#f4efe2'),
      pal('#5a1f24', '#b86a55', '#f3d3a2', '#fbefdd'),
      pal('#e6d7bd', '#8c6a4f', '#b3402f', '#2a1b12'),
    ],
  ],
];

function pal(ground: string, shape: string, accent: string, ink: string): Palette {
  return { ground, shape, accent, ink };
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
