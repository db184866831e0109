import { parsePageId } from '../base/ids.ts';
import type { PageId } from '../base/ids.ts';
import { listOf, oneOf, parsed } from '../base/shape.ts';
import type { Shape } from '../base/shape.ts';
import { parseBaseUrl } from './provider-address.ts';

/** How a browser's administrator writes a value down. */
export type ManagedJson = 'list' | 'text' | 'integer' | 'number';

interface Field<Value> {
  readonly json: ManagedJson;
  /** What a value must be, after “must be”. */
  readonly wants: string;
  readonly read: Shape<Value>;
}

/** Where a model may be asked: at Claude, at a gateway to it, at a server that speaks OpenAI's protocol, in the browser. */
export const PROVIDER_KINDS = ['claude', 'gateway', 'openai', 'built-in'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

/** What can be switched off whole. */
export const MANAGED_SURFACES = ['companion', 'side-panel', 'reader', 'workbench', 'omnibox'] as const;
export type ManagedSurface = (typeof MANAGED_SURFACES)[number];

const KEY_MODES = ['session', 'passphrase', 'clear'] as const;
const WRITES = ['off', 'ask'] as const;
const REDACTION = ['off', 'warn', 'block', 'placeholders'] as const;

/** More than any policy lists; a list past it is a mistake of whatever wrote it. */
const MOST_LISTED = 500;
const LONGEST_TEXT = 2_000;
/** Ten years: a longer wish is a slip of the hand. */
const MOST_DAYS = 3_650;
const MOST_USD = 1_000_000;

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');

function choices<const Names extends readonly string[]>(names: Names): Field<readonly Names[number][]> {
  return { json: 'list', wants: `a list of ${quoted(names)}`, read: listOf(oneOf(...names), MOST_LISTED) };
}

function choice<const Names extends readonly string[]>(names: Names): Field<Names[number]> {
  return { json: 'text', wants: `one of ${quoted(names)}`, read: oneOf(...names) };
}

function texts<Value>(wants: string, parse: (text: string) => Value | undefined): Field<readonly Value[]> {
  return { json: 'list', wants, read: listOf(parsed(LONGEST_TEXT, parse), MOST_LISTED) };
}

const days: Field<number> = {
  json: 'integer',
  wants: `a whole number of days from 1 to ${MOST_DAYS}`,
  read: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_DAYS
      ? { fits: true, value }
      : { fits: false },
};

const usd: Field<number> = {
  json: 'number',
  wants: `an amount of US dollars from 0 to ${MOST_USD}`,
  read: (value) =>
    typeof value === 'number' && value >= 0 && value <= MOST_USD ? { fits: true, value } : { fits: false },
};

const model = (text: string): string | undefined => (/^[\w.:/@-]{1,200}\*?$/.test(text) ? text : undefined);

/** A page's id, or a link to it. */
const page = (text: string): PageId | undefined =>
  parsePageId(text) ?? parsePageId(/[\da-f]{32}(?=$|[?#])/i.exec(text)?.[0] ?? '');

/**
 * Everything that an organization may set, and the one place that says so: the schema for Chrome, the reader for every
 * browser, and the words for a mistake are made from it.
 */
export const MANAGED_FIELDS = {
  /** Nobody else is asked. */
  providers: choices(PROVIDER_KINDS),
  /** No other model is asked, wherever it is served; `*` at the end stands for any ending. */
  models: texts('a list of model names, each with at most one “*”, at its end', model),
  /** Gateways and servers are reached at these addresses and below them alone. */
  baseUrls: texts('a list of addresses that begin with https://, or with http://localhost', parseBaseUrl),
  /** Where Claude computes its answers, in the words of its API. */
  inferenceGeo: {
    json: 'text',
    wants: 'a region as Claude’s API names it, such as “us”',
    read: parsed(LONGEST_TEXT, (text) => (/^[a-z][a-z0-9-]{0,31}$/.test(text) ? text : undefined)),
  },
  /** `off`: nothing is written to Notion. `ask`: a person approves each write; no standing approval holds. */
  writes: choice(WRITES),
  /** Only these pages and what lies under them are written to. */
  parents: texts('a list of ids of Notion pages, or links to them', page),
  /** Nothing is kept on this device for longer. */
  retentionDays: days,
  /** What becomes of secrets and personal data before anything is sent. */
  redaction: choice(REDACTION),
  /** The most that models may cost in a day, and in a month. */
  spendPerDayUsd: usd,
  spendPerMonthUsd: usd,
  /** How keys may rest on this device; a key that rests otherwise is not used. */
  keyModes: choices(KEY_MODES),
  /** Parts of Understudy that are not there. */
  surfacesOff: choices(MANAGED_SURFACES),
} as const satisfies Record<string, Field<unknown>>;

export type ManagedField = keyof typeof MANAGED_FIELDS;

type ValueOf<Of> = Of extends { readonly read: Shape<infer Value> } ? Value : never;

/** What an organization has set. A field that it did not set is the person's. */
export type ManagedPolicy = { readonly [Name in ManagedField]?: ValueOf<(typeof MANAGED_FIELDS)[Name]> };

export const isManagedField = (name: string): name is ManagedField => Object.hasOwn(MANAGED_FIELDS, name);

export const MANAGED_FIELD_NAMES: readonly ManagedField[] = Object.keys(MANAGED_FIELDS).filter(isManagedField);
