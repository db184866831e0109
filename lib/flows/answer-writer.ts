import { factsOf } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { Answer } from '../jobs/answer.ts';
import type { AnswerStore } from '../jobs/stores.ts';

/** Words wait at most this long for the disk. What a surface shows comes from the disk, so nothing seen can be lost. */
const FLUSH_MS = 100;

export interface AnswerWriter {
  /** Takes the newest state of the answer; the first goes to the disk at once, later ones within `FLUSH_MS`. */
  write(answer: Answer): void;
  /** Resolves when everything written is on the disk. Throws the failure of any write: `storage-full`, `storage-broken`. */
  settle(): Promise<void>;
}

export function createAnswerWriter(answers: AnswerStore, clock: Clock): AnswerWriter {
  let newest: Answer | undefined;
  let running: Promise<void> | undefined;
  let broken: unknown;

  const drain = async (): Promise<void> => {
    while (newest !== undefined && broken === undefined) {
      const answer = newest;
      newest = undefined;
      try {
        await answers.put(answer);
      } catch (error) {
        broken = error;
        return;
      }
      await clock.sleep(FLUSH_MS);
    }
  };

  return {
    write(answer) {
      if (broken !== undefined) throw broken;
      newest = answer;
      running ??= drain().finally(() => {
        running = undefined;
      });
    },
    async settle() {
      const last = newest;
      newest = undefined;
      await running;
      if (broken !== undefined) throw broken;
      if (last !== undefined) await answers.put(last);
    },
  };
}

/** True for a failure that means the device cannot keep words: nothing more may be asked or shown then. */
export const cannotKeep = (error: unknown): boolean => {
  const { code } = factsOf(error);
  return code === 'storage-full' || code === 'storage-broken' || code === 'database-newer';
};
