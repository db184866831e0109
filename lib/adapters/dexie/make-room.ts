import { guardMakingRoom } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';
import type { WordsDatabase } from './words-database.ts';

/** Pages and their index: read again from Notion when they are wanted. */
export function clearMirror(mirror: MirrorDatabase): Promise<void> {
  return mirror.transaction('rw', mirror.pages, mirror.entries, async () => {
    await mirror.pages.clear();
    await mirror.entries.clear();
  });
}

/**
 * What gives way on a full disk: pages, which cost a request, then kept steps, which cost tokens. Never drafts,
 * conversations or answers.
 */
export function guardWithRoom(words: WordsDatabase, mirror: MirrorDatabase): Guard {
  return guardMakingRoom([() => clearMirror(mirror), () => words.steps.clear()]);
}
