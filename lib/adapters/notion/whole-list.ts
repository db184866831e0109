import { Failure } from '../../base/failure.ts';
import { cursorOf, results } from './read-records.ts';

/** A hundred items each: more than any page has blocks, and an end for a list that has none. */
const MOST_REQUESTS = 2_000;

/**
 * All items of a list, request by request. Throws `notion-garbled` where the list leads back to where it just was, or
 * never ends.
 * @param ask one request, from a cursor on
 */
export async function* wholeList(ask: (cursor: string | undefined) => Promise<unknown>): AsyncGenerator {
  let cursor: string | undefined;
  for (let asked = 0; asked < MOST_REQUESTS; asked += 1) {
    const list = await ask(cursor);
    yield* results(list);
    const next = cursorOf(list);
    if (next === undefined) return;
    if (next === cursor) break;
    cursor = next;
  }
  throw new Failure('notion-garbled');
}
