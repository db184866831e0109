import type { FailureCode } from '../../lib/base/failure.ts';
import { Failure } from '../../lib/base/failure.ts';
import { climb, Unanswered } from '../../lib/flows/climb.ts';
import type { ClimbPorts, TryOne } from '../../lib/flows/climb.ts';
import { createRetries } from '../../lib/flows/retries.ts';
import type { TrailStep } from '../../lib/jobs/answer.ts';
import { sameRoute } from '../../lib/models/route.ts';
import type { Route } from '../../lib/models/route.ts';
import { createMemoryBreakers } from '../fixtures/memory-breakers.ts';
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
  /** The longest time until something useful stood there. */
  slowestMs: number;
  /** Answers whose trail says something else than what the services saw. */
  silentSwitches: number;
  /** Requests to a model while the record has it in a major outage. */
  toDown: number;
}

const newTally = (): Tally => ({ answered: 0, byAnother: 0, stoodIn: 0, slowestMs: 0, silentSwitches: 0, toDown: 0 });

export const CLAUDE: readonly Route[] = [MODELS.sonnet, MODELS.haiku, MODELS.opus];
export const WITH_SECOND: readonly Route[] = [...CLAUDE, SECOND];

/** When the product puts what stands in beside an attempt that has no word yet. */
const STAND_IN_MS = 8_000;
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

/** The questions in the shipped climb, in virtual time: breakers and the budget of retries live on between them. */
export async function askByClimb(
  record: StatusRecord,
  questions: readonly Question[],
  routes: readonly Route[],
): Promise<Tally> {
  const clock = new VirtualTime(record.start);
  const breakers = createMemoryBreakers();
  const random = createRandom(routes.length);
  const tally = newTally();
  const ports: ClimbPorts = {
    clock,
    chance: { unit: random },
    breakers,
    retries: createRetries(),
    observe: () => {},
    explain: async (failure) => failure,
  };
  // While no model fails and nothing is remembered against any, the first try answers: that needs no climbing.
  const isQuiet = (at: number): boolean =>
    LINES.every((line) => record.levelAt(line, at) === 0) &&
    breakers.rows.values().every(({ state, failures }) => state === 'closed' && failures.length === 0);
  const underWay = new Set<Promise<void>>();
  const all = async (): Promise<void> => {
    for (const question of questions) {
      if (question.at > clock.now() && isQuiet(question.at) && underWay.size === 0) {
        tally.answered += 1;
        continue;
      }
      await clock.sleep(question.at - clock.now());
      const asking: Promise<void> = askOne(ports, record, question, routes, tally).finally(() =>
        underWay.delete(asking),
      );
      underWay.add(asking);
    }
    await Promise.all(underWay);
  };
  await clock.run(all());
  return tally;
}

interface Seen {
  readonly route: Route;
  readonly outcome: 'answered' | FailureCode;
}

async function askOne(
  ports: ClimbPorts,
  record: StatusRecord,
  { fate }: Question,
  routes: readonly Route[],
  tally: Tally,
): Promise<void> {
  const { clock } = ports;
  const askedAt = clock.now();
  const seen: Seen[] = [];
  let firstWordAt: number | undefined;
  const tryOne: TryOne<Route> = async (route, signal, hooks) => {
    const outcome = fate.of(route, seen.filter((one) => one.route === route).length, clock.now());
    tally.toDown += Number(isDown(record, route, clock.now()));
    const mark = seen.push({ route, outcome: outcome.answered ? 'answered' : outcome.code }) - 1;
    try {
      await clock.sleep(outcome.answered ? outcome.firstWordMs : outcome.afterMs, signal);
    } catch (left) {
      seen[mark] = { route, outcome: 'model-slow' };
      throw left;
    }
    if (!outcome.answered) throw new Failure(outcome.code);
    hooks.started();
    firstWordAt = clock.now();
    await clock.sleep(outcome.lastWordMs - outcome.firstWordMs, signal);
    return route;
  };
  const never = new AbortController().signal;
  try {
    const { route, trail } = await climb(ports, routes, tryOne, { signal: never, interactive: true });
    tally.answered += 1;
    tally.byAnother += Number(!sameRoute(route, MODELS.sonnet));
    tally.silentSwitches += Number(!tellsAll(trail, seen));
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    tally.stoodIn += 1;
    tally.silentSwitches += Number(!tellsAll(error.trail, seen));
  }
  const usefulAt = Math.min(firstWordAt ?? clock.now(), askedAt + STAND_IN_MS);
  tally.slowestMs = Math.max(tally.slowestMs, usefulAt - askedAt);
}

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
