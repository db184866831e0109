import { Failure, isTransient } from '../../../lib/base/failure.ts';
import type { PageId } from '../../../lib/base/ids.ts';
import { chunksOf } from '../../../lib/markup/chunks.ts';
import type { DocBlock, NotionDocument } from '../../../lib/markup/document.ts';
import type { NotionWriter } from '../../../lib/outbox/notion-writer.ts';
import { createFakeWriter } from '../../fixtures/fake-notion-writer.ts';
import type { Fate, Line } from '../../fixtures/fake-notion-writer.ts';
import { FakeNotion } from '../../fixtures/fake-notion.ts';
import { FakeTime } from '../../fixtures/fake-time.ts';
import { OutboxWorld } from '../../fixtures/outbox-world.ts';
import { createRandom } from '../../world/random.ts';

const SCHEDULES = 300;
/** A page in five portions. */
const DOCUMENT: NotionDocument = Array.from({ length: 240 }, (_, at): DocBlock => ({
  kind: 'paragraph',
  runs: [{ kind: 'text', text: `Block ${at};` }],
  children: [],
}));
/** Share of requests that something happens to, and of publishes during which the worker dies. */
const FAULTS = 0.3;
const DEATHS = 0.15;
const HOUR = 3_600_000;

interface Schedule {
  readonly fates: readonly Fate[];
  /** Milliseconds after which the worker dies. */
  readonly death: number;
}

interface Outcome {
  readonly lost: boolean;
  readonly duplicated: boolean;
  readonly requests: number;
}

/** Whether a failed request is sent again as it is. */
type Rule = (failure: Failure, tries: number) => boolean;

const refused = ({ code }: Failure): boolean => code === 'notion-rate-limited' || code === 'notion-overloaded';

/** As @notionhq/client 5.26 does it: of writes only what was refused for its rate, twice. */
const SDK: Rule = (failure, tries) => tries <= 2 && refused(failure);
const EVERYTHING: Rule = (failure, tries) => tries <= 6 && isTransient(failure.code);

/** The same faults and deaths met by three ways of sending one page, side by side. */
export async function compareRetries(seed: number, schedules = SCHEDULES): Promise<string> {
  const all = Array.from({ length: schedules }, (_, at) => scheduleOf(seed + at));
  const rows: readonly [string, (schedule: Schedule) => Promise<Outcome>][] = [
    ['Notion SDK’s default retries', (schedule) => publishBare(schedule, SDK)],
    ['retry everything, in memory', (schedule) => publishBare(schedule, EVERYTHING)],
    ['the outbox', publishByOutbox],
  ];
  const lines = [`  one page of ${DOCUMENT.length} blocks, ${schedules} schedules: lost, duplicated, requests each`];
  for (const [name, publish] of rows) {
    const outcomes: Outcome[] = [];
    for (const schedule of all) outcomes.push(await publish(schedule));
    const share = (which: 'lost' | 'duplicated'): string =>
      `${((100 * outcomes.filter((outcome) => outcome[which]).length) / schedules).toFixed(1)} %`;
    const requests = outcomes.reduce((sum, outcome) => sum + outcome.requests, 0) / schedules;
    lines.push(
      `    ${name.padEnd(30)} ${share('lost').padStart(7)} ${share('duplicated').padStart(7)} ${requests.toFixed(1)}`,
    );
  }
  return lines.join('\n');
}

function scheduleOf(seed: number): Schedule {
  const random = createRandom(seed);
  const kinds: readonly (() => Fate)[] = [
    () => ({ kind: 'lost', as: 'notion-unreachable' }),
    () => ({ kind: 'lost', as: 'notion-unavailable' }),
    () => ({ kind: 'dropped', as: 'notion-unavailable' }),
    () => ({ kind: 'late', ms: Math.floor(random() * 60_000) }),
    () => ({ kind: 'limited', seconds: 1 + Math.floor(random() * 30) }),
    () => ({ kind: 'overloaded' }),
  ];
  const fates = Array.from({ length: 30 }, (): Fate => {
    const make = random() < FAULTS ? kinds[Math.floor(random() * kinds.length)] : undefined;
    return make?.() ?? { kind: 'ok' };
  });
  return { fates, death: random() < DEATHS ? Math.floor(random() * 3_000) : Number.POSITIVE_INFINITY };
}

async function publishBare({ fates, death }: Schedule, rule: Rule): Promise<Outcome> {
  const time = new FakeTime();
  const notion = new FakeNotion();
  const page = notion.seed('Plan');
  const line: Line = {
    notion,
    time,
    fates: [...fates],
    online: true,
    pausedUntil: 0,
    requests: 0,
    intrusions: 0,
    latestMs: 0,
    onWrite: () => {},
  };
  const dies = time.now() + death;
  const writer = createFakeWriter(line, async () => {
    if (time.now() >= dies) await new Promise<never>(() => {});
  });
  void sendAll(writer, page.id, time, rule);
  await time.advance(HOUR);
  return outcomeOf(notion, line);
}

async function sendAll(writer: NotionWriter, page: PageId, time: FakeTime, rule: Rule): Promise<void> {
  for (const { blocks } of chunksOf(DOCUMENT)) {
    for (let tries = 1; ; tries += 1) {
      try {
        await writer.append(page, blocks, undefined, new AbortController().signal);
        break;
      } catch (error) {
        if (!(error instanceof Failure) || !rule(error, tries)) return;
        await time.sleep(error.facts.retryAfterMs ?? 1_000 * 2 ** tries);
      }
    }
  }
}

async function publishByOutbox({ fates, death }: Schedule): Promise<Outcome> {
  const world = new OutboxWorld();
  const page = world.notion.seed('Plan');
  world.line.fates.push(...fates);
  const id = await world.propose({ kind: 'append', page: page.id, content: DOCUMENT }, page.id);
  if (id !== undefined) await world.approve(id);
  if (Number.isFinite(death)) {
    await world.time.advance(death);
    await world.kill(1, 0);
  }
  await world.time.advance(4 * HOUR);
  return outcomeOf(world.notion, world.line);
}

function outcomeOf(notion: FakeNotion, { requests }: Line): Outcome {
  const times = new Map<string, number>();
  for (const { block } of notion.blocks.values()) {
    const text = 'runs' in block ? block.runs.map((run) => ('text' in run ? run.text : '')).join('') : '';
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  const numbers = DOCUMENT.map((_, at) => times.get(`Block ${at};`) ?? 0);
  return { lost: numbers.includes(0), duplicated: numbers.some((number) => number > 1), requests };
}
