import { Failure } from '../../base/failure.ts';
import { askNotion } from './ask-notion.ts';
import type { Call, NotionClientOptions } from './ask-notion.ts';
import type { Turnstile } from './turnstile.ts';

/** Asks Notion to change something. */
export type Write = <Result>(endpoint: string, signal: AbortSignal, call: Call<Result>) => Promise<Result>;

/**
 * One write, which is never sent again from here: Notion has no keys that would make the second the same as the first.
 * A pause that its answer asks for holds back what it concerns.
 */
export const writeOnce =
  (options: NotionClientOptions, turnstile: Turnstile): Write =>
  async (endpoint, signal, call) => {
    await turnstile.enter(endpoint, 'interactive', signal);
    try {
      return await askNotion(options, signal, call, 'write');
    } catch (error) {
      if (error instanceof Failure) {
        const { code, status } = error.facts;
        turnstile.learn(error.facts, endpoint);
        options.log.warn('notion write failed', { endpoint, code, status });
      }
      throw error;
    }
  };
