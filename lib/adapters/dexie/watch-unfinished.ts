import { liveQuery } from 'dexie';
import type { WordsDatabase } from './words-database.ts';

/** Tells how many jobs are queued or running, now and whenever that changes. Ends in silence when the store cannot be read. */
export function watchUnfinished(words: WordsDatabase, show: (count: number) => void): void {
  liveQuery(() => words.jobs.where('state').anyOf('queued', 'running').count()).subscribe({
    next: show,
    error: () => show(0),
  });
}
