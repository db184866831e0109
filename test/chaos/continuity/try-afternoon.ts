import { checkHistory } from '../check-history.ts';
import type { History } from '../history.ts';
import type { Disk } from './disk.ts';
import { planAfternoon } from './plan.ts';
import { play } from './play.ts';

export interface Tried {
  readonly seed: number;
  /** What it broke; nothing when every promise was kept. */
  readonly wrong: readonly string[];
  /** Absent when the afternoon could not be played to its end. */
  readonly history?: History;
}

/** One afternoon of trouble by its seed, on a fresh disk, which is closed afterwards. */
export async function tryAfternoon(seed: number, disk: Disk): Promise<Tried> {
  try {
    const history = await play(planAfternoon(seed), disk);
    return { seed, wrong: checkHistory(history), history };
  } catch (error) {
    return { seed, wrong: [`the afternoon itself broke: ${String(error)}`] };
  } finally {
    await disk.close();
  }
}

/** What many afternoons held: a run in which nothing happens proves nothing. */
export interface Tally {
  readonly broken: number[];
  readonly endings: Map<string, number>;
  deaths: number;
  /** Answers of another model than the asked one. */
  stoodIn: number;
  /** Jobs that have waited in the queue. */
  waited: number;
  /** Answers that go on from a cut one. */
  continued: number;
}

export const newTally = (): Tally => ({
  broken: [],
  endings: new Map(),
  deaths: 0,
  stoodIn: 0,
  waited: 0,
  continued: 0,
});

export function addUp(tally: Tally, { seed, wrong, history }: Tried): void {
  if (wrong.length > 0) tally.broken.push(seed);
  if (history === undefined) return;
  const { jobs, answers, deaths, states } = history;
  for (const { state } of jobs) tally.endings.set(state, (tally.endings.get(state) ?? 0) + 1);
  tally.deaths += deaths.length;
  tally.waited += new Set(states.filter(({ state }) => state === 'waiting').map(({ jobId }) => jobId)).size;
  tally.continued += jobs.filter(({ state, input }) => state === 'done' && input.continues !== undefined).length;
  tally.stoodIn += answers.filter(
    ({ state, provenance: { asked, answeredBy } }) =>
      state === 'done' && answeredBy !== undefined && answeredBy !== asked,
  ).length;
}

export function tellTally({ endings, deaths, stoodIn, waited, continued }: Tally): string {
  const told = [...endings].map(([state, jobs]) => `${jobs} ${state}`).join(', ');
  return `${told}; ${waited} waited, ${stoodIn} by another model, ${continued} continued, ${deaths} deaths`;
}
