import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { factsOf } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { isUnsure } from '../../lib/outbox/is-unsure.ts';
import type { NotionWriter } from '../../lib/outbox/notion-writer.ts';
import type { FaultRule } from '../world/faults.ts';
import { NOTION_FAULTS } from '../world/notion-faults.ts';
import { startWorld } from '../world/start.ts';
import type { World } from '../world/start.ts';
import { asPage, createJumpingClock, NEVER } from './notion-door.ts';
import { aWriter, said, words } from './notion-writing.ts';
import { HANDBOOK, smallWorkspace } from './world-workspace.ts';

let world: World;
let writer: NotionWriter;
let page: PageId;

const HOME = asPage(HANDBOOK);

beforeAll(async () => {
  world = await startWorld({ workspaces: [smallWorkspace()], now: new Date('2026-11-21T12:00:30Z') });
  world.budget.perMinute = 1_000_000;
});
beforeEach(async () => {
  writer = aWriter(world);
  const content = [said('One.'), said('Two.')];
  page = (await writer.createPage({ parent: { kind: 'page', id: HOME }, title: 'Notes', values: {}, content }, NEVER))
    .id;
  world.notion.written.clear();
  world.requests.clear();
});
afterEach(() => {
  world.faults.clear();
  // What is still to come does not come into the next test.
  world.clock.advance(61_000);
  world.notion.later.settle();
});
afterAll(() => world.close());

const standing = async (): Promise<string[]> =>
  (await writer.children(page, undefined, NEVER)).blocks.map(({ block }) => words(block));
const written = () => world.notion.written.all();
const failure = async (attempt: Promise<unknown>) => attempt.then(() => undefined, factsOf);

/** What each fault of the world means for a write, and how many are made of it; `fine` where it succeeds all the same. */
const MEANINGS: Readonly<Record<string, readonly [FailureCode | 'fine', made: 0 | 1, unsure?: true]>> = {
  'notion-token-invalid-401': ['notion-token-invalid', 0],
  'notion-restricted-403': ['notion-restricted', 0],
  'notion-block-limit-403': ['notion-block-limit', 0],
  'notion-not-found-404': ['notion-not-shared', 0],
  'notion-rate-limited': ['notion-rate-limited', 0],
  'notion-rate-limited-space': ['notion-workspace-limited', 0],
  'notion-rate-limited-endpoint': ['notion-endpoint-limited', 0],
  'notion-rate-limited-blocked': ['notion-blocked', 0],
  'notion-overload-529': ['notion-overloaded', 0],
  'notion-error-500': ['notion-error', 0, true],
  'notion-bad-gateway-html-502': ['notion-unavailable', 0, true],
  'notion-unavailable-503': ['notion-unavailable', 0, true],
  'notion-timeout-504': ['notion-timeout', 0, true],
  'notion-slow-headers': ['notion-timeout', 1, true],
  'notion-stalled-body': ['notion-silent', 1, true],
  'notion-slow-drip': ['fine', 1],
  'notion-reset': ['notion-unreachable', 0, true],
  'notion-reset-mid-body': ['notion-unreachable', 1, true],
  'notion-dns': ['notion-unreachable', 0, true],
  'notion-edge-block-403-html': ['notion-edge-block', 0],
  'notion-captive-portal-200-html': ['notion-portal', 0, true],
  'notion-wrong-json': ['notion-garbled', 0, true],
  'notion-cut-json': ['notion-garbled', 0, true],
  'notion-conflict-409': ['notion-conflict', 0],
  'notion-validation-400': ['notion-refused-request', 0],
  'notion-missing-version-400': ['notion-refused-request', 0],
  'notion-truncated-page': ['fine', 1],
  'notion-token-expires': ['notion-token-invalid', 0],
  'notion-page-unshared': ['notion-not-shared', 0],
  'notion-commit-then-503': ['fine', 1],
  'notion-commit-then-bare-503': ['notion-unavailable', 1, true],
  'notion-commit-then-504': ['notion-timeout', 1, true],
  'notion-commit-then-reset': ['notion-unreachable', 1, true],
  'notion-late-after-reset': ['notion-unreachable', 1, true],
  'notion-late-after-503': ['notion-unavailable', 1, true],
  'notion-late-after-504': ['notion-timeout', 1, true],
};
/** Faults that only time reveals: the test says when it has passed. */
const SILENT = new Set(['notion-slow-headers', 'notion-stalled-body']);

describe('every fault of Notion, met by a write', () => {
  it('has a meaning, and no meaning lacks its fault', () => {
    expect(Object.keys(MEANINGS).toSorted()).toEqual(Object.keys(NOTION_FAULTS).toSorted());
  });

  it.each(Object.entries(MEANINGS))('%s: %j', async (name, [code, made, unsure = false]) => {
    const rule: FaultRule | undefined = NOTION_FAULTS[name]?.rule;
    if (rule === undefined) throw new Error(`No fault ${name}`);
    const { host: _, ...anyHost } = rule;
    world.faults.add({ ...anyHost, writes: true, times: 1 });
    const clock = createJumpingClock();
    const appended = failure(aWriter(world, { clock }).append(page, [said('Three.')], undefined, NEVER));
    if (SILENT.has(name)) {
      await vi.waitUntil(() => clock.watchdogs() > 0 && written().length === 1);
      clock.bite();
    }
    const facts = await appended;
    world.notion.hide(page, false);
    world.notion.expireToken('ntn_acme_full', false);
    expect(facts?.code ?? 'fine').toBe(code);
    expect(facts === undefined ? false : isUnsure(facts)).toBe(unsure);
    // Sent once, whatever was answered.
    const sent = world.requests.all({ method: 'PATCH' });
    expect(sent.length).toBeLessThanOrEqual(1);
    world.clock.advance(61_000);
    expect((await standing()).filter((text) => text === 'Three.')).toHaveLength(made);
    expect(written()).toHaveLength(made);
  });

  it('takes the ids of what was saved from a 503 that names them', async () => {
    world.faults.add({ action: 'commit-then-503', writes: true, times: 3 });
    const ids = await writer.append(page, [said('Three.'), said('Four.')], undefined, NEVER);
    const { blocks } = await writer.children(page, undefined, NEVER);
    expect(blocks.slice(2).map(({ id }) => id)).toEqual(ids);
    const made = await writer.createPage(
      { parent: { kind: 'page', id: page }, title: 'Below', values: {}, content: [] },
      NEVER,
    );
    expect(world.notion.page(made.id)?.title).toBe('Below');
    expect(await writer.replaceText(page, [{ before: 'One.', after: 'Eins.' }], NEVER)).toContain('Eins.');
  });
});
