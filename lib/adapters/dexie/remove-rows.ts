import type { Dexie, Table } from 'dexie';
import type { AnswerId, JobId } from '../../base/ids.ts';
import type { ActionId } from '../../jobs/answer.ts';
import { tablesWhere } from '../../keeping/kinds.ts';
import type { Removable } from '../../keeping/removal.ts';
import { guardStorage } from './guard-storage.ts';
import type { Databases } from './snapshot.ts';
import type { WordsDatabase } from './words-database.ts';

/** Belongs to a conversation, and goes with it. */
export const isOfChat = (action: ActionId): boolean => action === 'chat' || action === 'compact';

/** Takes rows of one kind off the disk, all of them or none; `everything` empties both databases, the words last. */
export async function removeRows({ words, mirror }: Databases, what: Removable): Promise<void> {
  if (what === 'everything') {
    await guardStorage(() => emptied(mirror));
    await guardStorage(() => emptied(words));
    return;
  }
  const tables = tablesWhere('words', ({ kind }) => kind === what);
  await guardStorage(() =>
    words.transaction('rw', words.tables, async () => {
      if (what === 'answers') {
        await removeAnswers(words, (action) => !isOfChat(action));
        await words.steps.clear();
        return;
      }
      if (what === 'conversations') await removeAnswers(words, isOfChat);
      for (const table of tables) await emptiedTable(words.table(table));
      // Where the log ends stands beside it: a new one begins at its beginning.
      if (what === 'activity') await words.meta.delete('activity');
    }),
  );
}

const emptied = (database: Dexie): Promise<void> =>
  database.transaction('rw', database.tables, async () => {
    for (const table of database.tables) await emptiedTable(table);
  });

/** All of a table but what the organization set, which is not the person's to delete and comes anew at every start. */
export async function emptiedTable(table: Table): Promise<void> {
  if (table.name === 'meta' && table.schema.primKey.keyPath === 'key')
    await table.where('key').notEqual('managed').delete();
  else await table.clear();
}

/** What was asked and answered; the replies of a conversation go with it and not with answers. */
async function removeAnswers({ jobs, answers }: WordsDatabase, of: (action: ActionId) => boolean): Promise<void> {
  const going: JobId[] = [];
  const kept = new Set<AnswerId>();
  await jobs.each(({ id, input, answerId }) => {
    if (of(input.action)) going.push(id);
    else if (answerId !== undefined) kept.add(answerId);
  });
  const ended: AnswerId[] = [];
  await answers.each(({ id, action }) => void (of(action) && !kept.has(id) && ended.push(id)));
  await jobs.bulkDelete(going);
  await answers.bulkDelete(ended);
}
