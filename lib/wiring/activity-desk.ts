import { sha256 } from '../adapters/browser/sha256.ts';
import { createActivityViews } from '../adapters/dexie/activity-views.ts';
import type { MirrorDatabase } from '../adapters/dexie/mirror-database.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';
import { CSV_HEAD, csvRows, endLine, jsonLines, startLine } from '../activity/log-file.ts';
import { verifyLog } from '../activity/verify-log.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { ActivityDesk } from '../messages/activity-desk.ts';
import type { Client } from '../messages/client.ts';

/** The log as our own pages see it: read where it lies, written by the background alone. */
export function createActivityDesk(
  ask: Client,
  words: WordsDatabase,
  mirror: MirrorDatabase,
  clock: Pick<Clock, 'now'>,
  onTrouble: (failure: FailureFacts | undefined) => void,
): ActivityDesk {
  const views = createActivityViews(words, mirror, onTrouble);
  const noteExport = (what: Parameters<ActivityDesk['activity']['noteExport']>[0]) => ask('activity.note-export', what);

  /** The log in the parts of a file. */
  const jsonOf = async (): Promise<readonly string[]> => {
    const head = await views.head();
    const start = startLine(head, clock.now());
    const parts = [`${start}\n`];
    for await (const rows of views.forward(head.from.n, head.n)) parts.push(jsonLines(rows));
    return [...parts, `${await endLine(head, start, sha256)}\n`];
  };
  const csvOf = async (): Promise<readonly string[]> => {
    const head = await views.head();
    const parts: string[] = [CSV_HEAD];
    for await (const rows of views.forward(head.from.n, head.n)) parts.push(csvRows(rows));
    return parts;
  };

  return {
    activity: {
      watchHead: views.watchHead,
      state: () => ask('activity.state', undefined),
      read: views.read,
      totals: views.totals,
      noteExport,
      async exportLog(as) {
        await noteExport(as);
        return as === 'log' ? jsonOf() : csvOf();
      },
      async check() {
        const { days, n, hash } = await views.head();
        // The ends of earlier days stand beside the chain: what was changed behind one of them shows too.
        return verifyLog(
          (await jsonOf()).flatMap((part) => part.split('\n')),
          sha256,
          [...days, { n, hash }],
        );
      },
    },
  };
}
