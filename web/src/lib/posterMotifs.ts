// What is drawn on a poster: one motif a kind of film, in the four colours of a palette, on 200 by 300.

export interface Palette {
  ground: string;
  shape: string;
  accent: string;
  ink: string;
}

export type Motif = (palette: Palette, random: () => number) => string;
export const n = (value: number) => value.toFixed(0);
export const times = (count: number, draw: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => draw(i)).join('');
const circle = (x: number, y: number, r: number, fill: string, more = '') =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}"${more}/>`;
export const path = (d: string, fill: string, more = '') => `<path d="${d}" fill="${fill}"${more}/>`;

export const motifs: Record<string, Motif> = {
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
