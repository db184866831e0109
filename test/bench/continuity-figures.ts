import {
  askByDefault,
  askOnce,
  askOracle,
  askUnderstudy,
  CLAUDE,
  questionsOf,
  WITH_SECOND,
} from './continuity-replay.ts';
import type { Tally } from './continuity-replay.ts';
import { SETTINGS } from './continuity-fates.ts';
import type { Setting } from './continuity-fates.ts';
import { round } from './figure.ts';
import type { Figure } from './figure.ts';
import { incidentsMissing, LINES, MAJOR, readRecord, traffic } from './incidents.ts';
import type { StatusRecord } from './incidents.ts';

const NAMES: readonly Setting[] = ['optimistic', 'central', 'pessimistic'];
const WHATS = ['gap-claude', 'gap-second', 'useful', 'silent', 'down-60', 'down-2'] as const;
type What = (typeof WHATS)[number];

export const REPLAY_FIGURES: readonly string[] = NAMES.flatMap((setting) =>
  WHATS.map((what) => `continuity.replay-${what}-${setting}`),
);

const PER_HOUR = 6;
const SEED = 20_250_822;
/** At two questions an hour few of them meet a major outage: so many years of traffic are added up. */
const QUIET_YEARS = 10;
const CLOSED = 0.9;
const MINUTE_MS = 60_000;

/**
 * The incidents of twelve months in the shipped climb, its breakers and its budget of retries, in virtual time, beside
 * one try, the SDK's default retries and who knows which model would answer.
 */
export async function benchReplay(): Promise<readonly Figure[]> {
  const missing = incidentsMissing();
  if (missing !== undefined) {
    console.error(`  continuity.replay: ${missing}`);
    return [];
  }
  const record = readRecord();
  const figures: Figure[] = [];
  for (const setting of NAMES) figures.push(...(await replay(record, setting)));
  return figures;
}

async function replay(record: StatusRecord, setting: Setting): Promise<readonly Figure[]> {
  const questions = questionsOf(record, traffic(record, PER_HOUR, SEED), setting, SEED);
  const runs = questions.length;
  const once = askOnce(questions);
  const retried = askByDefault(record, questions);
  const claude = await askUnderstudy(record, questions, CLAUDE);
  const second = await askUnderstudy(record, questions, WITH_SECOND);
  const knowsClaude = askOracle(questions, CLAUDE);
  const knowsAll = askOracle(questions, WITH_SECOND);

  const share = (count: number): string => `${((100 * count) / runs).toFixed(3)} %`;
  const percents = SETTINGS[setting].slice(1).map((chance) => `${100 * chance} %`);
  const beside = [
    `${record.incidents} incidents, ${runs} questions, failing in ${percents.join(' / ')} of requests`,
    `one try ${share(once)}`,
    `default retries ${share(retried.answered)}`,
    `Claude models only ${share(claude.answered)} (one who knows: ${share(knowsClaude)})`,
    `with a second provider ${share(second.answered)} (one who knows: ${share(knowsAll)})`,
    `with the last good answer and the model-free result ${share(runs - Math.max(claude.late, second.late))}: ${claude.stoodIn} and ${second.stoodIn} questions had these alone`,
    `answered by another model, and said so: ${claude.byAnother} and ${second.byAnother}`,
  ].join('; ');

  const gap = (what: What, tally: Tally, oracle: number): Figure => {
    const closed = (tally.answered - once) / (oracle - once);
    return {
      name: `continuity.replay-${what}-${setting}`,
      value: round(100 * closed),
      unit: '% of the gap',
      peer: 'one who knows which model would answer',
      peerValue: 100,
      ratio: round(closed),
      bar: 'at least 90 % of the gap between one try and one who knows',
      holds: closed >= CLOSED,
      runs,
      note: what === 'gap-claude' ? beside : '',
    };
  };
  const late = Math.max(claude.late, second.late);
  const silent = claude.silentSwitches + second.silentSwitches;
  return [
    gap('gap-claude', claude, knowsClaude),
    gap('gap-second', second, knowsAll),
    {
      name: `continuity.replay-useful-${setting}`,
      value: round(100 * (1 - late / runs)),
      unit: '% of questions',
      peer: 'all',
      peerValue: 100,
      ratio: round(1 - late / runs),
      bar: 'every question has an answer, a last good answer or a model-free result within 10 s',
      holds: late === 0,
      runs,
      note: `at worst after ${round(Math.max(claude.slowestMs, second.slowestMs) / 1000)} s`,
    },
    {
      name: `continuity.replay-silent-${setting}`,
      value: silent,
      unit: 'trails',
      peer: 'what the services saw',
      peerValue: 0,
      ratio: silent,
      bar: 'no trail says anything else than what the services saw',
      holds: silent === 0,
      runs,
      note: '',
    },
    await load(record, setting, 'down-60', 60, 1, 0.25),
    await load(record, setting, 'down-2', 2, QUIET_YEARS, 1),
  ];
}

/** Requests to a model that the record has in a major outage, beside those of the SDK's default retries. */
async function load(
  record: StatusRecord,
  setting: Setting,
  what: What,
  perHour: number,
  years: number,
  most: number,
): Promise<Figure> {
  let ours = 0;
  let theirs = 0;
  let runs = 0;
  for (let year = 0; year < years; year += 1) {
    const times = traffic(record, perHour, SEED + 1 + year).filter((at) => isNearOutage(record, at));
    const questions = questionsOf(record, times, setting, SEED + 1 + year);
    runs += questions.length;
    theirs += askByDefault(record, questions).toDown;
    ours += (await askUnderstudy(record, questions, CLAUDE)).toDown;
  }
  const ratio = ours / theirs;
  return {
    name: `continuity.replay-${what}-${setting}`,
    value: ours,
    unit: 'requests',
    peer: "the SDK's default retries",
    peerValue: theirs,
    ratio: round(ratio),
    bar: `at ${perHour} questions an hour at most ${most === 1 ? 'as many' : 'a quarter'} to a model that is down`,
    holds: ratio <= most,
    runs,
    note: '',
  };
}

/** Within twenty minutes after a major outage of any model, in it, or five minutes before: what happens elsewhere counts for neither. */
function isNearOutage(record: StatusRecord, at: number): boolean {
  for (let minute = -20; minute <= 5; minute += 1)
    if (LINES.some((line) => record.levelAt(line, at + minute * MINUTE_MS) === MAJOR)) return true;
  return false;
}
