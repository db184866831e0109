import { Client, LogLevel } from '@notionhq/client';
import { Failure } from '../../base/failure.ts';
import type { Chance, Clock, Log } from '../../base/ports.ts';
import type { Secret } from '../../base/secret.ts';
import { exchange } from './exchange.ts';
import type { SendRequest } from './exchange.ts';
import { failureOf, failureOfThrown, savedBy, wordsOf } from './translate-error.ts';
import type { PaceStore } from './turnstile.ts';

export interface NotionClientOptions {
  /** Asked before each request, so that a replaced or locked key counts at once. */
  readonly token: () => Promise<Secret>;
  readonly fetch: SendRequest;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /** What the browser says of the network; only its `false` is believed. */
  readonly online: () => boolean;
  readonly pace?: PaceStore;
  readonly baseUrl?: string;
}

/** The one version newer than the SDK's own: `position`, `in_trash` and data sources as they are described. */
const NOTION_VERSION = '2026-03-11';

/** The SDK's timer is off: it cannot abort anything and ends at the headers. `exchange` watches instead. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;

export type Call<Result> = (client: Client) => Promise<Result>;

/**
 * One request through the SDK, whose answer is what Notion sent, or, for a write, what a 503 says
 * that it saved. A failure's cause is
 * Notion's own message, where it gave one. The SDK has no way to take a signal with a call, so each call has a client
 * of its own.
 * @throws Failure; the signal's reason
 */
export async function askNotion<Result>(
  options: NotionClientOptions,
  signal: AbortSignal,
  call: Call<Result>,
  purpose: 'read' | 'write' = 'read',
): Promise<Result> {
  const token = await options.token();
  const client = new Client({
    auth: token.reveal(),
    notionVersion: NOTION_VERSION,
    retry: false,
    timeoutMs: NO_TIMEOUT_MS,
    logLevel: LogLevel.ERROR,
    logger: () => {},
    ...(options.baseUrl !== undefined && { baseUrl: options.baseUrl }),
    fetch: async (url, init) => {
      const body = await sendWatched(options, url, init ?? {}, signal, purpose);
      return { ok: true, status: 200, headers: {}, text: () => Promise.resolve(body) };
    },
  });
  return call(client);
}

async function sendWatched(
  options: NotionClientOptions,
  url: string,
  { method, headers, body }: { method?: string; headers?: Record<string, string>; body?: string | FormData },
  signal: AbortSignal,
  purpose: 'read' | 'write',
): Promise<string> {
  const init: RequestInit = {
    ...(method !== undefined && { method }),
    ...(headers !== undefined && { headers }),
    ...(body !== undefined && { body }),
  };
  let answer;
  try {
    answer = await exchange(options.fetch, url, init, options.clock, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw failureOfThrown(error, options.online());
  }
  const saved = purpose === 'write' ? savedBy(answer) : undefined;
  if (saved !== undefined) return JSON.stringify(saved);
  const facts = failureOf(answer);
  if (facts !== undefined) throw new Failure(facts, { cause: wordsOf(answer) });
  return answer.body;
}
