import { Failure } from '../base/failure.ts';
import type { Clock, Log } from '../base/ports.ts';
import { isDamage } from '../fulltext/packed/bytes.ts';
import type { IndexUpkeep } from '../fulltext/packed/upkeep.ts';

/** What woke the worker comes first; and changes that follow each other are tended together. */
const QUIET_MS = 3_000;
/** The worker answers people between two slices of work, and has as long to itself again. */
const SLICE_MS = 4;
/** A search that began before a merge has read its blocks by then. */
const READERS_MS = 30_000;

export interface IndexPorts {
  readonly upkeep: IndexUpkeep;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps the index in shape while nobody waits for it. Whatever it does may be killed and is found again. */
export interface IndexKeeper {
  /** Something changed, or the worker began a life: looks after the index soon. Any number of calls are one. */
  tend(): Promise<void>;
  /** The index was found damaged: drops it and builds it from the pages. */
  rebuild(): Promise<void>;
}

export function createIndexKeeper({ upkeep, clock, log }: IndexPorts): IndexKeeper {
  let running: Promise<void> | undefined;
  let isWanted = false;
  let sweeping: Promise<void> | undefined;
  let isSwept = false;
  let wasRebuilt = false;

  const noted = (error: unknown): void => {
    if (!(error instanceof Failure)) throw error;
    log.warn('the index cannot be tended now', { code: error.code });
  };

  const sweepLater = (): void => {
    sweeping ??= clock
      .sleep(READERS_MS)
      .then(upkeep.sweep)
      .catch(noted)
      .finally(() => {
        sweeping = undefined;
      });
  };

  const mergeAll = async (breathe: () => Promise<void>): Promise<void> => {
    let merged = false;
    while (await upkeep.merge(breathe)) merged = true;
    // At the start of a life nobody reads what earlier lives left behind.
    if (!isSwept) await upkeep.sweep();
    else if (merged) sweepLater();
    isSwept = true;
  };

  const work = async (): Promise<void> => {
    const breathe = breathing(clock);
    for (let pages = await upkeep.reindex(); pages > 0; pages = await upkeep.reindex()) {
      while (await upkeep.merge(breathe));
      await breathe();
    }
    await mergeAll(breathe);
  };

  const startOver = async (): Promise<void> => {
    // What is damaged again right after it was built has another cause, which building does not mend.
    if (wasRebuilt) return;
    wasRebuilt = true;
    log.warn('the index is damaged and is built anew');
    await upkeep.restart();
    isWanted = true;
  };

  const run = async (): Promise<void> => {
    while (isWanted) {
      isWanted = false;
      try {
        await work();
      } catch (error) {
        if (isDamage(error)) await startOver();
        else noted(error);
      }
    }
  };

  const begin = (wait: number): Promise<void> => {
    isWanted = true;
    running ??= clock
      .sleep(wait)
      .then(run)
      .finally(() => {
        running = undefined;
      });
    return running;
  };

  return {
    tend: () => begin(QUIET_MS),
    async rebuild() {
      await startOver();
      await begin(0);
    },
  };
}

/** Lets others have their turn once a slice of work is done. */
function breathing(clock: Clock): () => Promise<void> {
  let since = clock.now();
  return async () => {
    if (clock.now() - since < SLICE_MS) return;
    await clock.sleep(SLICE_MS);
    since = clock.now();
  };
}
