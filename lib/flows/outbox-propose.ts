import { Failure, factsOf, isTransient } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import { asOutboxId } from '../base/ids.ts';

import { checkOperation } from '../outbox/check-operation.ts';
import { covers } from '../outbox/covers.ts';
import type { Approval, Base, OutboxEntry } from '../outbox/entry.ts';
import type { NotionWriter } from '../outbox/notion-writer.ts';
import type { Operation } from '../outbox/operation.ts';
import type { Proposal } from '../outbox/proposal.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { OutboxPorts, WritePlace } from './outbox-ports.ts';

/** What the target is now, as far as the operation is to be compared with it later. */
export async function readBase(
  writer: Pick<NotionWriter, 'values' | 'markdown'>,
  operation: Operation,
  now: number,
  signal: AbortSignal,
): Promise<Base | undefined> {
  if (operation.kind === 'set-properties') {
    const values = await writer.values(operation.page, Object.keys(operation.values), signal);
    return { readAt: now, values, fingerprint: fingerprint(JSON.stringify(values)) };
  }
  if (operation.kind === 'replace-text') {
    const markdown = await writer.markdown(operation.page, signal);
    return { readAt: now, markdown, fingerprint: fingerprint(markdown) };
  }
  return undefined;
}

/**
 * Entries for what is wanted, all of them or none. Throws `writes-off`, `managed-forbids`, `managed-invalid`,
 * `write-invalid` or `write-address` with what does not fit, before anything is stored or sent.
 */
export async function proposeEntries(
  ports: OutboxPorts,
  writerOf: (connection: OutboxEntry['connection']) => Promise<NotionWriter>,
  proposals: readonly Proposal[],
  signal: AbortSignal,
): Promise<readonly OutboxEntry[]> {
  const before = await alreadyProposed(ports, proposals);
  if (before !== undefined) return before;
  for (const proposal of proposals) await refuse(ports, proposal);
  const checked = await Promise.all(
    proposals.map(async (proposal) => ({ ...proposal, operation: await checkedOf(ports, proposal, signal) })),
  );
  const bases = await Promise.all(checked.map((proposal) => baseOf(ports, writerOf, proposal, signal)));
  const rows = await Promise.all(checked.map((proposal) => knownRow(ports, proposal, signal)));
  const first = await afterAllOthers(ports);
  const entries: OutboxEntry[] = [];
  for (const [at, { id, personOnly, rowOf: _claimed, ...proposal }] of checked.entries()) {
    const approval =
      personOnly === true || !(await ports.maySelfApprove())
        ? undefined
        : await useApproval(ports, { ...proposal, ...rows[at] });
    entries.push({
      ...proposal,
      ...bases[at],
      id: id ?? asOutboxId(ports.chance.id()),
      state: approval === undefined ? 'proposed' : 'approved',
      ...(approval === undefined ? {} : { approval }),
      createdAt: first + at,
      updatedAt: ports.clock.now(),
    });
  }
  await ports.store.add(entries);
  return entries;
}

/** @throws Failure `writes-off`, `managed-forbids` or `managed-invalid` where nothing may be written there */
export async function refuse(ports: Pick<OutboxPorts, 'refusesWriting'>, place: WritePlace): Promise<void> {
  const refused = await ports.refusesWriting(place);
  if (refused !== undefined) throw new Failure(refused);
}

/** What an earlier life proposed before it ended: all of it was stored, or nothing. */
async function alreadyProposed(
  { store }: OutboxPorts,
  proposals: readonly Proposal[],
): Promise<readonly OutboxEntry[] | undefined> {
  const found = await Promise.all(proposals.map(async ({ id }) => (id === undefined ? undefined : store.get(id))));
  const known = found.filter((entry) => entry !== undefined);
  return known.length > 0 && known.length === proposals.length ? known : undefined;
}

async function checkedOf(ports: OutboxPorts, proposal: Proposal, signal: AbortSignal): Promise<Operation> {
  const { connection, operation, origin } = proposal;
  const columns =
    operation.kind === 'set-properties'
      ? await ports.columnsOf(connection, { row: operation.page }, signal)
      : operation.kind === 'create' && operation.parent.kind === 'database'
        ? await ports.columnsOf(connection, { dataSource: operation.parent.dataSource }, signal)
        : undefined;
  return checkOperation(operation, origin, columns);
}

/** Should Notion not answer now, the base is read before anything is sent. */
async function baseOf(
  ports: OutboxPorts,
  writerOf: (connection: OutboxEntry['connection']) => Promise<NotionWriter>,
  { connection, operation }: Proposal,
  signal: AbortSignal,
): Promise<Pick<OutboxEntry, 'base' | 'failure' | 'notBefore'>> {
  if (operation.kind !== 'set-properties' && operation.kind !== 'replace-text') return {};
  try {
    const base = await readBase(await writerOf(connection), operation, ports.clock.now(), signal);
    if (base === undefined) return {};
    refuseUnfound(operation, base);
    return { base };
  } catch (error) {
    const failure = factsOf(error);
    if (!isTransient(failure.code)) throw error;
    return asked(failure, ports.clock.now());
  }
}

/** A pause that Notion asked for outlives this life of the worker. */
const asked = (failure: FailureFacts, now: number): Pick<OutboxEntry, 'failure' | 'notBefore'> =>
  failure.retryAfterMs === undefined ? {} : { failure, notBefore: now + failure.retryAfterMs };

function refuseUnfound(operation: Operation, { markdown }: Base): void {
  if (operation.kind !== 'replace-text' || markdown === undefined) return;
  for (const { before } of operation.edits) {
    const times = markdown.split(before).length - 1;
    if (times === 1) continue;
    const found = times === 0 ? 'does not stand in the page' : `stands ${times} times in the page`;
    throw new Failure({ code: 'write-invalid', detail: `“${shortened(before)}” ${found}; it must stand there once.` });
  }
}

const shortened = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 79)}…`);

/** Entries are sent in the order in which they were proposed, whatever the clock does meanwhile. */
async function afterAllOthers({ store, clock }: OutboxPorts): Promise<number> {
  const others = await store.unfinished();
  return Math.max(clock.now(), ...others.map(({ createdAt }) => createdAt + 1));
}

/** Whose row it is, where that is as was said: leave for the rows of a database reaches no page outside it. */
async function knownRow(
  { databaseOf }: OutboxPorts,
  { connection, target, rowOf, operation }: Proposal,
  signal: AbortSignal,
): Promise<Pick<Proposal, 'rowOf'>> {
  if (rowOf === undefined || operation.kind !== 'set-properties' || operation.page !== target) return {};
  return (await databaseOf(connection, target, signal)) === rowOf ? { rowOf } : {};
}

/** Counts it against a standing approval that covers it; `undefined` where none does. */
async function useApproval({ store, clock }: OutboxPorts, wanted: Proposal): Promise<Approval | undefined> {
  const now = clock.now();
  for (const { id } of await store.approvals()) {
    let used = false;
    await store.changeApproval(id, (approval) => {
      used = approval !== undefined && covers(approval, wanted, now);
      return used && approval !== undefined ? { ...approval, used: approval.used + 1 } : undefined;
    });
    if (used) return { by: 'standing', at: now, approval: id };
  }
  return undefined;
}
