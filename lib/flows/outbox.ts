import { Failure } from '../base/failure.ts';
import type { FailureCode } from '../base/failure.ts';
import { asApprovalId } from '../base/ids.ts';
import type { ApprovalId, OutboxId } from '../base/ids.ts';
import { advanceEntry } from '../outbox/advance-entry.ts';
import type { OutboxEvent } from '../outbox/outbox-event.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import { shownHash } from '../outbox/proposal.ts';
import type { Proposal } from '../outbox/proposal.ts';
import { mineAnew } from '../outbox/settle.ts';
import type { StandingApproval } from '../outbox/standing-approval.ts';
import { forbids } from '../settings/managed-rules.ts';
import type { OutboxPorts } from './outbox-ports.ts';
import { proposeEntries, refuse } from './outbox-propose.ts';
import { NEXT_LIFE_MS, createOutboxRunner } from './outbox-run.ts';

/** Leave as a person gives it. */
export type GivenApproval = Omit<StandingApproval, 'id' | 'used' | 'createdAt' | 'revokedAt'>;

/** Writes to Notion, from what somebody wants to what stands there, through any number of lives of the worker. */
export interface Outbox {
  /**
   * Stores what is wanted, all of it or nothing. It waits for the person, unless leave was given for it before.
   * Throws `writes-off`, `managed-forbids`, `managed-invalid`, `write-invalid` or `write-address` with what does not
   * fit; nothing is stored then.
   */
  propose(proposals: readonly Proposal[]): Promise<readonly OutboxId[]>;
  /** @param shown hash of what the person saw; `write-conflict` where it has changed since */
  approve(id: OutboxId, shown: string): Promise<void>;
  /** Nothing more is written for it. What was written already stays until it is undone. */
  decline(id: OutboxId): Promise<void>;
  /** Takes back what was written; `undo-edited` in the entry where others edited it since. */
  undo(id: OutboxId): Promise<void>;
  /** Tries a blocked entry again, or one that waits, without waiting any longer than Notion asked. */
  again(id: OutboxId): Promise<void>;
  /** After a conflict: `mine` proposes the change anew over what stands now, `theirs` leaves Notion as it is. */
  settle(id: OutboxId, choice: 'mine' | 'theirs'): Promise<void>;
  /** Throws `managed-forbids` where the organization wants a person's own yes for every write. */
  allow(approval: GivenApproval): Promise<ApprovalId>;
  /** Takes leave back: what has not been sent under it waits for the person again. */
  revoke(id: ApprovalId): Promise<void>;
  /** Takes up what an earlier life left and what has waited long enough. Called at every start, by the alarm, and when the device comes online. */
  recover(): Promise<void>;
  /** A key was saved or unlocked, or a setting changed: what was blocked by it is tried again. */
  renewed(): Promise<void>;
  /** Resolves when this life does nothing more for the entry by itself: it ended, rests with the person, or waits for long. */
  settled(id: OutboxId): Promise<void>;
}

/** What a key or a switch in the settings puts right. */
const CURED_BY_SETTING: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'writes-off',
  'managed-forbids',
  'managed-invalid',
  'no-notion-token',
  'vault-locked',
  'notion-token-invalid',
]);

/** @param owner id of this life of the worker */
export function createOutbox(ports: OutboxPorts, owner: string): Outbox {
  const { store, clock } = ports;
  const runner = createOutboxRunner(ports, owner);
  const note = (id: OutboxId, event: OutboxEvent): Promise<OutboxEntry | undefined> => changeEntry(ports, id, event);

  /** Should this life end before it has begun what is decided, another one does. */
  const wakeNextLife = (): void => ports.wakeAt(clock.now() + NEXT_LIFE_MS);

  return {
    async propose(proposals) {
      const entries = await proposeEntries(ports, runner.writerOf, proposals, new AbortController().signal);
      if (entries.some(({ state }) => state === 'approved')) await runner.look();
      return entries.map(({ id }) => id);
    },
    async approve(id, shown) {
      let differs = false;
      const approval = { by: 'person', at: clock.now(), shown } as const;
      wakeNextLife();
      await store.change(id, (entry) => {
        differs = shownHash(entry.operation) !== shown;
        const after = differs ? entry : advanceEntry(entry, { type: 'approve', approval }, clock.now());
        return after === entry ? undefined : after;
      });
      if (differs) throw new Failure('write-conflict');
      await runner.look();
    },
    async decline(id) {
      await note(id, { type: 'decline' });
    },
    async undo(id) {
      const entry = await store.get(id);
      if (entry !== undefined) await refuse(ports, entry);
      wakeNextLife();
      await note(id, { type: 'undo' });
      // Its second look is not waited for.
      runner.hurry(id);
      await runner.look();
    },
    async again(id) {
      wakeNextLife();
      await note(id, { type: 'again' });
      runner.hurry(id);
      await runner.look();
    },
    async settle(id, choice) {
      const entry = await store.get(id);
      if (entry?.state !== 'conflicted') return;
      const event = choice === 'theirs' ? ({ type: 'theirs' } as const) : mineAnew(entry, clock.now());
      if (event === undefined) throw new Failure('write-gone');
      await note(id, event);
    },
    async allow(given) {
      if (!(await ports.maySelfApprove())) throw new Failure(forbids('A person must approve every write.'));
      const id = asApprovalId(ports.chance.id());
      await store.changeApproval(id, () => ({ ...given, id, used: 0, createdAt: clock.now() }));
      return id;
    },
    async revoke(id) {
      await store.changeApproval(id, (approval) =>
        approval === undefined || approval.revokedAt !== undefined
          ? undefined
          : { ...approval, revokedAt: clock.now() },
      );
      for (const { id: entry, approval } of await store.unfinished()) {
        if (approval?.by !== 'standing' || approval.approval !== id) continue;
        await note(entry, { type: 'withdraw', failure: { code: 'approval-ended' } });
      }
    },
    async recover() {
      if (await ports.isOnline()) {
        for (const { id, failure } of await store.unfinished()) if (failure?.code === 'offline') runner.hurry(id);
      }
      await runner.look();
    },
    async renewed() {
      for (const { id, state, failure } of await store.unfinished()) {
        if (state === 'blocked' && failure !== undefined && CURED_BY_SETTING.has(failure.code)) {
          await note(id, { type: 'again' });
        }
      }
      await runner.look();
    },
    settled: runner.settled,
  };
}

const changeEntry = (
  { store, clock }: OutboxPorts,
  id: OutboxId,
  event: OutboxEvent,
): Promise<OutboxEntry | undefined> =>
  store.change(id, (entry) => {
    const after = advanceEntry(entry, event, clock.now());
    return after === entry ? undefined : after;
  });
