import type { WorldClock } from '../clock.ts';
import { NotionRefusal } from './errors.ts';

const WINDOW_MS = 60_000;

export type RateLimitReason =
  | 'public_api_request_rate_limit'
  | 'public_api_space_request_rate_limit'
  | 'public_api_endpoint_rate_limit'
  | 'public_api_request_blocked';

/** Each connection may make so many requests in any 60 seconds, in one burst if it likes. */
export class RequestBudget {
  /** 180 as documented; 600 on Business and Enterprise. */
  perMinute = 180;
  readonly #clock: WorldClock;
  readonly #spent = new Map<string, number[]>();

  constructor(clock: WorldClock) {
    this.#clock = clock;
  }

  spend(token: string): void {
    const now = this.#clock.now();
    const recent = (this.#spent.get(token) ?? []).filter((time) => time > now - WINDOW_MS);
    this.#spent.set(token, recent);
    const oldest = recent[0];
    if (recent.length >= this.perMinute && oldest !== undefined) {
      throw rateLimited('public_api_request_rate_limit', Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1000)));
    }
    recent.push(now);
  }

  /** As if nobody had asked for anything yet. */
  forget(): void {
    this.#spent.clear();
  }

  /** Requests of the last minute. */
  used(token: string): number {
    return (this.#spent.get(token) ?? []).filter((time) => time > this.#clock.now() - WINDOW_MS).length;
  }
}

/** `retryAfter` in whole seconds, in the header and, as text, in the body. */
export function rateLimited(reason: RateLimitReason, retryAfter: number): NotionRefusal {
  return new NotionRefusal(429, 'rate_limited', 'You have been rate limited. Please try again in a few minutes.', {
    additional: { rate_limit_reason: reason, retry_after: String(retryAfter) },
    headers: { 'retry-after': String(retryAfter) },
  });
}
