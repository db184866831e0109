import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { shippedBuild } from './build.ts';
import { createCorpus } from './corpus/corpus.ts';
import { handbookMissing, readAnchors, readSections } from './corpus/handbook.ts';
import type { Section } from './corpus/handbook.ts';
import { drawQueries } from './corpus/queries.ts';
import type { Figure } from './figure.ts';
import { buildPeers } from './peers/bench-extensions.ts';
import { isJson } from './protocol.ts';
import { figuresOf } from './search-speed-figures.ts';
import { memoryOf, peakWhile } from './search-speed-meters.ts';
import { entriesOf, planOf, UPDATES } from './search-speed-plan.ts';
import type { Entry } from './search-speed-plan.ts';
import { ourSubject, peerSubject, runCold, runUpdates, runWarm } from './search-speed-runs.ts';
import type { Kind, Measured } from './search-speed-runs.ts';
import { withExtensions } from './search-speed-stage.ts';
import type { Contestant } from './search-speed-stage.ts';

/**
 * What a search costs in the shipped background, and what it costs with the engines that one would take instead, each in
 * the worker of an extension of its own: all in one browser and in turns. No debugger is attached to a worker.
 */
export async function benchSearchSpeed(): Promise<readonly Figure[]> {
  const missing = handbookMissing();
  if (missing !== undefined) {
    console.error(`  search.speed was not run: ${missing}`);
    return [];
  }
  const plan = planOf(process.env['SEARCH_SPEED']);
  const entries = entriesOf(plan);
  const sections = readSections();
  const queries = drawQueries(readAnchors(), plan.queries);
  const builder = await bundledBuilder();
  return withExtensions(await foldersFor(entries, sections), async (contestant) => {
    const results = new Map<string, Measured>();
    for (const entry of entries) {
      say(`building ${entry.name}`);
      results.set(entry.name, await prepare(entry, contestant(entry.name), sections, builder));
    }
    const measured = (name: string): Measured => {
      const found = results.get(name);
      if (found === undefined) throw new Error(`There is no ${name}`);
      return found;
    };
    const runsOf = (ours: readonly Kind[], peers: readonly Kind[]) =>
      entries.flatMap(({ name, engine }) =>
        (engine === 'ours' ? ours : peers).map((kind) => ({ subject: measured(name), kind })),
      );
    say('asking workers that were stopped');
    const ping = { subject: measured(`ours-${plan.middle}`), kind: 'ping' } as const;
    await runCold([ping, ...runsOf(['first', 'full'], ['full'])], queries);
    say('asking workers that are up');
    await runWarm(
      runsOf(['warm-first', 'warm-full', 'typed', 'misspelt'], ['warm-full', 'typed', 'misspelt']),
      queries,
    );
    for (const one of results.values()) one.memory = memoryOf(await one.contestant.process());
    for (const { name, engine, edits } of entries) {
      if (edits > 0) continue;
      say(`editing pages of ${name}`);
      if (engine === 'ours') await openBuilder(measured(name).contestant, builder, sections, 1);
      await runUpdates(measured(name), UPDATES[engine]);
    }
    return figuresOf(results, plan);
  });
}

const say = (what: string): void => console.error(`  ${new Date().toISOString().slice(11, 19)} ${what}`);

/** A copy of its extension for each index, so that none shares a process or a database with another. */
async function foldersFor(entries: readonly Entry[], sections: readonly Section[]) {
  const root = mkdtempSync(join(tmpdir(), 'understudy-speed-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  const sources = { ...(await buildPeers(sections)), ours: shippedBuild() };
  return new Map(
    entries.map(({ name, engine }) => {
      const folder = join(root, name);
      cpSync(sources[engine], folder, { recursive: true });
      return [name, { folder, page: engine === 'ours' ? 'manifest.json' : 'page.html' }] as const;
    }),
  );
}

/** Builds one index in the page of its extension, and begins anew in a fresh process. */
async function prepare(
  { engine, pages, workspaces, edits }: Entry,
  contestant: Contestant,
  sections: readonly Section[],
  builder: string,
): Promise<Measured> {
  const ours = engine === 'ours';
  if (ours) await openBuilder(contestant, builder, sections, workspaces);
  // Awake it would tend the index that is being built.
  await contestant.stopWorker();
  const { value, peak } = await peakWhile(await contestant.process(), () =>
    contestant.evaluate(ours ? `mirror.build(${pages})` : `peer.build('${pages}', ${pages})`),
  );
  if (!isJson(value)) throw new Error(`Nothing was built: ${JSON.stringify(value)}`);
  const subject = ours ? ourSubject(contestant) : peerSubject(contestant, String(pages), createCorpus({ sections }));
  if (edits > 0) await runUpdates({ ...subject, times: new Map() }, edits);
  await contestant.restart();
  await contestant.ask(subject.ping);
  return {
    ...subject,
    buildMs: Number(value['ms']),
    bytes: Number(value['bytes']),
    textBytes: Number(value['textBytes']),
    diskBytes: contestant.diskBytes(),
    buildPeak: peak,
    idleMemory: memoryOf(await contestant.process()),
    memory: Number.NaN,
  };
}

/** Puts our own code that fills the mirror into a page of the extension. */
async function openBuilder(
  contestant: Contestant,
  builder: string,
  sections: readonly Section[],
  workspaces: number,
): Promise<void> {
  await contestant.evaluate(builder);
  await contestant.evaluate(`globalThis.mirror = openMirror(${JSON.stringify(sections)}, ${workspaces}); 0`);
}

/** Our code that fills the mirror as one script for a page. */
async function bundledBuilder(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    build: {
      write: false,
      target: 'esnext',
      lib: { entry: new URL('search-speed-mirror.ts', import.meta.url).pathname, formats: ['iife'], name: 'builder' },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  for (const one of outputs) if ('output' in one) return one.output[0].code;
  throw new Error('The builder could not be bundled.');
}
