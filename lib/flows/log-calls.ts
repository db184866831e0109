import type { ActivityFacts, RecordActivity } from '../activity/entry.ts';
import { Failure } from '../base/failure.ts';
import type { FailureCode } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import type { ScreenPage } from '../mirror/page.ts';
import { isUnsure } from '../outbox/is-unsure.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { Around, NotionCall } from './each-call.ts';

const NOTION = 'api.notion.com';

/** Has the log told of every call to Notion, however it ended. @param connection absent while a token is only tested */
export const logCalls =
  (record: RecordActivity, connection?: ConnectionId): Around =>
  async (ask, signal, call) => {
    const about = connection === undefined ? {} : { connection };
    try {
      const value = await ask();
      record({ ...call, ...about, ...foundIn(call, value), host: NOTION, outcome: 'done' });
      return value;
    } catch (error) {
      record({ ...call, ...about, ...placeOf(call), ...endOf(error, signal, call.kind === 'write'), host: NOTION });
      throw error;
    }
  };

/** Has the log told of a page that is read from the tab that shows it. */
export async function logScreen(
  record: RecordActivity,
  page: PageId,
  read: () => Promise<ScreenPage>,
  signal: AbortSignal,
): Promise<ScreenPage> {
  const about = { kind: 'read', what: 'screen', page } as const;
  try {
    const screen = await read();
    record({ ...about, fingerprint: fingerprint(JSON.stringify(screen)), outcome: 'done' });
    return screen;
  } catch (error) {
    record({ ...about, ...endOf(error, signal) });
    throw error;
  }
}

const placeOf = ({ on }: { readonly on?: string }) => (on === undefined ? {} : { page: on });

/** What the answer was about: the page that it made, and a hash of the words that it brought. */
function foundIn<Value>(call: NotionCall<Value>, value: Value): Pick<ActivityFacts, 'page' | 'fingerprint'> {
  const made = call.madeOf?.(value);
  const text = call.textOf?.(value);
  return {
    ...placeOf(made === undefined ? call : { on: made }),
    ...(text === undefined ? {} : { fingerprint: fingerprint(text) }),
  };
}

/** How an act ended that threw. @param isWrite a lost answer leaves it open whether something was written */
export function endOf(
  error: unknown,
  signal: Pick<AbortSignal, 'aborted'>,
  isWrite = false,
): { readonly outcome: ActivityFacts['outcome']; readonly code?: FailureCode } {
  if (!(error instanceof Failure) || (signal.aborted && !isWrite))
    return { outcome: signal.aborted ? 'stopped' : 'failed' };
  return { outcome: isWrite && isUnsure(error.facts) ? 'unsure' : 'failed', code: error.code };
}
