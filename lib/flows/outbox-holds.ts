import { Failure, factsOf } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import type { Clock } from '../base/ports.ts';
import type { NotionWriter } from '../outbox/notion-writer.ts';

/** Pauses that Notion asked a connection for. Within a life they are slept through, whatever the clock says meanwhile. */
export interface Holds {
  hold(connection: ConnectionId, ms: number): void;
  /** Milliseconds until the connection may be used, as far as the clock tells; 0 when it may be now. */
  left(connection: ConnectionId): number;
  /** The same writer, through which nothing goes out during a pause, and which notes what it is asked for. */
  guard(connection: ConnectionId, writer: NotionWriter): NotionWriter;
}

interface Pause {
  readonly from: number;
  readonly until: number;
  readonly slept: Promise<unknown>;
}

/** The clock says that a pause is over that has not been slept through. */
const CLOCK_JUMPED_MS = 30_000;

export function createHolds(clock: Clock): Holds {
  const held = new Map<ConnectionId, Pause>();

  const hold = (connection: ConnectionId, ms: number): void => {
    const from = clock.now();
    const before = held.get(connection);
    const until = Math.max(from + ms, before?.until ?? 0);
    const pause = { from: before?.from ?? from, until, slept: Promise.all([before?.slept, clock.sleep(ms)]) };
    held.set(connection, pause);
    void letGo(connection, pause);
  };

  const letGo = async (connection: ConnectionId, pause: Pause): Promise<void> => {
    await pause.slept;
    if (held.get(connection) === pause) held.delete(connection);
  };

  const left = (connection: ConnectionId): number => {
    const pause = held.get(connection);
    if (pause === undefined) return 0;
    const ms = Math.min(pause.until - clock.now(), pause.until - pause.from);
    return ms > 0 ? ms : CLOCK_JUMPED_MS;
  };

  const refuseHeld = (connection: ConnectionId): void => {
    const retryAfterMs = left(connection);
    if (retryAfterMs > 0) throw new Failure({ code: 'notion-rate-limited', retryAfterMs });
  };

  return {
    hold,
    left,
    guard(connection, writer) {
      const pass = async <Value>(call: () => Promise<Value>): Promise<Value> => {
        refuseHeld(connection);
        try {
          return await call();
        } catch (error) {
          const { retryAfterMs } = factsOf(error);
          if (retryAfterMs !== undefined && retryAfterMs > 0) hold(connection, retryAfterMs);
          throw error;
        }
      };
      return {
        whoWrites: (...asked) => pass(() => writer.whoWrites(...asked)),
        createPage: (...asked) => pass(() => writer.createPage(...asked)),
        append: (...asked) => pass(() => writer.append(...asked)),
        setProperties: (...asked) => pass(() => writer.setProperties(...asked)),
        replaceText: (...asked) => pass(() => writer.replaceText(...asked)),
        comment: (...asked) => pass(() => writer.comment(...asked)),
        deleteBlock: (...asked) => pass(() => writer.deleteBlock(...asked)),
        deleteComment: (...asked) => pass(() => writer.deleteComment(...asked)),
        trash: (...asked) => pass(() => writer.trash(...asked)),
        children: (...asked) => pass(() => writer.children(...asked)),
        values: (...asked) => pass(() => writer.values(...asked)),
        markdown: (...asked) => pass(() => writer.markdown(...asked)),
        createdUnder: (...asked) => pass(() => writer.createdUnder(...asked)),
        comments: (...asked) => pass(() => writer.comments(...asked)),
      };
    },
  };
}
