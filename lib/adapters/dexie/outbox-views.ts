import type { FailureFacts } from '../../base/failure.ts';
import type { OutboxDesk, Published } from '../../messages/outbox-desk.ts';
import type { OutboxEntry, OutboxState } from '../../outbox/entry.ts';
import type { StandingApproval } from '../../outbox/standing-approval.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

const ENDED: readonly OutboxState[] = ['done', 'undone', 'cancelled'];
/** So many that have ended are shown. */
const MOST_ENDED = 50;

/** The outbox and the standing approvals as they lie in the store. */
export function createOutboxViews(
  words: WordsDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): Pick<OutboxDesk, 'watchOutbox' | 'watchApprovals' | 'watchPublished'> {
  const entries = async (): Promise<readonly OutboxEntry[]> => {
    const open = await words.outbox.where('state').noneOf(ENDED).toArray();
    const ended = await words.outbox
      .orderBy('updatedAt')
      .reverse()
      .filter(({ state }) => ENDED.includes(state))
      .limit(MOST_ENDED)
      .toArray();
    return [...open.toSorted((one, other) => other.createdAt - one.createdAt), ...ended];
  };
  const approvals = async (): Promise<readonly StandingApproval[]> =>
    (await words.approvals.toArray()).toSorted((one, other) => other.createdAt - one.createdAt);
  const published = async (): Promise<Published | undefined> => {
    const row = await words.meta.get('published');
    return row?.key === 'published' ? row.value : undefined;
  };
  return {
    watchOutbox: (show) => watchQuery(entries, show, onTrouble),
    watchApprovals: (show) => watchQuery(approvals, show, onTrouble),
    watchPublished: (show) => watchQuery(published, show, onTrouble),
  };
}
