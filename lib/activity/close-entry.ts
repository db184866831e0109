import { FAILURE_HOPS } from '../base/failure.ts';
import { ACTS, OUTCOMES } from './entry.ts';
import type { ActivityEntry, ActivityFacts, ActivityNews } from './entry.ts';

type Fits = (value: unknown) => boolean;

/** How keys and tokens begin, and runs that are longer than any in a name. */
const LIKE_A_KEY =
  /^(?:sk|pk|rk|ntn|secret|gh[a-z]|glpat|xox[a-z]|bearer|key|token)[-_]|^(?:AKIA|AIza|eyJ)|[A-Za-z\d]{33,}/;

const exactly =
  (form: RegExp): Fits =>
  (value) =>
    typeof value === 'string' && form.test(value);
/** A name that others chose: it must not be a key that went astray. */
const name =
  (form: RegExp): Fits =>
  (value) =>
    typeof value === 'string' && form.test(value) && !LIKE_A_KEY.test(value);
const number: Fits = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const OWN_ID = /^[\da-zA-Z]{1,32}(?:[-:][\da-zA-Z]{1,32}){0,8}$/;

/** What each fact must look like. Anything else is left out of the log, whoever told it. */
const FORMS: { readonly [Name in keyof ActivityFacts]-?: Fits } = {
  outcome: (value) => OUTCOMES.some((outcome) => outcome === value),
  code: (value) => typeof value === 'string' && Object.hasOwn(FAILURE_HOPS, value),
  page: exactly(UUID),
  fingerprint: exactly(/^[\da-f]{8,40}$/),
  connection: name(OWN_ID),
  action: name(/^[a-z]{1,12}$/),
  tool: name(/^[a-z_]{1,24}$/),
  provider: name(/^(?:claude|built-in|(?:gateway|openai):[\w-]{1,56})$/),
  model: name(/^\w[\w.:/+-]{0,79}(?:@[\w-]{1,20})?$/),
  host: name(/^(?:[a-z\d.-]{1,80}|\[[\da-f:]{2,40}\])(?::\d{1,5})?$/),
  tokensIn: number,
  tokensOut: number,
  microUsd: number,
  requests: number,
  failures: number,
  bytesOut: number,
  bytesIn: number,
  ms: number,
  rule: name(/^[a-z]+(?:-[a-z\d]{1,16}){0,5}$/),
  count: number,
  of: name(OWN_ID),
  upTo: number,
  upToHash: exactly(/^[\da-f]{64}$/),
};

const NAMES = Object.keys(FORMS) as readonly (keyof ActivityFacts)[];

/**
 * The entry with nothing in it but what the log may hold: the rest is dropped, whatever it was. Numbers are whole.
 * `undefined` where it is no act that the log knows.
 */
export function closeEntry(news: ActivityNews, now: number): ActivityEntry | undefined {
  const { kind, what, outcome } = news;
  const known: readonly string[] | undefined = Object.hasOwn(ACTS, kind) ? ACTS[kind] : undefined;
  if (known?.includes(what) !== true || !FORMS.outcome(outcome)) return undefined;
  const facts: Record<string, unknown> = {};
  for (const fact of NAMES) {
    const value = news[fact];
    const told = typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : value;
    if (told !== undefined && FORMS[fact](told)) facts[fact] = told;
  }
  const at = number(Math.round(news.at ?? now)) ? Math.round(news.at ?? now) : now;
  return { ...facts, at, kind, what } as ActivityEntry;
}
