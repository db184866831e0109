import { extension } from '../adapters/browser/extension.ts';
import { watchUnfinished } from '../adapters/dexie/watch-unfinished.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';

/** A port that carries nothing: it ends with the background, and opening it begins the background anew. */
export const WAKING_PORT = 'waking';

/**
 * While one of our pages is open, a background that dies over unfinished work is brought back at once; its own alarm
 * would take half a minute. Without work it is left to sleep.
 */
export function wakeBackground(words: WordsDatabase): void {
  let port: ReturnType<typeof extension.runtime.connect> | undefined;
  let unfinished = 0;
  const hold = (): void => {
    if (unfinished === 0) {
      port?.disconnect();
      port = undefined;
      return;
    }
    if (port !== undefined) return;
    port = extension.runtime.connect({ name: WAKING_PORT });
    port.onDisconnect.addListener(() => {
      port = undefined;
      hold();
    });
  };
  watchUnfinished(words, (count) => {
    unfinished = count;
    hold();
  });
}
