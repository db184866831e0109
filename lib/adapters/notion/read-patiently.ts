import { Failure } from '../../base/failure.ts';
import { nextWait } from '../../resilience/backoff.ts';
import type { Patience } from '../../resilience/backoff.ts';
import type { Priority } from '../../resilience/pace.ts';
import { askNotion } from './ask-notion.ts';
import type { Call, NotionClientOptions } from './ask-notion.ts';
import { LONGEST_WAIT_MS } from './turnstile.ts';
import type { Turnstile } from './turnstile.ts';

const PATIENCE: Patience = {
  tries: 4,
  totalMs: 30_000,
  baseMs: 500,
  capMs: 8_000,
  longestAskedMs: LONGEST_WAIT_MS,
};

/** Asks Notion for something, repeating where that can help. */
export type Read = <Result>(endpoint: string, signal: AbortSignal, call: Call<Result>) => Promise<Result>;

export const createRead =
  (options: NotionClientOptions, turnstile: Turnstile, priority: Priority): Read =>
  (endpoint, signal, call) =>
    readPatiently(options, turnstile, priority, endpoint, signal, call);

/**
 * One read, repeated while that can help. Only reads come here: a repeated write could be made twice.
 * @throws Failure
 */
async function readPatiently<Result>(
  options: NotionClientOptions,
  turnstile: Turnstile,
  priority: Priority,
  endpoint: string,
  signal: AbortSignal,
  call: Call<Result>,
): Promise<Result> {
  const { clock, chance, log } = options;
  const startedAt = clock.now();
  let told: Failure | undefined;
  for (let failed = 1; ; failed += 1) {
    await turnstile.enter(endpoint, priority, signal);
    try {
      return await askNotion(options, signal, call);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { code, status, retryAfterMs } = error.facts;
      turnstile.learn(error.facts, endpoint);
      log.warn('notion read failed', { endpoint, code, status, failed });
      const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
      const wait = nextWait({ failed, startedAt, now: clock.now(), ...asked }, PATIENCE, chance.unit());
      // Chrome holds back an extension's requests after a few answers of 500 or 503, as if there were no network: what
      // Notion itself said before is the cause then.
      if (status !== undefined) told = error;
      const cause = code === 'notion-unreachable' ? (told ?? error) : error;
      // Without a network nothing gets better by asking again.
      if (!error.transient || code === 'offline' || wait === undefined) throw cause;
      await clock.sleep(wait, signal);
    }
  }
}
