// Which motif and which palettes a genre has on its posters.
import type { Palette } from './posterMotifs';

// The most telling genre wins: the list is in the order of how much a genre says about a film.
export const styles: [genre: string, motif: string, palettes: Palette[]][] = [
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
