import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { NOTION_FAULTS } from '../world/notion-faults.ts';
import { startWorld } from '../world/start.ts';
import type { World } from '../world/start.ts';
import { aClient, asPage, createJumpingClock, NEVER } from './notion-door.ts';

/** What each fault of the world means for a read; `fine` where a read is answered all the same. */
const MEANINGS: Readonly<Record<string, FailureCode | 'fine'>> = {
  'notion-token-invalid-401': 'notion-token-invalid',
  'notion-restricted-403': 'notion-restricted',
  'notion-block-limit-403': 'notion-block-limit',
  'notion-not-found-404': 'notion-not-shared',
  'notion-rate-limited': 'notion-rate-limited',
  'notion-rate-limited-space': 'notion-workspace-limited',
  'notion-rate-limited-endpoint': 'notion-endpoint-limited',
  'notion-rate-limited-blocked': 'notion-blocked',
  'notion-overload-529': 'notion-overloaded',
  'notion-error-500': 'notion-error',
  'notion-bad-gateway-html-502': 'notion-unavailable',
  'notion-unavailable-503': 'notion-unavailable',
  'notion-timeout-504': 'notion-timeout',
  'notion-slow-headers': 'notion-timeout',
  'notion-stalled-body': 'notion-silent',
  'notion-slow-drip': 'fine',
  'notion-reset': 'notion-unreachable',
  'notion-reset-mid-body': 'notion-unreachable',
  'notion-dns': 'notion-unreachable',
  'notion-edge-block-403-html': 'notion-edge-block',
  'notion-captive-portal-200-html': 'notion-portal',
  'notion-wrong-json': 'notion-garbled',
  'notion-cut-json': 'notion-garbled',
  'notion-conflict-409': 'notion-conflict',
  'notion-validation-400': 'notion-refused-request',
  'notion-missing-version-400': 'notion-refused-request',
  'notion-truncated-page': 'fine',
  'notion-token-expires': 'notion-token-invalid',
  'notion-page-unshared': 'notion-not-shared',
  'notion-commit-then-503': 'notion-unavailable',
  'notion-commit-then-bare-503': 'notion-unavailable',
  'notion-commit-then-504': 'notion-timeout',
  'notion-commit-then-reset': 'notion-unreachable',
  'notion-late-after-reset': 'notion-unreachable',
  'notion-late-after-503': 'notion-unavailable',
  'notion-late-after-504': 'notion-timeout',
};

/** Faults that only time reveals: the test says when it has passed. */
const SILENT = new Set(['notion-slow-headers', 'notion-stalled-body']);

describe('every fault of Notion', () => {
  let world: World;
  let page: PageId;

  beforeAll(async () => {
    world = await startWorld();
    page = asPage(aSharedPage(world));
  });
  afterEach(() => world.faults.clear());
  afterAll(() => world.close());

  it('has a meaning here, and no meaning lacks its fault', () => {
    expect(Object.keys(MEANINGS).sort()).toEqual(Object.keys(NOTION_FAULTS).sort());
    console.log(`Notion faults with a meaning: ${Object.keys(MEANINGS).length}`);
  });

  it.each(Object.entries(MEANINGS))('%s means %s', async (name, meaning) => {
    const fault = NOTION_FAULTS[name];
    if (fault === undefined) throw new Error(`No such fault: ${name}`);
    const { host: _, ...rule } = fault.rule;
    // The token and the page are changed for good by some faults: each gets a world of its own.
    const spoils = rule.action === 'expire-token' || rule.action === 'unshare';
    const own = spoils ? await startWorld() : world;
    try {
      own.faults.add(rule);
      const outcome = await read(own, page, SILENT.has(name));
      expect(outcome).toBe(meaning);
    } finally {
      if (spoils) await own.close();
    }
  });
});

async function read(world: World, page: PageId, silent: boolean): Promise<FailureCode | 'fine'> {
  const clock = createJumpingClock();
  let arrived = false;
  const reader = aClient(world, {
    clock,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      arrived = true;
      return response;
    },
  });
  const reading = outcomeOf(reader.page(page, NEVER));
  if (silent) {
    const headersCome = [...world.faults.list()].some((rule) => rule.action === 'stall');
    await until(() => (headersCome ? arrived : clock.watchdogs() > 0));
    await until(() => clock.watchdogs() > 0);
    clock.bite();
  }
  return reading;
}

async function outcomeOf(reading: Promise<unknown>): Promise<FailureCode | 'fine'> {
  try {
    await reading;
    return 'fine';
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.code;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

function aSharedPage(world: World): string {
  const page = [...world.notion.pages()].find((each) => each.hiddenFromApi !== true && each.blocks.length > 12);
  if (page === undefined) throw new Error('The sample workspace has no page to read.');
  return page.id;
}
