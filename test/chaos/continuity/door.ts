import type { WorldOptions } from '../../world/start.ts';
import type { Knock } from '../history.ts';
import { readBody } from './network.ts';

/** Who was asked for answers, as the services' own door saw it. */
export interface Door {
  /** Since the last time that it was asked for them. */
  take(): readonly Knock[];
  readonly arrived: NonNullable<WorldOptions['arrived']>;
}

/** A browser sends a request once more within this time where a connection that it had kept breaks before any answer. */
const REPEAT_MS = 250;

export function watchDoor(): Door {
  let knocks: Knock[] = [];
  let broken: { readonly body: string; readonly at: number } | undefined;
  return {
    take() {
      const taken = knocks;
      knocks = [];
      return taken;
    },
    arrived({ method, url, body }, { headers }) {
      if (method !== 'POST' || url.pathname !== '/v1/messages') return;
      const at = Date.now();
      const requestId = headers?.['request-id'];
      knocks.push({
        at,
        shownAt: at,
        life: 0,
        ...readBody(body),
        ...(requestId === undefined ? {} : { requestId }),
        ...(broken?.body === body && at - broken.at < REPEAT_MS ? { isRepeat: true } : {}),
      });
      broken = headers === undefined ? { body, at } : undefined;
    },
  };
}
