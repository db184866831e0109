import { isJson } from './protocol.ts';
import { textOf } from './corpus/corpus.ts';
import type { Corpus } from './corpus/corpus.ts';
import type { Queries } from './corpus/queries.ts';
import type { How, PeerAsk } from './peers/engine.ts';
import type { Contestant } from './search-speed-stage.ts';

/** What is measured of one index: times in milliseconds of each kind of run, in the order of the queries. */
export type Times = Map<Kind, number[]>;
export type Kind = 'first' | 'full' | 'ping' | 'warm-first' | 'warm-full' | 'typed' | 'misspelt' | 'update';

/** An index that can be asked, whoever's it is. */
export interface Subject {
  readonly contestant: Contestant;
  readonly times: Times;
  /** What a search of that depth asks its worker. A peer knows one depth. */
  readonly ask: (query: string, depth: 'first' | 'full', how: How) => object;
  readonly ping: object;
  /** Hits of a reply. @throws when it is none */
  readonly hits: (reply: unknown) => number;
  /** Replaces one page by another state of it. Milliseconds until that is durable. */
  readonly update: (number: number, edit: number) => Promise<number>;
}

/** What was found out about one index. */
export interface Measured extends Subject {
  readonly buildMs: number;
  /** The most that the page took while it built. */
  readonly buildPeak: number;
  /** The index as its engine counts it; NaN where it does not tell. */
  readonly bytes: number;
  /** The text that is indexed. */
  readonly textBytes: number;
  /** All databases of the extension on the disk. */
  readonly diskBytes: number;
  /** Memory of a page and a worker that was asked nothing yet, and after all queries. */
  readonly idleMemory: number;
  memory: number;
}

export const timesOf = ({ times }: Subject, kind: Kind): readonly number[] => times.get(kind) ?? [];

/** Ours: real messages to the shipped background. */
export const ourSubject = (contestant: Contestant): Subject => ({
  contestant,
  times: new Map(),
  ask: (query, depth) => ({ name: 'search.run', ask: { query, depth } }),
  // No message of ours: refused by the router, which is as cheap as an answer gets.
  ping: { name: 'none' },
  hits(reply) {
    const value = isJson(reply) && reply['ok'] === true ? reply['value'] : undefined;
    const hits = isJson(value) ? value['hits'] : undefined;
    if (!Array.isArray(hits) || (isJson(value) && Array.isArray(value['failures']) && value['failures'].length > 0))
      throw new Error(`The background found nothing: ${JSON.stringify(reply).slice(0, 500)}`);
    return hits.length;
  },
  update: async (number, edit) => Number(await contestant.evaluate(`mirror.update(${number}, ${edit})`)),
});

/** A peer, in the worker of its bench extension. */
export function peerSubject(contestant: Contestant, index: string, corpus: Corpus): Subject {
  const read = (reply: unknown): Record<string, unknown> => {
    if (!isJson(reply) || reply['error'] !== undefined) throw new Error(`A peer failed: ${JSON.stringify(reply)}`);
    return reply;
  };
  const search = (query: string, how: How): PeerAsk => ({ do: 'search', index, query, how });
  return {
    contestant,
    times: new Map(),
    ask: (query, _depth, how) => search(query, how),
    ping: { do: 'none' } satisfies PeerAsk,
    hits: (reply) => Number(read(reply)['hits']),
    async update(number, edit) {
      const ask: PeerAsk = { do: 'update', index, text: textOf(number, corpus.page(number, edit).page) };
      return Number(read((await contestant.ask(ask)).reply)['ms']);
    },
  };
}

/** Time for what a worker left behind, such as the closing of its databases, before the next one starts. */
const AFTER_DEATH_MS = 100;

interface Run {
  readonly subject: Subject;
  readonly kind: Kind;
}

/** Takes turns: every run once for each query, beginning with another one each time, so that no one always goes first. */
async function inTurns(runs: readonly Run[], count: number, run: (one: Run, query: number) => Promise<void>) {
  for (let query = 0; query < count; query += 1) {
    for (let at = 0; at < runs.length; at += 1) {
      const one = runs[(at + query) % runs.length];
      if (one !== undefined) await run(one, query);
    }
  }
}

function note({ subject, kind }: Run, ms: number): void {
  const known = subject.times.get(kind);
  if (known === undefined) subject.times.set(kind, [ms]);
  else known.push(ms);
}

/** Queries to workers that were just stopped. */
export async function runCold(runs: readonly Run[], queries: Queries): Promise<void> {
  await inTurns(runs, queries.whole.length, async (run, at) => {
    const { subject, kind } = run;
    await subject.contestant.stopWorker();
    await new Promise((resolve) => setTimeout(resolve, AFTER_DEATH_MS));
    if (kind === 'ping') {
      note(run, (await subject.contestant.ask(subject.ping)).ms);
      return;
    }
    const query = queries.whole[at] ?? '';
    const { ms, reply } = await subject.contestant.ask(subject.ask(query, kind === 'full' ? 'full' : 'first', 'whole'));
    if (subject.hits(reply) === 0) throw new Error(`Nothing found for ${query}`);
    note(run, ms);
  });
}

/** Queries to workers that are up and were asked before. */
export async function runWarm(runs: readonly Run[], queries: Queries): Promise<void> {
  const once = async ({ subject, kind }: Run, at: number): Promise<number> => {
    const how = kind === 'typed' || kind === 'misspelt' ? kind : 'whole';
    const depth = kind === 'warm-full' ? 'full' : 'first';
    const { ms, reply } = await subject.contestant.ask(subject.ask(queries[how][at] ?? '', depth, how));
    subject.hits(reply);
    return ms;
  };
  // The last queries first, unmeasured: opened databases and compiled code, but not these very answers.
  for (const run of runs) for (let at = 1; at <= WARMING; at += 1) await once(run, queries.whole.length - at);
  await inTurns(runs, queries.whole.length - WARMING, async (run, at) => note(run, await once(run, at)));
}

const WARMING = 4;

/** One page after the other edited, each durable before the next. */
export async function runUpdates(subject: Subject, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    note({ subject, kind: 'update' }, await subject.update(at * EDIT_STEP, 1));
  }
}

/** Edited pages stand apart in the corpus. */
const EDIT_STEP = 13;
