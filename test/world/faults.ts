import type { Exchange } from './exchange.ts';
import { createRandom } from './random.ts';

/** Which requests a rule is for; a field that is left out matches everything. */
export interface FaultMatch {
  readonly host?: string;
  /** Source of a regular expression over path and query. */
  readonly path?: string;
  readonly method?: string;
  /** The `model` in the body. */
  readonly model?: string;
  /** The access token or key that the request carries. */
  readonly token?: string;
  /** Source of a regular expression that the body matches. */
  readonly saying?: string;
  /** Requests that change something in Notion: a search and a query do not, though they are sent by POST. */
  readonly writes?: true;
  /** How often it strikes before it is spent; without it, for ever. */
  readonly times?: number;
  /** How many matching requests pass unharmed first. */
  readonly skip?: number;
  /** From 0 to 1, drawn from the world's seed. */
  readonly probability?: number;
}

/** What happens to a request or to its answer. */
export type FaultAction =
  /** Answered at once; nothing is done. `body` is sent as it is, or as JSON when it is not text. */
  | {
      readonly action: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** The connection breaks before any header. */
  | { readonly action: 'reset' }
  /** No connection at all: the nearest thing to a name that does not resolve. */
  | { readonly action: 'refuse' }
  | { readonly action: 'slow-headers'; readonly delayMs: number }
  /** The body stops and the connection stays open; with `pings`, a stream still shows signs of life. */
  | { readonly action: 'stall'; readonly afterEvents?: number; readonly afterBytes?: number; readonly pings?: boolean }
  /** The body arrives in pieces of `bytes`, `delayMs` apart. */
  | { readonly action: 'drip'; readonly bytes: number; readonly delayMs: number }
  /** The body ends early as if it were whole. */
  | { readonly action: 'cut'; readonly afterEvents?: number; readonly afterBytes?: number }
  /** The connection breaks within the body. */
  | { readonly action: 'break'; readonly afterEvents?: number; readonly afterBytes?: number }
  /** An `error` event after so many events, then the end. */
  | {
      readonly action: 'error-event';
      readonly afterEvents: number;
      readonly type: string;
      readonly message: string;
      readonly errorCode?: string;
    }
  /** Characters are split between chunks, which is legal. */
  | { readonly action: 'split-utf8' }
  /** Bytes that are no UTF-8. */
  | { readonly action: 'broken-utf8'; readonly afterEvents?: number }
  /** A stream's events lose their names, as behind some proxies. */
  | { readonly action: 'unnamed-events' }
  /** An event of a type that nobody knows, which must be passed over. */
  | { readonly action: 'unknown-event' }
  /** A stream's text ends after so many events for the given reason. */
  | {
      readonly action: 'stop-reason';
      readonly stopReason: string;
      readonly afterEvents?: number;
      readonly category?: string;
    }
  /** The request is carried out, and the answer says 503 or 504, or never comes. `silent`: the 503 names nothing. */
  | { readonly action: 'commit-then-503'; readonly silent?: true }
  | { readonly action: 'commit-then-504' }
  | { readonly action: 'commit-then-reset' }
  /** The answer is lost or says 503 or 504, and the request is carried out so long after it. */
  | { readonly action: 'late'; readonly afterMs: number; readonly answer: 'reset' | 503 | 504 }
  | { readonly action: 'clock-jump'; readonly milliseconds: number }
  /** The token of the request stops working, from this request on. */
  | { readonly action: 'expire-token' }
  /** The page in the path is no longer shared, from this request on. */
  | { readonly action: 'unshare' }
  /** A page's Markdown stops after so many blocks, and says that it did. */
  | { readonly action: 'truncate'; readonly blocks: number };

export type FaultRule = FaultMatch & FaultAction;

interface Held {
  readonly rule: FaultRule;
  passed: number;
  left: number;
}

/** The faults in force. Rules apply in the order in which they were added. */
export class FaultRules {
  readonly #random: () => number;
  #held: Held[] = [];

  constructor(seed = 1) {
    this.#random = createRandom(seed);
  }

  /** Returns the removal of this rule alone. */
  add(rule: FaultRule): () => void {
    const held: Held = { rule, passed: 0, left: rule.times ?? Number.POSITIVE_INFINITY };
    this.#held.push(held);
    return () => void (this.#held = this.#held.filter((other) => other !== held));
  }

  set(rules: readonly FaultRule[]): void {
    this.clear();
    for (const rule of rules) this.add(rule);
  }

  clear(): void {
    this.#held = [];
  }

  /** Those that can still strike. */
  list(): readonly FaultRule[] {
    return this.#held.filter((held) => held.left > 0).map((held) => held.rule);
  }

  /** The rules that strike this request; their counts go down. */
  strike(exchange: Exchange): readonly FaultRule[] {
    return this.#held.filter((held) => matches(held.rule, exchange) && this.#spend(held)).map((held) => held.rule);
  }

  /** Whether new connections to `host` are refused. Looks only: the request that follows spends the count. */
  refuses(host: string): boolean {
    return this.#held.some(
      ({ rule, left }) =>
        left > 0 &&
        rule.action === 'refuse' &&
        rule.path === undefined &&
        rule.method === undefined &&
        rule.model === undefined &&
        rule.token === undefined &&
        rule.saying === undefined &&
        rule.writes === undefined &&
        rule.probability === undefined &&
        (rule.skip ?? 0) === 0 &&
        (rule.host === undefined || rule.host === host),
    );
  }

  /** Counts a refused connection. */
  spendRefusal(host: string): void {
    const held = this.#held.find(
      ({ rule, left }) => left > 0 && rule.action === 'refuse' && (rule.host ?? host) === host,
    );
    if (held) held.left -= 1;
  }

  #spend(held: Held): boolean {
    if (held.left <= 0) return false;
    if (held.passed < (held.rule.skip ?? 0)) {
      held.passed += 1;
      return false;
    }
    if (held.rule.probability !== undefined && this.#random() >= held.rule.probability) return false;
    held.left -= 1;
    return true;
  }
}

function matches(rule: FaultRule, exchange: Exchange): boolean {
  if (rule.host !== undefined && rule.host !== exchange.host) return false;
  if (rule.method !== undefined && rule.method !== exchange.method) return false;
  if (rule.path !== undefined && !new RegExp(rule.path).test(exchange.url.pathname + exchange.url.search)) return false;
  if (rule.model !== undefined && /"model"\s*:\s*"([^"]*)"/.exec(exchange.body)?.[1] !== rule.model) return false;
  if (rule.saying !== undefined && !new RegExp(rule.saying).test(exchange.body)) return false;
  if (rule.writes === true && !changesNotion(exchange)) return false;
  return rule.token === undefined || tokenOf(exchange) === rule.token;
}

function changesNotion({ method, url }: Exchange): boolean {
  return method !== 'GET' && /^\/v1\/(pages|blocks|comments|databases|data_sources)(?!.*\/query$)/.test(url.pathname);
}

/** The bearer token or the key of a request. */
export function tokenOf(exchange: Pick<Exchange, 'headers'>): string | undefined {
  const bearer = /^Bearer\s+(.+)$/i.exec(exchange.headers.authorization ?? '')?.[1];
  const key = exchange.headers['x-api-key'];
  return bearer ?? (typeof key === 'string' ? key : undefined);
}
