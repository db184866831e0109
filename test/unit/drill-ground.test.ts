import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import type { PageHead } from '../../lib/mirror/page-head.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { ProviderSettings } from '../../lib/settings/provider.ts';
import { groundOf, pageToTry } from '../../lib/wiring/drill-ground.ts';
import { headOf } from '../fixtures/memory-source.ts';
import { aJob } from '../fixtures/memory-stores.ts';
import { aPage, paragraph } from './actions-pages.ts';

function pageId(digit: string): PageId {
  const id = parsePageId(digit.repeat(32));
  if (id === undefined) throw new Error(`No page id: ${digit}`);
  return id;
}

const [EMPTY, OLD, VISITED, ROW] = ['1', '2', '3', '4'].map(pageId);

let lives = 0;
let words: WordsDatabase;
let mirror: MirrorDatabase;
beforeEach(() => {
  lives += 1;
  words = new WordsDatabase(`words-ground-${lives}`);
  mirror = new MirrorDatabase(`mirror-ground-${lives}`);
});

async function keep(id: PageId | undefined, title: string, head: Partial<PageHead> = {}, blocks = 1): Promise<void> {
  if (id === undefined) throw new Error('no id');
  const page = { ...aPage({ title, blocks: blocks === 0 ? [] : [paragraph('Text.')] }), id, readAt: 1 };
  await mirror.pages.put(page);
  await mirror.heads.put({ ...headOf(page, Number(id.at(-1))), ...head });
}

describe('the page that a drill is tried on', () => {
  it('is none while nothing is on the device', async () => {
    expect(await pageToTry(words, mirror)).toBeUndefined();
  });

  it('is the one that was opened last, before rows and pages without text', async () => {
    await keep(ROW, 'A row', { kind: 'row', visitedAt: 9 });
    await keep(EMPTY, 'Empty', { visitedAt: 8 }, 0);
    await keep(OLD, 'Old', { visitedAt: 1 });
    await keep(VISITED, 'Visited', { visitedAt: 7 });
    expect(await pageToTry(words, mirror)).toMatchObject({ pageId: VISITED, title: 'Visited' });
  });

  it('is rather the one that was worked on last, and rather still a pinned one', async () => {
    await keep(OLD, 'Old', { visitedAt: 1 });
    await keep(VISITED, 'Visited', { visitedAt: 7 });
    await keep(ROW, 'A row', { kind: 'row' });
    if (OLD === undefined || ROW === undefined) throw new Error('no id');
    const target = { pageId: OLD, title: 'Old', url: '' };
    await words.jobs.put(aJob('one', { input: { action: 'summarize', length: 'short', target } }));
    expect((await pageToTry(words, mirror))?.title).toBe('Old');
    await mirror.kits.put({ id: ROW, title: 'A row', pinnedAt: 1, pages: [ROW] });
    expect((await pageToTry(words, mirror))?.title).toBe('A row');
  });
});

describe('the ground of a drill', () => {
  const gateway: ProviderSettings = {
    id: 'gateway:team',
    name: 'Team gateway',
    baseUrl: 'https://claude.team.example/anthropic',
    header: 'bearer',
    models: ['claude-sonnet-5-5'],
    classes: ['internal'],
  };

  it('is Claude’s own host, and those of gateways to it', () => {
    expect(groundOf({ ...DEFAULT_SETTINGS, providers: [gateway] })).toEqual({
      model: DEFAULT_SETTINGS.model,
      host: 'api.anthropic.com',
      claudeHosts: ['api.anthropic.com', 'claude.team.example'],
    });
  });

  it('takes the asked model down where it is served', () => {
    const settings = { ...DEFAULT_SETTINGS, provider: gateway.id, providers: [gateway] };
    expect(groundOf(settings).host).toBe('claude.team.example');
  });
});
