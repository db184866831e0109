import { createGapSource, createGapViews } from '../adapters/dexie/gap-source.ts';
import type { MirrorDatabase } from '../adapters/dexie/mirror-database.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import { checkGaps } from '../flows/check-gaps.ts';
import type { GapsDesk } from '../messages/gaps-desk.ts';

/** Looking for gaps in our own pages: what it reads lies on this device, so the background has no part in it. */
export function createGapsDesk(
  words: WordsDatabase,
  mirror: MirrorDatabase,
  clock: Clock,
  onTrouble: (failure: FailureFacts | undefined) => void,
): GapsDesk {
  const ports = { clock, ...createGapSource(words, mirror) };
  return {
    ...createGapViews(words, mirror, onTrouble),
    async checkGaps(scope, signal, tell) {
      await checkGaps(ports, scope, signal, tell);
    },
  };
}
