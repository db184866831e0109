import { Failure, factsOf, isTransient } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import { advanceEntry, hasSent } from '../outbox/advance-entry.ts';
import { stillHolds } from '../outbox/covers.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import { isUnsure } from '../outbox/is-unsure.ts';
import type { NotionWriter } from '../outbox/notion-writer.ts';
import { HAPPENS_IN } from '../outbox/outbox-event.ts';
import type { OutboxEvent, WorkerEvent } from '../outbox/outbox-event.ts';
import type { Carrier } from './outbox-carrier.ts';
import { readBase } from './outbox-propose.ts';
import { auditOf, nextOf, undoOf } from './push-ways.ts';
import type { Errand, Next } from './push.ts';

/** After an answer that did not come; longer than Notion works on a request that it still carries out. */
export const GRACE_MS = 30_000;
/** After the last moment without a clear answer: by then whatever was late has arrived. */
export const AUDIT_MS = 90_000;
/** Requests in a row without progress: some five hours. */
const MOST_TRIES = 40;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 10 * 60_000;
/** Without a network nothing is asked; its return wakes the worker, and this is for where nothing tells of it. */
const OFFLINE_MS = 5 * 60_000;
/** So often in a row an audit may find something to put right. */
const MOST_CLEANED = 3;
/** Where nothing can be stored, nothing is sent. */
const STORE_AGAIN_MS = 30_000;

/** Milliseconds until it is to be taken up again; `undefined` when it rests. */
export type Rest = number | undefined;

/**
 * Carries one entry as far as it goes now. Every request that writes is stored as under way before it goes out, and goes
 * out only if the entry is still this life's and still wanted. Never rejects.
 */
export async function carryEntry(carrier: Carrier, entry: OutboxEntry): Promise<Rest> {
  const carry = new Carry(carrier, entry);
  try {
    return await carry.run();
  } catch (error) {
    carrier.ports.log.warn('an outbox entry could not be kept', { code: factsOf(error).code });
    return STORE_AGAIN_MS;
  }
}

/** Go on at once, rest, or go on after so many milliseconds. */
type Going = 'on' | 'rest' | number;

/** The entry is another life's by now, or wanted no more. */
class LetGo extends Error {}

class Carry {
  private readonly carrier: Carrier;
  private entry: OutboxEntry;
  private readonly signal = new AbortController().signal;
  /** Notion refused to add to what stands: somebody may have changed it. */
  private refused: FailureFacts | undefined;
  private cleaned = 0;

  constructor(carrier: Carrier, entry: OutboxEntry) {
    this.carrier = carrier;
    this.entry = entry;
  }

  async run(): Promise<Rest> {
    try {
      await this.note({ type: 'take', owner: this.carrier.owner });
      if (this.entry.sent?.unsureAt !== undefined) this.carrier.leftUnclear(this.entry);
      for (;;) {
        const rest = await this.step();
        if (rest !== 'on') return rest === 'rest' ? undefined : rest;
      }
    } catch (error) {
      if (error instanceof LetGo) return undefined;
      throw error;
    }
  }

  private async step(): Promise<Going> {
    const { state } = this.entry;
    if (!HAPPENS_IN.take.includes(state)) return 'rest';
    try {
      const held = await this.heldBack();
      if (held !== 'on') return held;
      const writer = await this.carrier.writerOf(this.entry);
      if (state === 'written') return await this.audit(writer);
      if (state === 'audited') return await this.lookAgain(writer);
      return state === 'undoing' ? await this.undo(writer) : await this.send(writer);
    } catch (error) {
      if (error instanceof LetGo || isOfTheStore(error)) throw error;
      const failure = factsOf(error);
      if (isTransient(failure.code)) return this.wait(failure);
      return state === 'audited' ? this.end() : this.block(failure);
    }
  }

  /** Whether anything may be asked of Notion now; sits out the waits after an unclear moment. */
  private async heldBack(): Promise<Going> {
    const { ports, grace, calm, heldFor } = this.carrier;
    const { state, sent } = this.entry;
    const stands = state === 'written' || state === 'audited';
    const refused = await ports.refusesWriting(this.entry);
    if (refused !== undefined) return stands ? 'rest' : this.block(refused);
    if (!(await this.isStillApproved())) return 'rest';
    if (!(await ports.isOnline())) return this.wait({ code: 'offline' });
    if (state === 'unsure') await grace(this.entry);
    const isUnsettled = sent?.unsureAt !== undefined;
    if (isUnsettled && (state === 'written' || state === 'undoing')) await calm(this.entry);
    const held = heldFor(this.entry);
    return held > 0 ? held : 'on';
  }

  private async send(writer: NotionWriter): Promise<Going> {
    await this.takeBase(writer);
    const isOpen = this.entry.sent?.open === true;
    const next = await nextOf(this.errand(writer), isOpen || this.refused !== undefined);
    switch (next.do) {
      case 'note':
        await this.tell({ type: 'stands', progress: next.progress });
        this.refused = undefined;
        return 'on';
      case 'end':
        await this.tell({
          type: 'written',
          progress: next.progress ?? {},
          url: next.url,
          ...(this.entry.sent?.unsureAt === undefined ? {} : { notBefore: this.now() + AUDIT_MS }),
        });
        this.carrier.written();
        return 'on';
      case 'conflict':
        await this.tell({
          type: 'conflict',
          failure: { code: next.code },
          ...(next.found === undefined ? {} : { found: next.found }),
        });
        return 'rest';
      case 'write':
        if (this.refused !== undefined) return this.block(this.refused);
        return this.write(next);
    }
  }

  private async write({ before, base, write }: Extract<Next, { readonly do: 'write' }>): Promise<Going> {
    if (this.isOutOfTries()) return this.block(this.entry.failure ?? { code: 'notion-unavailable' });
    if (base !== undefined) await this.tell({ type: 'base', base });
    await this.tell({ type: 'send', ...(before === undefined ? {} : { progress: before }) });
    return this.ask(async () => {
      const progress = await write();
      return async () => {
        await this.tell({ type: 'stands', progress });
        return 'on';
      };
    });
  }

  /**
   * Sends a request that was stored as under way, and stores what is not clear of it.
   * @param request gives what is to be stored once its answer is clear
   */
  private async ask(request: () => Promise<() => Promise<Going>>): Promise<Going> {
    let answered: () => Promise<Going>;
    try {
      answered = await request();
    } catch (error) {
      const failure = factsOf(error);
      if (isUnsure(failure)) {
        this.carrier.unclear(this.entry);
        await this.tell({ type: 'unclear', failure, notBefore: this.now() + GRACE_MS });
        return 'on';
      }
      if (isTransient(failure.code)) return this.wait(failure);
      const mayHaveChanged = failure.code === 'notion-refused-request' || failure.code === 'notion-not-shared';
      if (!mayHaveChanged || this.entry.sent?.container === undefined || this.entry.state === 'undoing') {
        return this.block(failure);
      }
      // What it was to be added to is looked at before anybody is told.
      this.refused = failure;
      await this.tell({ type: 'wait', failure, notBefore: this.now() });
      return 'on';
    }
    return answered();
  }

  private async audit(writer: NotionWriter): Promise<Going> {
    const found = await auditOf(this.errand(writer));
    if (found === 'again') {
      this.cleaned += 1;
      return this.cleaned <= MOST_CLEANED ? 'on' : this.wait({ code: 'notion-conflict' });
    }
    if (found === 'right') {
      // What was unclear has been waited for already.
      if (this.entry.sent?.unsureAt !== undefined) return this.end();
      await this.tell({ type: 'audit', notBefore: this.now() + AUDIT_MS });
      return AUDIT_MS;
    }
    const { code, found: seen } = found;
    await this.tell({ type: 'conflict', failure: { code }, ...(seen === undefined ? {} : { found: seen }) });
    return 'rest';
  }

  /**
   * Once more, when whatever was late has arrived: behind a clear answer a browser may have sent the request twice. What
   * others changed since is theirs, and no conflict.
   */
  private async lookAgain(writer: NotionWriter): Promise<Going> {
    const found = await auditOf(this.errand(writer));
    this.cleaned += found === 'again' ? 1 : 0;
    return found === 'again' && this.cleaned <= MOST_CLEANED ? 'on' : this.end();
  }

  private async end(): Promise<'rest'> {
    await this.tell({ type: 'audit' });
    return 'rest';
  }

  private async undo(writer: NotionWriter): Promise<Going> {
    const left = await undoOf(this.errand(writer));
    if (left === 'edited') await this.tell({ type: 'undo-refused', failure: { code: 'undo-edited' } });
    if (left === 'undone') await this.tell({ type: 'undone' });
    if (typeof left === 'string') return 'rest';
    if (this.isOutOfTries()) return this.block(this.entry.failure ?? { code: 'notion-unavailable' });
    await this.tell({ type: 'send' });
    return this.ask(async () => {
      await left.write();
      return async () => {
        await this.tell({ type: 'undone' });
        return 'rest';
      };
    });
  }

  /** Where Notion did not answer when it was proposed. */
  private async takeBase(writer: NotionWriter): Promise<void> {
    const { base, operation } = this.entry;
    if (base !== undefined || hasSent(this.entry)) return;
    const read = await readBase(writer, operation, this.now(), this.signal);
    if (read !== undefined) await this.tell({ type: 'base', base: read });
  }

  private async isStillApproved(): Promise<boolean> {
    const { approval, state } = this.entry;
    if (approval?.by !== 'standing' || state !== 'approved' || hasSent(this.entry)) return true;
    const given = (await this.carrier.ports.store.approvals()).find(({ id }) => id === approval.approval);
    const holds = given !== undefined && stillHolds(given, this.now());
    if (holds && (await this.carrier.ports.maySelfApprove())) return true;
    await this.note({ type: 'withdraw', failure: { code: 'approval-ended' } });
    return false;
  }

  private async wait(failure: FailureFacts): Promise<Going> {
    const { ports } = this.carrier;
    const isOffline = failure.code === 'offline';
    if (this.isOutOfTries() && !isOffline) return this.block(failure);
    const tries = Math.min(20, this.entry.sent?.tries ?? 0);
    const bound = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
    const jitter = 1 + Math.floor(ports.chance.unit() * bound);
    const ms = isOffline ? OFFLINE_MS : (failure.retryAfterMs ?? 0) + jitter;
    await this.tell({ type: 'wait', failure, notBefore: this.now() + ms });
    return ms;
  }

  private async block(failure: FailureFacts): Promise<'rest'> {
    await this.tell({ type: 'block', failure });
    return 'rest';
  }

  /** Stores what this life found. Throws where another life has taken the entry or the person let it go. */
  private tell(event: Told<WorkerEvent>): Promise<void> {
    return this.note({ ...event, epoch: this.entry.sent?.epoch ?? -1 });
  }

  private async note(event: OutboxEvent): Promise<void> {
    const { ports } = this.carrier;
    let counts = false;
    const after = await ports.store.change(this.entry.id, (stored) => {
      const changed = advanceEntry(stored, event, ports.clock.now());
      counts = changed !== stored;
      return counts ? changed : undefined;
    });
    if (!counts || after === undefined) throw new LetGo();
    this.entry = after;
  }

  private isOutOfTries(): boolean {
    return (this.entry.sent?.tries ?? 0) >= MOST_TRIES;
  }

  private errand(writer: NotionWriter): Errand {
    const { sent, operation } = this.entry;
    if (sent === undefined) throw new LetGo();
    return { entry: this.entry, operation, sent, writer, now: this.now(), signal: this.signal };
  }

  private now(): number {
    return this.carrier.ports.clock.now();
  }
}

type Told<Event> = Event extends unknown ? Omit<Event, 'epoch'> : never;

const isOfTheStore = (error: unknown): boolean =>
  error instanceof Failure && (error.code === 'storage-full' || error.code === 'storage-broken');
