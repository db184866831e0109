import { factsOf } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { Answer } from '../jobs/answer.ts';
import type { AnswerStore } from '../jobs/stores.ts';

/** Words wait at most this long for the disk. What a surface shows comes from the disk, so nothing seen can be lost. */
const FLUSH_MS = 100;

export interface AnswerWriter {
  /** Takes the newest state of the answer; the first goes to the disk at once, later ones within `FLUSH_MS`. */
  write(answer: Answer): void;
  /** The same, and resolves when it is on the disk: for what must not be done twice. */
  keep(answer: Answer): Promise<void>;
  /**
   * Takes the last state and writes it without waiting; resolves when it is on the disk.
   * @throws Failure of this or any earlier write: `storage-full`, `storage-broken`
   */
  end(answer: Answer): Promise<void>;
}

export function createAnswerWriter(answers: AnswerStore, clock: Clock): AnswerWriter {
  const ending = new AbortController();
  let newest: Answer | undefined;
  let running: Promise<void> | undefined;
  let broken: unknown;
  let last: Promise<void> = Promise.resolve();

  /** One write at a time: rows reach the disk in the order in which they were taken. */
  const put = (answer: Answer): Promise<void> => (last = last.then(() => answers.put(answer)));

  const drain = async (): Promise<void> => {
    try {
      for (let next = newest; next !== undefined; next = newest) {
        newest = undefined;
        await put(next);
        if (!ending.signal.aborted) await clock.sleep(FLUSH_MS, ending.signal).catch(() => undefined);
      }
    } catch (error) {
      broken = error;
    }
    running = undefined;
  };

  return {
    write(answer) {
      if (broken !== undefined) throw broken;
      newest = answer;
      running ??= drain();
    },
    async keep(answer) {
      if (broken !== undefined) throw broken;
      newest = undefined;
      await put(answer);
    },
    async end(answer) {
      newest = answer;
      ending.abort();
      if (broken === undefined) await (running ??= drain());
      if (broken !== undefined) throw broken;
    },
  };
}

/** True for a failure that means the device cannot keep words: nothing more may be asked or shown then. */
export const cannotKeep = (error: unknown): boolean => {
  const { code } = factsOf(error);
  return code === 'storage-full' || code === 'storage-broken' || code === 'database-newer';
};
