import { randomUUID } from 'node:crypto';
import { asAnswerId, asJobId } from '../../../lib/base/ids.ts';
import type { ConnectionId, OutboxId } from '../../../lib/base/ids.ts';
import type { Answer } from '../../../lib/jobs/answer.ts';
import { NO_USAGE } from '../../../lib/models/answer-event.ts';
import type { OutboxEntry } from '../../../lib/outbox/entry.ts';
import type { Operation } from '../../../lib/outbox/operation.ts';
import { shownHash } from '../../../lib/outbox/proposal.ts';
import type { Tab } from '../../browsers/browser.ts';
import type { ChromiumBrowser } from '../../browsers/chromium.ts';
import { until } from '../../browsers/wait.ts';
import type { World } from '../../world/start.ts';
import { killWorker } from '../kills.ts';
import type { Played } from './browser-check.ts';
import { editSame } from './browser-edits.ts';
import { openOutboxPage } from './browser-page.ts';
import type { OutboxPage } from './browser-page.ts';
import type { OutboxPlan } from './browser-plan.ts';
import { asPageId, entryOf, operationsOf } from './browser-proposals.ts';
import type { Wanted } from './browser-proposals.ts';
import { standingOf } from './browser-standing.ts';
import { paragraph, placeOf, WORKSPACES } from './browser-workspaces.ts';

export interface OutboxStage {
  readonly world: World;
  readonly browser: ChromiumBrowser;
  readonly tab: Tab;
}

/** A schedule with the number of the place where it writes. */
export interface Placed {
  readonly plan: OutboxPlan;
  readonly at: number;
}

const LOOK_MS = 700;
/** The last answer that is lost, a grace, an audit, and the alarms of a browser between them, several times over. */
const LONGEST_MS = 420_000;
const ENDED: ReadonlySet<OutboxEntry['state']> = new Set(['done', 'cancelled', 'undone', 'conflicted', 'blocked']);

interface Running extends Placed {
  readonly ids: OutboxId[];
  readonly wanted: readonly Wanted[];
  readonly beside: string[];
  readonly sameAt: number[];
  readonly tooSoon: string[];
  readonly undoing: Set<OutboxId>;
  /** What the person saw of each. */
  readonly shown: Map<OutboxId, Operation>;
}

/** Plays schedules side by side, each at a place of its own, until every one is at its end, and tells what became of them. */
export async function playSideBySide(placed: readonly Placed[], stage: OutboxStage): Promise<readonly Played[]> {
  const { world, browser, tab } = stage;
  const page = openOutboxPage(tab);
  const connections = await page.connections();
  const running = placed.map(({ plan, at }): Running => ({
    plan,
    at,
    ids: [],
    wanted: operationsOf(plan, at),
    beside: [],
    sameAt: [],
    tooSoon: [],
    undoing: new Set(),
    shown: new Map(),
  }));
  for (const { plan } of running) for (const fault of plan.faults) addFault(world, plan, fault);
  for (const one of running) await propose(page, one, connections);

  const troubles: Promise<void>[] = [];
  const later = (ms: number, act: () => Promise<void> | void): void => {
    troubles.push(new Promise((resolve) => setTimeout(resolve, ms)).then(act));
  };
  for (const one of running) {
    for (const { afterMs, where } of one.plan.edits) later(afterMs, () => edit(world, one, where));
    for (const ms of one.plan.deaths)
      later(ms, async () => {
        if (await browser.backgroundRunning()) await killWorker(browser, tab).catch(() => undefined);
      });
  }
  for (const one of running) await decide(page, one);

  await until(
    async () => await allEnded(world, page, running),
    LONGEST_MS,
    async () => '',
  ).catch(() => undefined);
  await Promise.all(troubles);
  await until(
    async () => ended(world),
    70_000,
    async () => 'what comes late',
  );
  const entries = new Map((await page.entries()).map((entry) => [entry.id, entry]));
  return running.map(({ plan, at, ids, beside, sameAt, tooSoon, shown }) => ({
    plan,
    at,
    entries: ids.flatMap((id) => {
      const [entry, operation] = [entries.get(id), shown.get(id)];
      return entry === undefined || operation === undefined ? [] : [{ ...entry, operation }];
    }),
    beside,
    sameAt,
    tooSoon,
  }));
}

function addFault(world: World, { token }: OutboxPlan, { action, skip, times }: OutboxPlan['faults'][number]): void {
  world.faults.add({ ...action, writes: true, saying: `${token}w`, skip, times });
}

/** What is appended in the first workspace is published from an answer, by message; everything else stands in the outbox. */
async function propose(page: OutboxPage, one: Running, connections: ReadonlyMap<string, ConnectionId>): Promise<void> {
  const place = placeOf(one.at);
  const connection = connections.get(WORKSPACES[place.workspace] ?? '');
  if (connection === undefined) throw new Error(`${WORKSPACES[place.workspace]} is not connected`);
  for (const [index, wanted] of one.wanted.entries()) {
    const { operation } = wanted;
    if (place.workspace === 0 && operation.kind === 'append') {
      const answer = answerOf(one, index);
      await page.keepAnswer(answer);
      const id = await untilAnswered(async () => (await page.ask('publish.propose', { answer: answer.id }))?.reply);
      one.ids.push(id);
    } else {
      const entry = entryOf(one.plan, wanted, index, place, connection, Date.now());
      await page.propose([entry]);
      one.ids.push(entry.id);
    }
  }
}

/** Asks again where the background died over it. */
const untilAnswered = async <Value>(ask: () => Promise<Value | undefined>): Promise<Value> =>
  await until(ask, 30_000, async () => 'an answer of the background');

function answerOf({ plan, at, wanted }: Running, index: number): Answer {
  const place = placeOf(at);
  const name = `${plan.token}w${index}`;
  const operation = wanted[index]?.operation;
  const blocks = operation?.kind === 'append' ? operation.content.length : 1;
  const now = Date.now();
  return {
    id: asAnswerId(randomUUID()),
    jobId: asJobId(randomUUID()),
    action: 'summarize',
    questionKey: name,
    pageId: asPageId(place.page),
    // The token in the title is in the line of sources, so that its request can be told from others.
    pageTitle: `${place.title} ${name}`,
    pageUrl: `https://app.notion.com/p/${place.page.replaceAll('-', '')}`,
    state: 'done',
    text: Array.from({ length: blocks }, (_, block) => `${name}b${block}.`).join('\n\n'),
    citations: [],
    sections: [],
    provenance: {
      provider: 'claude',
      answeredBy: 'claude-sonnet-5-5',
      asked: 'claude-sonnet-5-5',
      trail: [],
      usage: NO_USAGE,
      sources: name,
      completeness: { seen: 'api', missingBlocks: 0 },
    },
    startedAt: now,
    updatedAt: now,
  };
}

/** The person looks at each proposal and says yes, or no. A worker that dies over it is asked again. */
async function decide(page: OutboxPage, { plan, ids, shown }: Running): Promise<void> {
  const entries = new Map((await page.entries()).map((entry) => [entry.id, entry]));
  for (const id of ids) {
    const entry = entries.get(id);
    if (entry === undefined) throw new Error(`${id} is not in the outbox`);
    shown.set(id, entry.operation);
    await untilAnswered(async () =>
      plan.fate === 'decline'
        ? await page.ask('outbox.decline', id)
        : await page.ask('outbox.approve', { id, shown: shownHash(entry.operation) }),
    );
  }
}

async function edit(world: World, one: Running, where: 'beside' | 'same'): Promise<void> {
  const { notion } = world;
  notion.later.settle();
  if (where === 'same') {
    editSame(notion, one.at, one.wanted, one.ids);
    one.sameAt.push(world.clock.now());
    return;
  }
  const text = `Somebody wrote this beside ${one.plan.token}`;
  notion.appendBlocks(placeOf(one.at).page, [paragraph(randomUUID(), text)]);
  one.beside.push(text);
}

/** Looks at every entry, holds what is said to be done against what stands, and has undone what is to be undone. */
async function allEnded(world: World, page: OutboxPage, running: readonly Running[]): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  const states = new Map((await page.glimpse()).map((one) => [one.id, one]));
  world.notion.later.settle();
  let open = false;
  for (const one of running) {
    for (const [index, id] of one.ids.entries()) {
      const seen = states.get(id);
      if (seen === undefined || !ENDED.has(seen.state)) {
        open = true;
        continue;
      }
      if (seen.state !== 'done' || one.undoing.has(id)) continue;
      one.undoing.add(id);
      holdToIt(world, one, index, id);
      if (one.plan.fate !== 'undo') continue;
      open = true;
      await untilAnswered(() => page.ask('outbox.undo', id));
    }
  }
  return !open;
}

function holdToIt(world: World, one: Running, index: number, id: OutboxId): void {
  const operation = one.shown.get(id);
  if (operation === undefined || one.sameAt.length > 0) return;
  const { whole, difference = '' } = standingOf(world.notion, { id, operation }, `${one.plan.token}w${index}`);
  if (!whole) one.tooSoon.push(`“saved” was shown for what is not there: ${difference}`);
}

async function ended({ notion }: World): Promise<boolean> {
  notion.later.settle();
  return notion.later.waiting === 0;
}
