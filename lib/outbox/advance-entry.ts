import type { OutboxEntry, Sent } from './entry.ts';
import { HAPPENS_IN } from './outbox-event.ts';
import type { EndEvent, OutboxEvent, PersonEvent, WorkerEvent } from './outbox-event.ts';

const NOTHING_SENT: Sent = { epoch: 0, owner: '', chunk: 0, of: 0, blocks: [], tries: 0 };

/**
 * The entry after an event; the same object where it changes nothing: what was cancelled stays so, and a life of the
 * worker that comes back late writes nothing more.
 */
export function advanceEntry(entry: OutboxEntry, event: OutboxEvent, now: number): OutboxEntry {
  if (!HAPPENS_IN[event.type].includes(entry.state)) return entry;
  if ('epoch' in event) {
    return event.epoch === entry.sent?.epoch ? worked({ ...entry, updatedAt: now }, entry.sent, event, now) : entry;
  }
  if (event.type === 'take') return taken(entry, event.owner, now);
  if (event.type === 'undo' && !hasSent(entry)) return entry;
  if (event.type === 'withdraw' && hasSent(entry)) return entry;
  return decided({ ...entry, updatedAt: now }, event);
}

function decided(entry: OutboxEntry, event: PersonEvent): OutboxEntry {
  const { sent = NOTHING_SENT } = entry;
  switch (event.type) {
    case 'approve':
      return { ...cleared(entry), state: sent.open === true ? 'unsure' : 'approved', approval: event.approval };
    case 'decline':
    case 'theirs':
      return { ...cleared(entry), state: 'cancelled' };
    case 'withdraw': {
      const { approval: _ended, ...rest } = cleared(entry);
      return { ...rest, state: 'proposed', failure: event.failure };
    }
    case 'again': {
      const resumed = sent.open === true ? 'unsure' : 'approved';
      const state = entry.undoFrom === undefined ? resumed : 'undoing';
      return { ...cleared(entry), state, sent: { ...sent, tries: 0 } };
    }
    case 'mine': {
      const { found: _seen, approval: _spent, base, ...rest } = cleared(entry);
      const after = event.base ?? base;
      return {
        ...rest,
        state: 'proposed',
        operation: event.operation,
        ...(after === undefined ? {} : { base: after }),
        sent: event.from === 'start' ? fromStart(sent) : { ...sent, tries: 0, overEdits: true },
      };
    }
    case 'undo':
      return { ...cleared(entry), state: 'undoing', undoFrom: entry.state, sent: { ...sent, tries: 0 } };
  }
}

/** What the life that holds it tells. */
function worked(entry: OutboxEntry, sent: Sent, event: WorkerEvent, now: number): OutboxEntry {
  const { state } = entry;
  const undoing = state === 'undoing';
  switch (event.type) {
    case 'base':
      return { ...entry, base: event.base };
    case 'send':
      return {
        ...cleared(entry),
        state: undoing ? state : 'sending',
        sent: { begunAt: now, ...sent, ...event.progress, sentAt: now, tries: sent.tries + 1 },
      };
    case 'stands':
      return { ...cleared(entry), state: 'sending', sent: { ...clear(sent), ...event.progress, tries: 0 } };
    case 'unclear': {
      const { failure, notBefore } = event;
      const after = { ...answered(sent), open: true, unsureAt: now } as const;
      return { ...entry, state: undoing ? state : 'unsure', failure, notBefore, sent: after };
    }
    case 'wait': {
      const { failure, notBefore } = event;
      // A request that went out is counted already.
      const after = { ...answered(sent), tries: sent.sentAt === undefined ? sent.tries + 1 : sent.tries };
      return { ...entry, state: state === 'sending' ? 'approved' : state, failure, notBefore, sent: after };
    }
    case 'written':
    case 'audit':
    case 'conflict':
    case 'block':
    case 'undo-refused':
    case 'undone':
      return ended(cleared(entry), sent, event);
  }
}

function ended(entry: OutboxEntry, sent: Sent, event: EndEvent): OutboxEntry {
  const { undoFrom, ...rest } = entry;
  switch (event.type) {
    case 'written': {
      const { progress, url, notBefore } = event;
      const after = { ...clear(sent), ...progress, tries: 0 };
      return { ...entry, state: 'written', url, sent: after, ...(notBefore === undefined ? {} : { notBefore }) };
    }
    case 'audit': {
      const { notBefore } = event;
      const after = { ...entry, sent: { ...sent, tries: 0 } };
      return notBefore === undefined ? { ...after, state: 'done' } : { ...after, state: 'audited', notBefore };
    }
    case 'conflict': {
      const { failure, found } = event;
      const shown = found === undefined ? {} : { found };
      return { ...entry, state: 'conflicted', failure, sent: answered(sent), ...shown };
    }
    case 'block':
      return { ...entry, state: 'blocked', failure: event.failure, sent: answered(sent) };
    case 'undo-refused':
      // What others have edited is theirs: nothing is looked for in it any more.
      return {
        ...rest,
        state: undoFrom === undefined || undoFrom === 'audited' ? 'done' : undoFrom,
        failure: event.failure,
        sent: answered(sent),
      };
    case 'undone':
      return { ...rest, state: 'undone', sent: answered(sent) };
  }
}

/** A request that an ended life left without an answer may have been carried out. */
function taken(entry: OutboxEntry, owner: string, now: number): OutboxEntry {
  const { state, sent = NOTHING_SENT } = entry;
  const held: Sent = { ...sent, epoch: sent.epoch + 1, owner };
  if (sent.sentAt === undefined) return { ...entry, sent: held };
  const unsure: Sent = { ...answered(held), open: true, unsureAt: now };
  return { ...entry, state: state === 'undoing' ? state : 'unsure', sent: unsure };
}

function answered(sent: Sent): Sent {
  const { sentAt: _answered, ...rest } = sent;
  return rest;
}

/** Of everything that was sent it is known what came of it. */
function clear(sent: Sent): Sent {
  const { open: _settled, ...rest } = answered(sent);
  return rest;
}

/** Without what holds only until the next thing happens. */
function cleared(entry: OutboxEntry): OutboxEntry {
  const { failure: _told, notBefore: _passed, ...rest } = entry;
  return rest;
}

/** What was written is gone; what may still arrive late is not forgotten. */
const fromStart = ({ epoch, owner, begunAt, unsureAt }: Sent): Sent => ({
  ...NOTHING_SENT,
  epoch,
  owner,
  ...(begunAt === undefined ? {} : { begunAt }),
  ...(unsureAt === undefined ? {} : { unsureAt }),
});

/** Whether a request of it ever went out: only then is there anything to undo. */
export const hasSent = ({ sent }: OutboxEntry): boolean => sent?.begunAt !== undefined;
