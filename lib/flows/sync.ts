import { Failure } from '../base/failure.ts';
import type { FailureCode } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import type { Wishes } from '../mirror/sync-plan.ts';
import { dueWork } from '../mirror/sync-state.ts';
import type { ListStep } from '../mirror/sync-state.ts';
import { purgeExcluded } from './sync-control.ts';
import { fetchOne } from './sync-fetch.ts';
import { composeDatabases, findLost, keepUnder } from './sync-finish.ts';
import { listOn, nextStep } from './sync-list.ts';
import { NOT_SHOWN } from './sync-place.ts';
import type { SyncPorts, SyncTarget } from './sync-ports.ts';
import { SyncRun } from './sync-run.ts';

/** Requests on the way at once: enough to spend the budget when each takes two seconds. */
const WIDTH = 6;

/** Trouble of the service shows as trouble with one page first; with so many in a row it is the service's. */
const IN_A_ROW = 3;
const SERVICE_TROUBLE: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'notion-error',
  'notion-unavailable',
  'notion-timeout',
  'notion-silent',
  'notion-garbled',
  'notion-conflict',
]);
/** A page that cannot be read is tried again after this, and ever later, to a day. */
const TRY_AGAIN_MS = 15 * 60_000;
const TRY_AGAIN_AT_LAST_MS = 24 * 60 * 60_000;

/** So much of the mirror stays when the disk is full. */
const LEFT_ON_FULL_DISK = 0.9;

/** A sync under way, for those who want something of it. */
export interface Syncing {
  /** Reads these pages next. */
  wish(wishes: Omit<Wishes, 'pinned'>): void;
  /** Resolves when all is here, or when it has to wait. Rejects with the signal's reason, or a bug. */
  readonly done: Promise<void>;
}

/**
 * Brings the mirror of one workspace up to date, from wherever an earlier life left it. A failure that is not a page's
 * own is stored as the cause of waiting.
 * @param asked a person wants it now
 */
export function syncWorkspace(
  ports: SyncPorts,
  target: SyncTarget,
  visited: Omit<Wishes, 'pinned'>,
  asked: boolean,
  signal: AbortSignal,
): Syncing {
  let wanted = visited;
  let sync: Workers | undefined;
  const work = async (): Promise<void> => {
    await purgeExcluded(ports, target);
    const run = await SyncRun.open(ports, target, wanted);
    const { machine } = run;
    if (machine.paused) return;
    if (asked && machine.waiting !== undefined) await run.advance({ type: 'progress' });
    const at = ports.clock.now();
    const due = dueWork(run.machine, at, asked);
    if (due === undefined && (run.machine.waiting !== undefined || run.ledger.counts().toRead === 0)) return;
    if (due === undefined) await run.advance({ type: 'wake' });
    else if (due !== 'go-on') await run.advance({ type: 'begin', kind: due, at });
    sync = new Workers(run);
    await sync.run(signal);
  };
  return {
    wish(wishes) {
      wanted = wishes;
      sync?.wish(wishes);
    },
    done: work(),
  };
}

class Workers {
  readonly #run: SyncRun;
  readonly #lists: ListStep[] = [];
  readonly #pages = new Set<PageId>();
  #failedInARow = 0;
  #busy = 0;
  #changed: (() => void)[] = [];

  constructor(run: SyncRun) {
    this.#run = run;
  }

  wish(wishes: Omit<Wishes, 'pinned'>): void {
    const { ledger, ports } = this.#run;
    ledger.wish({ ...wishes, pinned: ledger.wishes.pinned }, ports.clock.now());
    this.#tell();
  }

  async run(signal: AbortSignal): Promise<void> {
    const halt = new AbortController();
    const stop = (): void => halt.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
      await this.#all(halt);
    } catch (error) {
      halt.abort(error);
      signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      await this.#run.advance({ type: 'fail', failure: error.facts, at: this.#run.ports.clock.now() });
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async #all(halt: AbortController): Promise<void> {
    const run = this.#run;
    do {
      const ends = await Promise.allSettled(Array.from({ length: WIDTH }, () => this.#work(halt)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
      await findLost(run, halt.signal);
    } while (run.ledger.counts().toRead > 0 || (run.machine.pass?.steps.length ?? 0) > 0);
    if (run.machine.pass !== undefined) await run.advance({ type: 'pass-end' });
    await composeDatabases(run);
    await keepUnder(run, run.ledger.capBytes);
    await run.advance({ type: 'rest' });
  }

  /** One pair of hands: lists first, then pages in the order of the agenda. */
  async #work(halt: AbortController): Promise<void> {
    for (;;) {
      halt.signal.throwIfAborted();
      const task = this.#next();
      if (task === undefined) {
        if (this.#busy === 0) return this.#tell();
        await new Promise<void>((resolve) => this.#changed.push(resolve));
        continue;
      }
      this.#busy += 1;
      try {
        await task(halt.signal);
      } catch (error) {
        halt.abort(error);
        throw error;
      } finally {
        this.#busy -= 1;
        this.#tell();
      }
    }
  }

  #next(): ((signal: AbortSignal) => Promise<void>) | undefined {
    const { machine, ledger } = this.#run;
    const step = nextStep(machine.pass?.steps ?? [], this.#lists);
    if (step !== undefined) {
      this.#lists.push(step);
      return (signal) => this.#list(step, signal);
    }
    let id = ledger.next();
    // What is learned of a page while it is read is looked at when it was read.
    while (id !== undefined && this.#pages.has(id)) id = ledger.next();
    const free = id;
    return free === undefined ? undefined : (signal) => this.#fetch(free, signal);
  }

  async #list(step: ListStep, signal: AbortSignal): Promise<void> {
    try {
      await listOn(this.#run, step, signal);
      await this.#wentWell();
    } finally {
      this.#lists.splice(this.#lists.indexOf(step), 1);
    }
  }

  async #fetch(id: PageId, signal: AbortSignal): Promise<void> {
    this.#pages.add(id);
    try {
      await fetchOne(this.#run, id, signal);
      await this.#wentWell();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      if (error.code === 'storage-full') await this.#makeRoom();
      const isService = SERVICE_TROUBLE.has(error.code);
      this.#failedInARow += Number(isService);
      if ((!isService && !NOT_SHOWN.has(error.code)) || this.#failedInARow >= IN_A_ROW) throw error;
      await this.#putAside(id, error.code);
    } finally {
      this.#pages.delete(id);
    }
  }

  async #wentWell(): Promise<void> {
    this.#failedInARow = 0;
    if (this.#run.machine.waiting !== undefined) await this.#run.advance({ type: 'progress' });
  }

  async #putAside(id: PageId, code: FailureCode): Promise<void> {
    const now = this.#run.ports.clock.now();
    await this.#run.land([id], (_, before) => {
      if (before === undefined) return undefined;
      const times = (before.trouble?.times ?? 0) + 1;
      const until = now + Math.min(TRY_AGAIN_AT_LAST_MS, TRY_AGAIN_MS * 2 ** (times - 1));
      return { head: { ...before, trouble: { code, times, until } } };
    });
  }

  /** What people write needs room sooner than the mirror. */
  async #makeRoom(): Promise<void> {
    const bytes = Math.floor(this.#run.ledger.counts().bytes * LEFT_ON_FULL_DISK);
    await keepUnder(this.#run, bytes);
    await this.#run.advance({ type: 'disk-full', bytes, at: this.#run.ports.clock.now() });
  }

  #tell(): void {
    const waiting = this.#changed;
    this.#changed = [];
    for (const wake of waiting) wake();
  }
}
