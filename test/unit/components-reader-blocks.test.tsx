import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { describe, expect, it, vi } from 'vitest';

import { Blocks } from '../../components/reader/blocks.tsx';
import { piecesOf } from '../../components/reader/pieces.ts';
import { pageUrl } from '../../lib/mirror/address.ts';
import type { Block, BlockKind } from '../../lib/text/block.ts';
import { paragraph } from './actions-pages.ts';
import { idOf } from './reader-copies.ts';
import { rendered } from './rendered.ts';

const block = (kind: BlockKind, text: string, more: Partial<Block> = {}): Block => ({ kind, depth: 0, text, ...more });

/** What a page is made of; anything else would be a hole. */
const ELEMENTS = new Set(
  'DIV P H2 H3 H4 H5 UL OL LI BLOCKQUOTE PRE CODE SPAN A FIGURE FIGCAPTION DETAILS SUMMARY TABLE THEAD TBODY TR TH TD SVG PATH BR'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'class id dir href title rel role aria-label aria-hidden tabindex start open scope data-address width height viewbox focusable d'.split(
    ' ',
  ),
);

function strays(tree: HTMLElement): readonly string[] {
  return [...tree.querySelectorAll('*')].flatMap((element) => [
    ...(ELEMENTS.has(element.tagName.toUpperCase()) ? [] : [`<${element.tagName}>`]),
    ...[...element.attributes].flatMap(({ name, value }) => {
      if (!ATTRIBUTES.has(name.toLowerCase())) return [`${element.tagName} ${name}`];
      return name === 'href' && !/^(?:https?:\/\/|reader\.html)/.test(value) ? [`href ${value}`] : [];
    }),
  ]);
}

// Effects run after a test has ended too.
vi.stubGlobal('addEventListener', () => undefined);
vi.stubGlobal('removeEventListener', () => undefined);

const shownBlocks = (...blocks: readonly Block[]): HTMLElement => rendered(<Blocks pieces={piecesOf(blocks)} />);

describe('blocks in the Reader', () => {
  it.each<[BlockKind, Partial<Block>, string]>([
    ['paragraph', {}, 'p'],
    ['heading', { level: 1 }, 'h2'],
    ['heading', { level: 2 }, 'h3'],
    ['heading', { level: 3 }, 'h4'],
    ['heading', { level: 4 }, 'h5'],
    ['bullet', {}, 'ul > li'],
    ['number', {}, 'ol > li'],
    ['todo', { checked: true }, 'ul.todos > li .check.done'],
    ['toggle', {}, 'details[open] > summary'],
    ['quote', {}, 'blockquote'],
    ['callout', {}, '.callout[role=note]'],
    ['code', { language: 'rust' }, 'figure > pre > code'],
    ['equation', {}, '.equation > code'],
    ['row', {}, 'table td'],
    ['media', {}, '.placeholder'],
    ['page', { url: pageUrl(idOf(9)) }, '.child a'],
    ['database', { url: pageUrl(idOf(9)) }, '.child a'],
    ['unknown', {}, '.placeholder'],
  ])('shows a %s', (kind, more, selector) => {
    const place = shownBlocks(block(kind, 'Words of it', more));
    expect(place.querySelector(selector)).not.toBeNull();
    expect(place.textContent).toContain('Words of it');
    expect(place.querySelector('#b0')).not.toBeNull();
    expect(strays(place)).toEqual([]);
  });

  it('nests lists by depth, and goes on counting', () => {
    const place = shownBlocks(block('number', 'one'), block('bullet', 'inside', { depth: 1 }), block('number', 'two'));
    expect(place.querySelectorAll('ol')).toHaveLength(1);
    expect(place.querySelector('ol > li ul > li')?.textContent).toBe('inside');
  });

  it('names media and loads none', () => {
    const signed = 'https://files.example/x.png?X-Amz-Signature=abc';
    const place = shownBlocks(
      block('media', 'The poster', { url: signed }),
      block('media', 'A talk', { url: 'https://video.example/1' }),
      block('media', ''),
    );
    expect(place.querySelectorAll('img, video, audio, iframe, object, embed, source')).toHaveLength(0);
    expect([...place.querySelectorAll('a')].map(({ textContent }) => textContent)).toEqual(['A talkvideo.example']);
    expect(place.textContent).toContain('Media without a caption');
    expect(place.innerHTML).not.toContain('X-Amz');
  });

  it('lets text run in its own direction', () => {
    const place = shownBlocks(paragraph('مرحبا'), block('bullet', 'مرحبا'), block('code', 'x = 1'));
    expect(place.querySelector('p')?.getAttribute('dir')).toBe('auto');
    // A direction of their own would keep the words from deciding on which side the marks of the list stand.
    expect(place.querySelector('ul')?.getAttribute('dir')).toBe('auto');
    expect(place.querySelector('li .words')?.hasAttribute('dir')).toBe(false);
    expect(place.querySelector('pre')?.getAttribute('dir')).toBe('ltr');
  });
});

describe('hostile pages in the Reader', () => {
  const KINDS = [
    'paragraph',
    'heading',
    'bullet',
    'todo',
    'toggle',
    'quote',
    'callout',
    'code',
    'equation',
    'row',
    'media',
    'page',
    'database',
    'unknown',
  ] as const;
  const everywhere = (attack: string): HTMLElement =>
    shownBlocks(...KINDS.map((kind) => block(kind, attack, { url: attack, language: attack })), {
      ...paragraph(`see ${attack}`),
      mentions: [{ kind: 'page', text: attack, url: attack }],
    });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)//https://good.example',
    'data:text/html,<script>alert(1)</script>',
    'https://user:pass@evil.example/',
    'chrome-extension://abc/reader.html',
    '[x](javascript:alert(1))',
    '![x](https://evil.example/pixel.png)',
  ])('show %j as the text it is', (attack) => {
    const place = everywhere(attack);
    expect(strays(place)).toEqual([]);
    expect(place.querySelector('p')?.textContent).toBe(attack);
  });

  const file = resolve(import.meta.dirname, '../../../shared/data/attacks/naughty-strings/blns.json');
  if (!existsSync(file)) console.log(`reader attacks: not run, ${file} is absent`);
  else {
    it('hold nothing but text for every naughty string', () => {
      const attacks = JSON.parse(readFileSync(file, 'utf8')) as readonly string[];
      expect(attacks.length).toBeGreaterThan(400);
      expect(attacks.filter((attack) => strays(everywhere(attack)).length > 0)).toEqual([]);
    });
  }
});
