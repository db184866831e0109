import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingLandmarks } from '../../lib/adapters/notion-page/selectors.ts';
import { readScreen } from '../../lib/adapters/notion-page/read-screen.ts';
import { pullPage } from '../../lib/flows/pull.ts';
import { createPace } from '../../lib/resilience/pace.ts';
import type { Block } from '../../lib/text/block.ts';
import { plainValue } from '../world/notion/plain-value.ts';
import { recordOf } from '../world/notion-web/page-record.ts';
import type { WebRecord } from '../world/notion-web/record.ts';
import { startWorld } from '../world/start.ts';
import type { World } from '../world/start.ts';
import { aClient, asPage, createJumpingClock, NEVER } from './notion-door.ts';
import { countBlocks, pageWith, plain, somePage, visiblePages } from './sample-pages.ts';
import { aDocument, parseDocument } from './screen-document.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  world.budget.perMinute = 1_000_000;
});
afterAll(() => world.close());

describe('the open page on the screen', () => {
  it('reads like the page of the API, with ids, for every page of the sample workspace', async () => {
    const ports = { reader: aClient(world, { pace: { initial: createPace(1_000_000) } }), clock: createJumpingClock() };
    let alike = 0;
    const pages = visiblePages(world).filter(
      ({ parent, blocks }) => parent.type !== 'data_source_id' && countBlocks(blocks) < 400,
    );
    for (const { id } of pages) {
      const whole = await pullPage(ports, { pageId: asPage(id) }, NEVER);
      const screen = readScreen(aDocument(record(id)), asPage(id));
      expect(screen.title).toBe(whole.title);
      expect({ id, blocks: screen.blocks.filter(isText).map(essence) }).toEqual({
        id,
        blocks: whole.blocks.filter(isText).map(essence),
      });
      expect(screen.blocks.filter(isText).every((block) => block.id !== undefined)).toBe(true);
      alike += 1;
    }
    console.log(`Pages that read alike on the screen and by the API: ${alike}`);
    expect(alike).toBeGreaterThan(50);
  }, 60_000);

  it('holds no text of closed toggles', () => {
    const { id } = pageWith(world, ({ blocks }) =>
      blocks.some(({ type, children }) => type === 'toggle' && children.length > 0),
    );
    const open = readScreen(aDocument(record(id)), asPage(id));
    const closed = readScreen(aDocument(record(id), undefined, false), asPage(id));
    expect(closed.blocks.length).toBeLessThan(open.blocks.length);
  });

  it.each(['side', 'center'] as const)('is the %s peek for its page, and the main frame for the other', (mode) => {
    const behind = somePage(world);
    const front = pageWith(world, ({ id, blocks }) => id !== behind.id && blocks.length > 3);
    const document = aDocument(record(behind.id), { record: record(front.id), mode });
    expect(readScreen(document, asPage(front.id)).title).toBe(front.title);
    expect(readScreen(document, asPage(behind.id)).title).toBe(behind.title);
    expect(readScreen(document, asPage(front.id)).blocks).not.toEqual(readScreen(document, asPage(behind.id)).blocks);
  });

  it('is refused when the tab shows another page by now', () => {
    const shown = somePage(world);
    const other = pageWith(world, ({ id }) => id !== shown.id);
    expect(() => readScreen(aDocument(record(shown.id)), asPage(other.id))).toThrow('page-unreadable');
    const empty = parseDocument('<html><body><div id="notion-app"></div></body></html>');
    expect(() => readScreen(empty, asPage(shown.id))).toThrow('page-unreadable');
  });

  it('reads a full-page database as its rendered rows', () => {
    const database = world.notion.workspaces[0]?.databases.find(({ title }) => title === 'Projects');
    const screen = readScreen(aDocument(record(database?.id ?? '')), asPage(database?.id ?? ''));
    expect(screen.title).toBe('Projects');
    expect(screen.blocks.length).toBeGreaterThan(10);
    expect(screen.blocks.every(({ kind, id, url }) => kind === 'row' && id !== undefined && url !== undefined)).toBe(
      true,
    );
    expect(screen.blocks[0]?.text).toMatch(/ \| Status: /);
  });

  it('reads the properties of a row', () => {
    const row = pageWith(world, ({ properties }) => 'Status' in properties);
    const screen = readScreen(aDocument(record(row.id)), asPage(row.id));
    const status = row.properties['Status'];
    const shown = screen.properties.find(({ name }) => name === 'Status');
    expect(shown?.text).toBe(status?.type === 'status' ? status.name : '');
  });

  it('finds all its landmarks, and says which are gone', () => {
    expect(missingLandmarks(aDocument(record(somePage(world).id)))).toEqual([]);
    expect(missingLandmarks(parseDocument('<html><body><main></main></body></html>'))).toEqual([
      'app',
      'inner',
      'title',
      'scroller',
    ]);
  });
});

const SNAPSHOTS = new URL('../../../shared/data/notion/dom/', import.meta.url);
const SAVED = [
  ['2023-07-page-full-notion.site.html', '6328a6b0-e799-4d62-8c1c-9db0a290c934', 40],
  ['2023-07-fullpage-database.html', '27dbe900-3c41-4c13-bd5a-432418911021', 24],
  ['2026-08-app.notion.com-transcribed.html', '35317009-9987-8025-86a8-f069ac9a40c3', 2],
  ['2026-public-page-stylex.html', 'c22fef8b-0b15-4c8a-b948-6b4fad235de8', 4],
] as const;

if (!existsSync(SNAPSHOTS)) console.log('Not run: saved pages of Notion (../shared/data is absent).');
describe.each(existsSync(SNAPSHOTS) ? SAVED : [])('a saved page of Notion (%s)', (file, id, least) => {
  it('is read', () => {
    const screen = readScreen(parseDocument(readFileSync(new URL(file, SNAPSHOTS), 'utf8')), asPage(id));
    expect(screen.title).not.toBe('');
    expect(screen.blocks.length).toBeGreaterThanOrEqual(least);
    expect(screen.blocks.every(({ text, kind }) => text !== '' || kind === 'media')).toBe(true);
  });
});

function record(id: string): WebRecord {
  const found = recordOf(world.notion, (row, property) => plainValue(world.notion, row, property), id);
  if (found === undefined) throw new Error(`The web app has no ${id}`);
  return found;
}

/** Kinds that the screen and the API show in ways of their own. */
function isText({ kind }: Block): boolean {
  return !['media', 'unknown', 'database', 'page', 'row'].includes(kind);
}

function essence({ kind, depth, text, level, checked }: Block): object {
  // Markdown cannot tell a toggle without a summary from the first block inside it.
  return {
    kind: kind === 'toggle' ? 'paragraph' : kind,
    depth,
    text: withoutDates(plain(text)),
    level,
    checked,
  };
}

/** The app writes dates in words, Markdown in digits. */
function withoutDates(text: string): string {
  const words = `(${MONTHS.join('|')}) \\d{1,2} \\d{4}`;
  return plain(text.replaceAll(new RegExp(`\\d{4} \\d\\d \\d\\d|${words}`, 'g'), ' '));
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
