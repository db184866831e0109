import { loadavg } from 'node:os';
import { build } from 'vite';
import type { ChromiumBrowser } from '../browsers/chromium.ts';
import { connect, openCompanion } from '../e2e/steps.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { CLAUDE_KEY } from '../world/start.ts';
import type { World } from '../world/start.ts';
import { ask, companionRoot, numberOf } from './ask-surface.ts';
import type { Session } from './ask-surface.ts';
import { listed, median, round } from './figure.ts';
import type { Figure } from './figure.ts';
import { connectQuietly, objectIn, valueIn } from './protocol.ts';
import type { Protocol } from './protocol.ts';
import { onStage } from './stage.ts';

const FIRST_TOKEN_MS = 400;
const RUNS = 11;
const BARS = { warm: 60, cold: 250 } as const;
const KINDS = ['warm', 'cold'] as const;

/**
 * What Understudy adds to the time until the first text of an answer, warm and with a dead worker, against the bare SDK
 * in an extension page of the same browser that sends the very same request to the same world.
 * Ours counts from the press of "Ask" (the event's own time) until text of the new answer is in the surface's document: warm in
 * the companion on the page, with a dead worker in the popup, which does not wake it before the press as an open
 * companion does. Nothing is served from kept answers: each question is new. No debugger is attached to the worker.
 */
export async function benchFirstToken(): Promise<readonly Figure[]> {
  const peer = await bareSdk();
  return onStage(
    async ({ browser, world }) => {
      const asker = await openAsker(browser, world, peer);
      const warm: Pair[] = [];
      const cold: Pair[] = [];
      for (let run = 0; run < 2; run += 1) for (const kind of KINDS) await asker.pair(kind); // connections, caches and compiled code
      for (let run = 0; run < RUNS; run += 1) {
        warm.push(await asker.pair('warm'));
        cold.push(await asker.pair('cold'));
      }
      return [figure('warm', warm), figure('cold', cold)];
    },
    { firstTokenMs: FIRST_TOKEN_MS },
  );
}

interface Pair {
  readonly ours: number;
  readonly bare: number;
}

function figure(kind: keyof typeof BARS, pairs: readonly Pair[]): Figure {
  const value = median(pairs.map(({ ours }) => ours));
  const peerValue = median(pairs.map(({ bare }) => bare));
  const added = value - peerValue;
  return {
    name: `main.first-token-${kind}`,
    value: round(value),
    unit: 'ms',
    peer: 'the bare SDK in an extension page, same request',
    peerValue: round(peerValue),
    ratio: round(value / peerValue),
    bar: `value - peerValue <= ${BARS[kind]} ms`,
    holds: added <= BARS[kind],
    runs: pairs.length,
    note: `added ${round(added)} ms at a load of ${round(loadavg()[0] ?? 0)}; ours ${listed(pairs.map(({ ours }) => ours))}; bare ${listed(pairs.map(({ bare }) => bare))}`,
  };
}

interface Asker {
  /** One question to Understudy and one to the bare SDK; who goes first changes from pair to pair. */
  pair(kind: keyof typeof BARS): Promise<Pair>;
}

/** Both ways of asking, in tabs of a browser that no driver is attached to any more. */
async function openAsker(browser: ChromiumBrowser, world: World, peer: string): Promise<Asker> {
  await connect(browser);
  await browser.openExtensionPage('manifest.json');
  const tab = await openCompanion(browser, PAGES.travel);
  await browser.openExtensionPage(`popup.html?tab=${await tab.extensionTabId()}`);
  await browser.context.browser()?.close(); // the driver leaves; the browser goes on
  const protocol = await connectQuietly(browser.profile);
  const sessionOf = async (part: string): Promise<Session> => {
    const target = (await protocol.targets()).find(({ type, url }) => type === 'page' && url.includes(part));
    if (target === undefined) throw new Error(`No tab shows ${part}`);
    return protocol.attach(target.targetId);
  };
  const bare = await sessionOf('manifest.json');
  valueIn(await bare('Runtime.evaluate', { expression: peer }));
  const notion = await sessionOf('app.notion.com');
  const popup = await sessionOf('popup.html');
  const companion = await companionRoot(notion);
  const whole = objectIn(await popup('Runtime.evaluate', { expression: 'document' }));

  const askBare = async (): Promise<number> => {
    const request = world.claude.last()?.body;
    const expression = `firstToken(${JSON.stringify(CLAUDE_KEY)}, ${JSON.stringify(request)})`;
    return numberOf(valueIn(await bare('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })));
  };

  let asked = 0;
  return {
    async pair(kind) {
      asked += 1;
      const question = `Who pays for a train of ${100 + asked} euros?`;
      const bareFirst = asked % 2 === 0 && asked > 2;
      const before = bareFirst ? await askBare() : undefined;
      const ours =
        kind === 'warm'
          ? await ask({ session: notion, root: companion }, question)
          : await ask({ session: popup, root: whole }, question, async () => killWorker(protocol));
      return { ours, bare: before ?? (await askBare()) };
    },
  };
}

async function killWorker(protocol: Protocol): Promise<void> {
  const workers = async () => (await protocol.targets()).filter(({ type }) => type === 'service_worker');
  const running = await workers();
  if (running.length === 0) throw new Error('There was no worker to kill.');
  const ids = new Set(running.map(({ targetId }) => targetId));
  for (const targetId of ids) await protocol.send('Target.closeTarget', { targetId });
  while ((await workers()).some(({ targetId }) => ids.has(targetId)));
}

/** The peer as one script for the page. */
async function bareSdk(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: new URL('bare-sdk.ts', import.meta.url).pathname, formats: ['iife'], name: 'bareSdk' },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  for (const one of outputs) {
    if (!('output' in one)) continue;
    const [chunk] = one.output;
    return chunk.code;
  }
  throw new Error('The bare SDK could not be bundled.');
}
