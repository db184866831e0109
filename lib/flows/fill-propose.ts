import { proposalOf } from '../autofill/fill-proposals.ts';
import type { FillRow, FillRun } from '../autofill/fill-run.ts';
import type { FillStore } from '../autofill/fill-store.ts';
import { Failure } from '../base/failure.ts';
import type { FailureCode } from '../base/failure.ts';
import type { OutboxId } from '../base/ids.ts';
import type { Proposal } from '../outbox/proposal.ts';

interface ProposeRowsPorts {
  readonly fills: Pick<FillStore, 'rows' | 'changeRow'>;
  propose(proposals: readonly Proposal[]): Promise<readonly OutboxId[]>;
}

interface Change {
  readonly row: FillRow;
  readonly proposal: Proposal;
}

/** Each is compared with what stands in Notion now: what is proposed of many stays proposed when a later one fails. */
const PROPOSED_AT_ONCE = 20;

/** What is wrong with one change alone. */
const OF_A_CHANGE: ReadonlySet<FailureCode> = new Set<FailureCode>(['write-invalid', 'write-address']);

/**
 * Proposes every change of a run that was taken and not proposed yet. One that may not be written is told in its row.
 * @returns how many were to be proposed
 * @throws Failure `writes-off`, or why Notion did not say what stands there
 */
export async function proposeRows(ports: ProposeRowsPorts, run: FillRun): Promise<number> {
  const changes = (await ports.fills.rows(run.id)).flatMap((row): readonly Change[] => {
    const proposal = proposalOf(run, row);
    return proposal === undefined ? [] : [{ row, proposal }];
  });
  for (let from = 0; from < changes.length; from += PROPOSED_AT_ONCE) {
    const some = changes.slice(from, from + PROPOSED_AT_ONCE);
    try {
      await proposeSome(ports, some);
    } catch (error) {
      if (!isOfAChange(error)) throw error;
      for (const change of some) await proposeOne(ports, change);
    }
  }
  return changes.length;
}

async function proposeOne(ports: ProposeRowsPorts, change: Change): Promise<void> {
  try {
    await proposeSome(ports, [change]);
  } catch (error) {
    if (!isOfAChange(error)) throw error;
    await ports.fills.changeRow(change.row.id, (before) => ({ ...before, state: 'failed', failure: error.facts }));
  }
}

async function proposeSome({ fills, propose }: ProposeRowsPorts, some: readonly Change[]): Promise<void> {
  const entries = await propose(some.map(({ proposal }) => proposal));
  for (const [at, { row }] of some.entries()) {
    const entry = entries[at];
    if (entry !== undefined) await fills.changeRow(row.id, (before) => ({ ...before, entry }));
  }
}

const isOfAChange = (error: unknown): error is Failure => error instanceof Failure && OF_A_CHANGE.has(error.code);
