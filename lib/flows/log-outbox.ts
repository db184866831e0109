import type { ActivityFacts, ActivityNews, RecordActivity } from '../activity/entry.ts';
import type { Approval, OutboxEntry, OutboxState } from '../outbox/entry.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';

/** The outbox's rows, with the log told of every decision about them and of how each change ended. */
export function logOutbox(store: OutboxStore, record: RecordActivity): OutboxStore {
  return {
    ...store,
    async add(entries) {
      await store.add(entries);
      for (const entry of entries) if (entry.approval !== undefined) record(approvalOf(entry, entry.approval));
    },
    async change(id, change) {
      let before: OutboxEntry | undefined;
      const after = await store.change(id, (entry) => {
        before = entry;
        return change(entry);
      });
      if (before !== undefined && after !== undefined && after.state !== before.state) {
        for (const news of newsOf(before, after)) record(news);
      }
      return after;
    },
    async changeApproval(id, change) {
      let known = false;
      const after = await store.changeApproval(id, (approval) => {
        const next = change(approval);
        known = approval?.revokedAt === next?.revokedAt && approval !== undefined;
        return next;
      });
      if (after === undefined || known) return after;
      const what = after.revokedAt === undefined ? 'standing' : 'revoked';
      record({ kind: 'approval', what, outcome: 'done', of: id });
      return after;
    },
  };
}

/** What a new state says of the change. */
const ENDS: Partial<Readonly<Record<OutboxState, ActivityFacts['outcome']>>> = {
  written: 'done',
  unsure: 'unsure',
  conflicted: 'failed',
  blocked: 'failed',
};

function newsOf(before: OutboxEntry, after: OutboxEntry): readonly ActivityNews[] {
  const about = aboutOf(after);
  const code = after.failure === undefined ? {} : { code: after.failure.code };
  if (before.state === 'proposed' && after.approval !== undefined) return [approvalOf(after, after.approval)];
  if (after.state === 'cancelled') return [{ kind: 'approval', what: 'write', outcome: 'refused', ...about }];
  if (after.state === 'undone') return [{ kind: 'undo', what: 'change', outcome: 'done', ...about }];
  if (before.state === 'undoing') return [{ kind: 'undo', what: 'change', outcome: 'failed', ...about, ...code }];
  const outcome = ENDS[after.state];
  return outcome === undefined ? [] : [{ kind: 'write', what: 'change', outcome, ...about, ...code }];
}

/** The hash of what the person saw stands in it: another change was not approved. */
function approvalOf(entry: OutboxEntry, approval: Approval): ActivityNews {
  return {
    kind: 'approval',
    what: 'write',
    outcome: 'done',
    ...aboutOf(entry),
    ...(approval.by === 'person' ? { fingerprint: approval.shown } : { rule: 'standing' }),
  };
}

const aboutOf = ({ id, connection, target }: OutboxEntry) => ({ of: id, connection, page: target });
