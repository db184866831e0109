import { connect, openCompanion } from '../e2e/steps.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import { CLAUDE_FAULTS } from '../world/claude-faults.ts';
import type { World } from '../world/start.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { ask, companionRoot } from './ask-surface.ts';
import type { Surface } from './ask-surface.ts';
import { listed, median, round } from './figure.ts';
import type { Figure } from './figure.ts';
import { connectQuietly } from './protocol.ts';
import { onStage } from './stage.ts';

/** The world's models take so long to their first word, each of them. */
const FIRST_TOKEN_MS = 400;
const RUNS = 7;
/** Questions until the breaker of the failing model is open, and those lost to its probes while it is measured. */
const MOST_ASKED = 40;
const ADDED_MS = 3000;
const SHARES = { closed: 1.5, open: 1.1 } as const;

export const CONTINUITY_DECIDE_FIGURES = ['continuity.decide', 'continuity.decide-open'] as const;

/**
 * How long a person waits for the first word while the asked model returns 529: of the shipped build in Chromium, from
 * the press of "Ask" until text of the answer stands in the panel. The next model's own time is measured between the
 * faults, through the same build, panel and world: there every model takes equally long to its first word.
 */
export async function benchContinuityDecide(): Promise<readonly Figure[]> {
  return onStage(
    async ({ browser, world }) => {
      world.budget.perMinute = 100_000;
      await connect(browser);
      await openCompanion(browser, PAGES.travel);
      await browser.context.browser()?.close(); // the driver leaves; the browser goes on
      const protocol = await connectQuietly(browser.profile);
      const target = (await protocol.targets()).find(({ type, url }) => type === 'page' && url.includes('notion.com'));
      if (target === undefined) throw new Error('No tab shows Notion');
      const session = await protocol.attach(target.targetId);
      const asker = askerOf(world, { session, root: await companionRoot(session) });
      for (let run = 0; run < 3; run += 1) await asker.own();
      const own: number[] = [];
      const closed: number[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        // An answer in between closes the ranks again: the breaker counts failures in a row.
        own.push(await asker.own());
        closed.push(await asker.overloaded());
      }
      return [figure('closed', closed, own), figure('open', await asker.whileOpen(), own)];
    },
    { firstTokenMs: FIRST_TOKEN_MS },
  );
}

function askerOf(world: World, surface: Surface) {
  let asked = 0;
  const question = (): string => `Who pays for a train of ${(asked += 1) + 100} euros?`;
  const overload = (): (() => void) => {
    const fault = CLAUDE_FAULTS['overloaded-http-529'];
    if (fault === undefined) throw new Error('No such fault');
    return world.faults.add({ ...fault.rule, model: DEFAULT_SETTINGS.model });
  };
  /** Requests that met the fault. */
  const refused = (): number =>
    world.requests.all({ path: /^\/v1\/messages$/u }).filter((one) => one.status === 529).length;
  const overloaded = async (): Promise<number> => {
    const end = overload();
    try {
      return await ask(surface, question());
    } finally {
      end();
    }
  };
  return {
    own: () => ask(surface, question()),
    overloaded,
    /** Only questions for which the failing model was not asked any more. */
    async whileOpen(): Promise<readonly number[]> {
      const found: number[] = [];
      for (let tries = 0; found.length < RUNS; tries += 1) {
        if (tries >= MOST_ASKED) throw new Error(`Of ${tries} questions only ${found.length} met an open breaker`);
        const before = refused();
        const ms = await overloaded();
        if (refused() === before) found.push(ms);
      }
      return found;
    },
  };
}

function figure(kind: keyof typeof SHARES, values: readonly number[], own: readonly number[]): Figure {
  const value = median(values);
  const peerValue = median(own);
  const most = SHARES[kind] * peerValue + (kind === 'closed' ? ADDED_MS : 0);
  const bar = kind === 'closed' ? 'value <= 1.5 x peerValue + 3000 ms' : 'value <= 1.1 x peerValue';
  return {
    name: kind === 'closed' ? 'continuity.decide' : 'continuity.decide-open',
    value: round(value),
    unit: 'ms',
    peer: 'a model’s own first word, same build and world',
    peerValue: round(peerValue),
    ratio: round(value / peerValue),
    bar,
    holds: value <= most,
    runs: values.length,
    note: `ours ${listed(values)}; own ${listed(own)}`,
  };
}
