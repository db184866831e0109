import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import { asAnswerId, asJobId } from '../../lib/base/ids.ts';
import { answerJob } from '../../lib/flows/answer-job.ts';
import type { AnswerPorts } from '../../lib/flows/answer-ports.ts';
import { createRetries } from '../../lib/flows/retries.ts';
import { advance } from '../../lib/jobs/advance.ts';
import type { TrailStep } from '../../lib/jobs/answer.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';
import type { ModelPort } from '../../lib/models/answer-event.ts';
import type { Route } from '../../lib/models/route.ts';
import { createBench, INPUT } from '../fixtures/answering.ts';
import type { Bench } from '../fixtures/answering.ts';
import { createMemoryBreakers } from '../fixtures/memory-breakers.ts';
import { aPage, paragraph } from '../unit/actions-pages.ts';
import { createRandom } from '../world/random.ts';
import { VirtualTime } from '../world/virtual-time.ts';
import { fateOf, MODELS, SECOND } from './continuity-fates.ts';
import type { Fate, Setting } from './continuity-fates.ts';
import { LINES, MAJOR } from './incidents.ts';
import type { StatusRecord } from './incidents.ts';

/** One question: when it is asked, and what would come of each try. */
export interface Question {
  readonly at: number;
  readonly fate: Fate;
}

/** What a way of asking came to. */
export interface Tally {
  answered: number;
  /** Answered by another model than the asked one. */
  byAnother: number;
  /** Useful only by what stands in: a last good answer, or what the page says without a model. */
  stoodIn: number;
  /** The longest time until something useful stood there, and how often that was too long. */
  slowestMs: number;
  late: number;
  /** Answers whose trail says something else than what the services saw. */
  silentSwitches: number;
  /** Requests to a model while the record has it in a major outage. */
  toDown: number;
}

const newTally = (): Tally => ({
  answered: 0,
  byAnother: 0,
  stoodIn: 0,
  slowestMs: 0,
  late: 0,
  silentSwitches: 0,
  toDown: 0,
});

export const CLAUDE: readonly Route[] = [MODELS.sonnet, MODELS.haiku, MODELS.opus];
export const WITH_SECOND: readonly Route[] = [...CLAUDE, SECOND];

/** Nobody waits longer than this for something useful. */
const USEFUL_MS = 10_000;
/** Well before anything stands in. */
const SOON_MS = 5_000;
/** As the SDK does it: three tries, no matter what. */
const DEFAULT_TRIES = 3;
const DEFAULT_TIMEOUT_MS = 10 * 60_000;

const isDown = (record: StatusRecord, route: Route, at: number): boolean =>
  LINES.some((line) => MODELS[line] === route && record.levelAt(line, at) === MAJOR);

/** One try of the asked model. */
export function askOnce(questions: readonly Question[]): number {
  return questions.filter(({ at, fate }) => fate.of(MODELS.sonnet, 0, at).answered).length;
}

/**
 * The SDK's default: the asked model up to three times. One that stays silent is given up after ten minutes and then
 * asked again, too: its requests count, but nobody waits for its answer any more.
 */
export function askByDefault(record: StatusRecord, questions: readonly Question[]): Tally {
  const tally = newTally();
  for (const { at, fate } of questions) {
    let now = at;
    for (let again = 0; again < DEFAULT_TRIES; again += 1) {
      const outcome = fate.of(MODELS.sonnet, again, now);
      tally.toDown += Number(isDown(record, MODELS.sonnet, now));
      if (outcome.answered) {
        tally.answered += Number(now === at);
        break;
      }
      if (outcome.code === 'claude-silent') now += DEFAULT_TIMEOUT_MS;
    }
  }
  return tally;
}

/** Who knows which of these would answer, be it at a second or third try. */
export function askOracle(questions: readonly Question[], routes: readonly Route[]): number {
  const answers = ({ at, fate }: Question, route: Route): boolean =>
    [0, 1, 2].some((again) => fate.of(route, again, at).answered);
  return questions.filter((question) => routes.some((route) => answers(question, route))).length;
}

/**
 * The questions in the shipped code that answers a job, in virtual time over memory stores: breakers and the budget of
 * retries live on between them. One question in three was answered well before.
 */
export async function askUnderstudy(
  record: StatusRecord,
  questions: readonly Question[],
  routes: readonly Route[],
): Promise<Tally> {
  const clock = new VirtualTime(record.start);
  const breakers = createMemoryBreakers();
  const random = createRandom(routes.length);
  const tally = newTally();
  let ids = 0;
  const shared = {
    clock,
    chance: { id: () => `id-${(ids += 1)}`, unit: random },
    breakers,
    retries: createRetries(),
    routes: async () => routes,
  };
  // Where nothing is remembered against anybody and the first try answers soon, there is nothing to decide.
  const isPlain = ({ at, fate }: Question): boolean => {
    const first = fate.of(MODELS.sonnet, 0, at);
    const isQuiet = breakers.rows.values().every(({ state, failures }) => state === 'closed' && failures.length === 0);
    return isQuiet && underWay.size === 0 && first.answered && first.firstWordMs < SOON_MS;
  };
  const underWay = new Set<Promise<void>>();
  const all = async (): Promise<void> => {
    for (const [number, question] of questions.entries()) {
      if (question.at > clock.now() && isPlain(question)) {
        tally.answered += 1;
        tally.toDown += Number(isDown(record, MODELS.sonnet, question.at));
        continue;
      }
      await clock.sleep(question.at - clock.now());
      const asking: Promise<void> = askOne(shared, record, question, routes, number % 3 === 0, tally).finally(() =>
        underWay.delete(asking),
      );
      underWay.add(asking);
    }
    await Promise.all(underWay);
  };
  await clock.run(all());
  return tally;
}

type Shared = Pick<AnswerPorts, 'clock' | 'chance' | 'breakers' | 'retries' | 'routes'>;

/** What the services saw of one try. */
interface Seen {
  readonly route: Route;
  readonly outcome: 'answered' | FailureCode;
}

async function askOne(
  shared: Shared,
  record: StatusRecord,
  { fate }: Question,
  routes: readonly Route[],
  wasAnswered: boolean,
  tally: Tally,
): Promise<void> {
  const { clock } = shared;
  const askedAt = clock.now();
  const seen: Seen[] = [];
  let usefulAt: number | undefined;

  const portOf = (provider: Route['provider']): ModelPort => ({
    async *answer(model, _request, signal) {
      const route = routes.find((one) => one.provider === provider && one.model === model);
      if (route === undefined) throw new Error(`Nobody knows ${provider}/${model}.`);
      const outcome = fate.of(route, seen.filter((one) => one.route === route).length, clock.now());
      tally.toDown += Number(isDown(record, route, clock.now()));
      const mark = seen.push({ route, outcome: outcome.answered ? 'answered' : outcome.code }) - 1;
      try {
        await clock.sleep(outcome.answered ? outcome.firstWordMs : outcome.afterMs, signal);
      } catch (left) {
        seen[mark] = { route, outcome: 'model-slow' };
        throw left;
      }
      if (!outcome.answered) throw new Failure({ code: outcome.code, model });
      yield { type: 'answer-start', model };
      yield { type: 'text-delta', text: 'It launches in May.', block: 0 };
      await clock.sleep(outcome.lastWordMs - outcome.firstWordMs, signal);
      yield { type: 'answer-end', stopped: 'done', usage: NO_USAGE };
    },
    countTokens: async () => 0,
    models: async () => [],
  });

  const bench = createBench(portOf('claude'));
  const { stores } = bench;
  if (wasAnswered) await answerBefore(bench);
  const put: typeof stores.answers.put = async (answer) => {
    await stores.answers.put(answer);
    if (answer.provenance.provider !== 'none' && answer.text !== '') usefulAt ??= clock.now();
  };
  const ports: AnswerPorts = { ...bench, ...shared, model: portOf, answers: { ...stores.answers, put } };
  let job = newJob('asked', askedAt);
  await answerJob(ports, job, new AbortController().signal, async (event) => {
    job = advance(job, event, clock.now());
    if (job.modelFreeId !== undefined || job.lastGoodId !== undefined) usefulAt ??= clock.now();
  });

  const answer = await stores.answers.get(job.answerId ?? asAnswerId('none'));
  const isAnswered = job.state === 'done' && answer !== undefined;
  tally.answered += Number(isAnswered);
  tally.stoodIn += Number(!isAnswered);
  tally.byAnother += Number(isAnswered && answer.provenance.answeredBy !== MODELS.sonnet.model);
  const last = seen.at(-1)?.route;
  const isTrue =
    !isAnswered || (answer.provenance.provider === last?.provider && answer.provenance.answeredBy === last.model);
  const trail = isAnswered ? answer.provenance.trail : job.trail;
  tally.silentSwitches += Number(!isTrue || !tellsAll(trail, seen));
  const usefulMs = (usefulAt ?? Infinity) - askedAt;
  tally.slowestMs = Math.max(tally.slowestMs, usefulMs);
  tally.late += Number(usefulMs > USEFUL_MS);
}

/** A good answer to the same question, from before the page was edited. */
async function answerBefore(bench: Bench): Promise<void> {
  const page = bench.page;
  const edited = aPage({ title: page.title, blocks: [paragraph('It launches in April.')] });
  const job = newJob('before', 0);
  const ports: AnswerPorts = { ...bench, model: () => READY, readPage: async () => edited };
  await answerJob(ports, job, new AbortController().signal, async () => {});
}

/** A model that answers at once. */
const READY: ModelPort = {
  async *answer(model) {
    yield { type: 'answer-start', model };
    yield { type: 'text-delta', text: 'It launches in April.', block: 0 };
    yield { type: 'answer-end', stopped: 'done', usage: NO_USAGE };
  },
  countTokens: async () => 0,
  models: async () => [],
};

const newJob = (id: string, at: number): Job => ({
  id: asJobId(id),
  input: INPUT,
  state: 'running',
  attempts: 1,
  trail: [],
  createdAt: at,
  updatedAt: at,
});

/** Whether a trail says what the services saw: who was asked, in which order, with which end. */
function tellsAll(trail: readonly TrailStep[], seen: readonly Seen[]): boolean {
  return (
    trail.length === seen.length &&
    trail.every(({ model, provider, outcome }, at) => {
      const one = seen[at];
      const ended = typeof outcome === 'string' ? outcome : outcome.code;
      return one?.route.model === model && one.route.provider === provider && one.outcome === ended;
    })
  );
}

export function questionsOf(
  record: StatusRecord,
  times: readonly number[],
  setting: Setting,
  seed: number,
): Question[] {
  return times.map((at, number) => ({ at, fate: fateOf(record, setting, seed, number) }));
}
