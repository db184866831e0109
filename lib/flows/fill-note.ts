import { countRows } from '../autofill/fill-run.ts';
import type { FillRow, FillRun } from '../autofill/fill-run.ts';
import type { FillStore } from '../autofill/fill-store.ts';
import { Failure } from '../base/failure.ts';
import type { FailureCode } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import { addCosts } from '../models/prices.ts';
import type { Filled } from './fill-row.ts';

export interface NotePorts {
  readonly fills: FillStore;
  readonly clock: Pick<Clock, 'now'>;
}

/** Another row may do better. */
const OF_A_ROW: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'notion-not-shared',
  'notion-restricted',
  'notion-refused-request',
  'notion-garbled',
  'page-empty',
  'prompt-too-long',
  'model-refusal',
  'model-length',
  'answer-misfit',
  'policy-class',
  'page-excluded',
]);

/**
 * Stores what a row came to. What is wrong with this row alone is told in it.
 * @throws what is wrong with everybody, or the signal's reason
 */
export async function endRow(
  ports: NotePorts,
  run: FillRun,
  row: FillRow,
  fill: () => Promise<Filled>,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  try {
    const filled = await fill();
    await ports.fills.changeRow(row.id, (before) => ({ ...before, ...filled }));
    await count(ports, run.id, filled.state, filled.costUsd);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure) || !OF_A_ROW.has(error.code)) throw error;
    await ports.fills.changeRow(row.id, (before) => ({ ...before, state: 'failed', failure: error.facts }));
    await count(ports, run.id, 'failed', 0);
  }
}

/** One more row has ended, and what it cost; an unknown price makes the sum unknown. */
async function count(
  { fills, clock }: NotePorts,
  id: string,
  state: Exclude<FillRow['state'], 'waiting'>,
  costUsd: number | undefined,
): Promise<void> {
  await fills.changeRun(id, ({ costUsd: before, counts, ...run }) => {
    const sum = addCosts(before, costUsd);
    return {
      ...run,
      counts: { ...counts, [state]: counts[state] + 1 },
      updatedAt: clock.now(),
      ...(sum === undefined ? {} : { costUsd: sum }),
    };
  });
}

/** Counted from the rows themselves: a life may have ended between a row and its count. */
export async function recount({ fills }: NotePorts, id: string): Promise<void> {
  const counts = countRows(await fills.rows(id));
  await fills.changeRun(id, (run) => ({ ...run, counts }));
}
