import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { parsePageId } from '../../lib/base/ids.ts';
import type { SearchHit } from '../../lib/messages/search-desk.ts';
import { markTitle } from '../../lib/retrieval/mark-title.ts';
import { describeFound, describeHit } from '../../lib/wiring/suggestion.ts';

const pageId = parsePageId('0'.repeat(32));
if (pageId === undefined) throw new Error('no id');
const HIT: SearchHit = {
  pageId,
  title: 'Launch <plan> & "budget"',
  url: 'https://app.notion.com/p/0',
  workspace: 'R&D',
  place: 'Roadmap',
  kind: 'page',
  snippet: [],
  from: 'mirror',
};

const marked = (title: string, query: string): string =>
  markTitle(title, query)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('');

describe('the words of a title that were asked for', () => {
  it.each([
    ['Launch plan Q3', 'laun', '[Launch] plan Q3'],
    ['Launch plan Q3', 'plan LAUNCH', '[Launch] [plan] Q3'],
    ['Café Müller', 'cafe mull', '[Café] [Müller]'],
    ['予約サイトの障害', '障害', '[予約サイトの障害]'],
    ['Launch plan', 'launch -plan', '[Launch] plan'],
    ['Launch plan', '"launch plan"', '[Launch] [plan]'],
    ['Relaunch', 'launch', 'Relaunch'],
    ['', 'launch', ''],
    ['Launch', ' - ', 'Launch'],
  ])('%s for %s', (title, query, shown) => {
    expect(marked(title, query)).toBe(shown);
    expect(
      markTitle(title, query)
        .map(({ text }) => text)
        .join(''),
    ).toBe(title);
  });
});

describe('a suggestion in the address bar', () => {
  it('is well-formed XML with the words marked, whatever stands in a title', () => {
    const xml = describeHit(HIT, 'budget', 'xml');
    expect(xml).toBe('Launch &lt;plan&gt; &amp; &quot;<match>budget</match>&quot; <dim>· R&amp;D / Roadmap</dim>');
    const { document } = parseHTML(`<!doctype html><html><body>${xml}</body></html>`);
    expect(document.body.textContent).toBe('Launch <plan> & "budget" · R&D / Roadmap');
  });

  it('is plain text where the browser takes it as it is', () => {
    expect(describeHit(HIT, 'budget', 'plain')).toBe('Launch <plan> & "budget" · R&D / Roadmap');
  });

  it('holds no control characters', () => {
    expect(describeHit({ ...HIT, title: 'a\u0000b\u001b' }, 'x', 'xml')).not.toMatch(/\p{Cc}/u);
  });

  it('says how much was found and what Enter opens', () => {
    const answer = { hits: [HIT], total: 1204, mirrored: 1, known: 1, failures: [] };
    expect(describeFound(answer, 'budget', 'plain')).toBe('1,204 pages: open “Launch <plan> & "budget"”');
    expect(describeFound({ ...answer, hits: [], total: 0 }, '<x>', 'xml')).toBe(
      'Nothing found on this device for “&lt;x&gt;”',
    );
  });
});
