import { renderToString } from 'react-dom/server';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { Markdown } from './Markdown';
import { isCheapMarkdown } from '../lib/markdownCost';

const long = (part: string) => part.repeat(Math.ceil(20_000 / part.length)).slice(0, 20_000);
const hostile = [
  '- ',
  '+ ',
  '> ',
  '>',
  '1. ',
  '- > ',
  '> 1) ',
  '*a ',
  '**a ',
  '_a',
  '*a_b',
  '[',
  '![',
  '[a](',
  '[a](b',
  'a](',
  '<a ',
  '<!--',
  '&',
  '\\',
  'a**b',
  '***',
  '`a``',
  '~~a ',
  '\t- ',
  '- a\n',
  'a\n\n',
  '> a\nb\n',
  '[a]: b\n',
  '---\n',
  '|a',
];

describe('markdown that would take long', () => {
  it('is told from what people write', () => {
    for (const part of ['- ', '> ', '1. ', '- > ', '*a ', '[', '[a](', '`a``', '<a '])
      expect(isCheapMarkdown(long(part)), part).toBe(false);
    const review =
      'A film of *light* and **rain**.\n\n> quoted\n> > twice\n\n- one\n  - two\n    1. three\n\n[x](https://a.example)';
    expect(isCheapMarkdown(review)).toBe(true);
    expect(isCheapMarkdown(`${review}\n\n`.repeat(40))).toBe(true);
    expect(isCheapMarkdown('— Да. — Нет. '.repeat(1500))).toBe(true);
  });

  it('is shown as the letters it has, and none of it holds the page up', () => {
    for (const part of hostile) {
      const html = renderToString(createElement(Markdown, { text: long(part) }));
      expect(html.startsWith('<div class="markdown">'), part).toBe(true);
      expect(html.length, part).toBeLessThan(2_000_000);
    }
  }, 60_000); // bounds a hang: one of them took more than 90 s

  it('keeps its lines', () => {
    const html = renderToString(createElement(Markdown, { text: `${long('- ').slice(0, 100)}\n<b>second</b>` }));
    expect(html).toContain('&lt;b&gt;second');
    expect(html).not.toContain('<ul>');
  });
});
