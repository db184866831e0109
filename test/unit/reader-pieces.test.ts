import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { columnsOf, rowsInText, sorted } from '../../components/reader/database-rows.ts';
import { readinessWords } from '../../components/reader/kit-words.ts';
import { outlineOf } from '../../components/reader/outline.tsx';
import { chunksOf, piecesOf, sizeOf } from '../../components/reader/pieces.ts';
import type { Piece } from '../../components/reader/pieces.ts';
import { placeOf } from '../../components/reader/spot.ts';
import { runsOf } from '../../components/reader/text-runs.ts';
import { missingWords, reasonWords } from '../../components/reader/why-banner.tsx';
import { parseBlockId, parsePageId } from '../../lib/base/ids.ts';
import { readReaderAddress, readerAddress } from '../../lib/messages/reader-address.ts';
import type { ReaderAsk } from '../../lib/messages/reader-address.ts';
import type { ReaderRow } from '../../lib/messages/reader-desk.ts';
import { pageUrl } from '../../lib/mirror/address.ts';
import type { Block, BlockKind } from '../../lib/text/block.ts';
import { aPage, heading, paragraph } from './actions-pages.ts';

const PAGE = parsePageId('0123456789abcdef0123456789abcdef') ?? expect.unreachable('not an id');
const BLOCK = parseBlockId('fedcba9876543210fedcba9876543210') ?? expect.unreachable('not an id');

const block = (kind: BlockKind, depth = 0, text: string = kind): Block => ({ kind, depth, text });

/** Places of all blocks in a tree, in reading order. */
function placesIn(pieces: readonly Piece[]): readonly number[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'block') return [piece.at, ...placesIn(piece.inside)];
    return (piece.kind === 'list' ? piece.items : piece.rows).flatMap((item) => [item.at, ...placesIn(item.inside)]);
  });
}

const someBlocks = fc.array(
  fc.record({
    kind: fc.constantFrom<BlockKind[]>('paragraph', 'bullet', 'number', 'todo', 'row', 'toggle', 'heading', 'code'),
    depth: fc.integer({ min: 0, max: 40 }),
    text: fc.constant('words'),
  }),
  { maxLength: 200 },
);

describe('the tree of a page', () => {
  it('holds every block once and in order, however they are nested', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const pieces = piecesOf(blocks);
        expect(placesIn(pieces)).toEqual([...blocks.keys()]);
        expect(sizeOf(pieces)).toBe(blocks.length);
      }),
    );
  });

  it('loses nothing when it is cut into chunks, and cuts long lists', () => {
    fc.assert(
      fc.property(someBlocks, fc.integer({ min: 1, max: 50 }), (blocks, size) => {
        const chunks = chunksOf(piecesOf(blocks), size);
        expect(placesIn(chunks.flat())).toEqual([...blocks.keys()]);
      }),
    );
    const list = Array.from({ length: 1_000 }, () => block('number'));
    const chunks = chunksOf(piecesOf(list), 100);
    expect(chunks).toHaveLength(10);
    expect(chunks[3]?.[0]).toMatchObject({ kind: 'list', start: 301 });
  });

  it('makes one list of like items, with deeper ones inside, and one table of rows', () => {
    const pieces = piecesOf([
      block('bullet'),
      block('bullet', 1),
      block('bullet'),
      block('number'),
      block('row', 0, 'Team | Owner'),
      block('row', 0, 'Billing | 3 people'),
    ]);
    expect(pieces.map(({ kind }) => kind)).toEqual(['list', 'list', 'table']);
    expect(pieces[0]).toMatchObject({ form: 'bullet', items: [{ inside: [{ kind: 'list' }] }, {}] });
    expect(pieces[2]).toMatchObject({ hasHead: true, rows: [{ at: 4 }, { at: 5 }] });
  });

  it('shows a page of 20,000 items nested in one another flat instead of failing', () => {
    const deep = Array.from({ length: 20_000 }, (_, depth) => block('bullet', depth));
    expect(placesIn(piecesOf(deep))).toHaveLength(20_000);
  });
});

describe('text of a page', () => {
  it('leads to the pages that it mentions, each at its own place', () => {
    const runs = runsOf('Plan and Plan B', [
      { kind: 'page', text: 'Plan', url: pageUrl(PAGE) },
      { kind: 'page', text: 'Plan B', url: PAGE },
      { kind: 'person', text: 'and' },
    ]);
    expect(runs.map(({ kind, text }) => [kind, text])).toEqual([
      ['page', 'Plan'],
      ['text', ' and '],
      ['page', 'Plan B'],
    ]);
  });

  it('leads out to http and https alone, without the signs of the sentence', () => {
    const runs = runsOf('See https://example.com/a?b=1, javascript:alert(1) and https://user@evil.example/x.');
    expect(runs.filter(({ kind }) => kind === 'out')).toEqual([
      { kind: 'out', text: 'https://example.com/a?b=1', href: 'https://example.com/a?b=1', host: 'example.com' },
    ]);
    expect(runs.map(({ text }) => text).join('')).toContain('https://user@evil.example/x.');
  });

  it('stays in the Reader where an address is one of Notion’s', () => {
    expect(runsOf(pageUrl(PAGE))).toEqual([{ kind: 'page', text: pageUrl(PAGE), id: PAGE }]);
  });

  it('is shown without what hides or turns it', () => {
    expect(runsOf('a\u202Eb\u{E0041}c')).toEqual([{ kind: 'text', text: 'abc' }]);
  });
});

describe('the Reader’s address', () => {
  it.each<ReaderAsk>([
    {},
    { page: PAGE },
    { page: PAGE, why: 'notion-down', spot: { start: 12 } },
    { page: PAGE, spot: { blockId: BLOCK } },
    { page: PAGE, spot: { words: 'budget & 50 % of it' } },
    { query: 'launch "plan q3"' },
  ])('says %j and is read as that', (ask) => {
    const url = new URL(readerAddress(ask), 'https://extension.example/');
    expect(url.pathname).toBe('/reader.html');
    expect(readReaderAddress(url.search, url.hash)).toEqual(ask);
  });

  it('passes over what makes no sense', () => {
    expect(readReaderAddress('?page=nonsense&why=because', '#%E0%A4%A')).toEqual({});
  });

  it('leads to a block by its place, its id and its words, and nowhere once it is gone', () => {
    const blocks = [paragraph('One'), { ...paragraph('Two  lines\nof it'), id: BLOCK }];
    expect(placeOf({ start: 1 }, blocks)).toBe(1);
    expect(placeOf({ start: 2 }, blocks)).toBeUndefined();
    expect(placeOf({ blockId: BLOCK }, blocks)).toBe(1);
    expect(placeOf({ words: 'TWO lines of' }, blocks)).toBe(1);
    expect(placeOf({ words: 'three' }, blocks)).toBeUndefined();
    expect(placeOf(undefined, blocks)).toBeUndefined();
  });
});

describe('rows of a database', () => {
  const row = (title: string, properties: ReaderRow['properties']): ReaderRow => ({
    id: PAGE,
    title,
    kind: 'row',
    here: true,
    url: '',
    properties,
  });
  const number = (name: string, value: number) => ({ name, type: 'number', text: String(value), number: value });
  const day = (name: string, start: string) => ({ name, type: 'date', text: start, date: { start } });
  const none = (name: string) => ({ name, type: 'number', text: '' });

  it('are sorted by size where they have one, and what is empty comes last either way', () => {
    const rows = [row('nine', [number('n', 9)]), row('empty', [none('n')]), row('ten', [number('n', 10)])];
    const titles = (down: boolean) => sorted(rows, { by: 'n', down }).map(({ title }) => title);
    expect(titles(false)).toEqual(['nine', 'ten', 'empty']);
    expect(titles(true)).toEqual(['ten', 'nine', 'empty']);
    const days = [row('later', [day('d', '2026-10-02')]), row('sooner', [day('d', '2026-09-30')])];
    expect(sorted(days, { by: 'd', down: false }).map(({ title }) => title)).toEqual(['sooner', 'later']);
    expect(sorted(rows, { by: undefined, down: false }).map(({ title }) => title)).toEqual(['empty', 'nine', 'ten']);
  });

  it('have a column for each property that any of them fills, the title apart', () => {
    const title = { name: 'Name', type: 'title', text: 'a' };
    expect(columnsOf([row('a', [title, none('x'), number('y', 1)]), row('b', [title, none('x')])])).toEqual(['y']);
  });

  it('are read from the text of the database while there is nothing better', () => {
    const text: Block = { kind: 'row', depth: 0, text: 'Travel | Status: Done | Due: 3 May', url: pageUrl(PAGE) };
    expect(rowsInText([paragraph('x'), text, block('row', 0, 'a | b')])).toMatchObject([
      {
        id: PAGE,
        title: 'Travel',
        properties: [
          { name: 'Status', text: 'Done' },
          { name: 'Due', text: '3 May' },
        ],
      },
    ]);
  });
});

describe('words about a copy', () => {
  const NOW = new Date(2026, 10, 21, 15).getTime();
  const kit = { id: PAGE, title: 'Plan', pinnedAt: 0, pages: [PAGE] };

  it('tell how ready a kit is', () => {
    const ready = { pages: 34, pagesReady: 34, answers: 3, briefAt: NOW - 60_000 };
    expect(readinessWords({ kit, ready }, NOW)).toBe('34 of 34 pages, brief from today, 3 answers');
    const begun = { pages: 1, pagesReady: 0, answers: 0 };
    expect(readinessWords({ kit: { ...kit, absent: [PAGE], cut: true }, ready: begun }, NOW)).toBe(
      '0 of 1 page, no brief yet, 1 page not shown by Notion, the rest of it is too large to pin',
    );
    const old = { ...ready, briefAt: NOW - 16 * 60 * 60_000 };
    expect(readinessWords({ kit, ready: old }, NOW)).toContain('brief from yesterday');
  });

  it('tell why it is shown: what is so now before what was so', () => {
    const down = [{ service: 'notion', name: 'Notion: Fernway', state: 'trouble' }] as const;
    const at = { online: true, health: [], why: undefined };
    expect(reasonWords(at)).toEqual({ calm: true, words: '' });
    expect(reasonWords({ ...at, online: false }).words).toBe('You are offline.');
    expect(reasonWords({ ...at, health: down }).words).toBe('Notion does not answer.');
    expect(reasonWords({ ...at, why: 'notion-down' }).words).toBe('Notion did not load.');
    expect(reasonWords({ ...at, why: 'offline' }).words).toContain('online again');
  });

  it('tell what is missing, and nothing when nothing is', () => {
    const page = aPage({ title: 'Plan' });
    expect(missingWords(page)).toBeUndefined();
    const first = { ...page, completeness: { seen: 'api', missingBlocks: 0, moreRows: true } } as const;
    expect(missingWords(first)).toBe('The database has more rows than are here.');
    expect(missingWords(first, true)).toBeUndefined();
    expect(missingWords({ ...page, completeness: { seen: 'screen', missingBlocks: 2, moreRows: true } })).toBe(
      'It was read from the screen: what was not rendered is missing. Notion did not give 2 blocks of it. The database has more rows than are here.',
    );
  });

  it('outline long pages alone', () => {
    const sections = Array.from({ length: 12 }, (_, at) => [heading(`Week ${at}`), paragraph('Work.')]).flat();
    expect(outlineOf(sections)).toHaveLength(12);
    expect(outlineOf(sections.slice(0, 10))).toEqual([]);
  });
});
