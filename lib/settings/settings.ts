import type { PageId } from '../base/ids.ts';
import { DEFAULT_BUDGET } from './budget.ts';
import type { Budget } from './budget.ts';
import type { Managed } from './managed.ts';
import type { ClassRule } from './class-rule.ts';
import type { DataClass, ProviderId, ProviderSettings } from './provider.ts';
import { DEFAULT_REDACTION } from './redaction.ts';
import type { RedactionSettings } from './redaction.ts';
import type { Retention } from './retention.ts';
import type { ToolChoices } from './tool-choice.ts';

/** How keys rest on this device: until the browser closes, under a passphrase, or readable by whoever has the disk. */
export type KeyMode = 'session' | 'passphrase' | 'clear';

export type AnswerLength = 'short' | 'medium' | 'long';

/** What a person may set. Keys are not settings: they live in the vault. */
export interface Settings {
  readonly version: 1;
  /** Model asked first. */
  readonly model: string;
  /** Who is asked for it. */
  readonly provider: ProviderId;
  /** Models of the same provider that may answer instead, in the person's order. */
  readonly fallbacks: readonly string[];
  /** Other providers, in the order in which they may answer instead. */
  readonly providers: readonly ProviderSettings[];
  /** Whether the browser's own model may answer, where it has one. */
  readonly builtIn: boolean;
  /** Whether an answer of another model is made again by itself once the asked one is back. */
  readonly rerun: boolean;
  /** Whether the browser may tell when waiting requests have run. */
  readonly notify: boolean;
  /** The most that one answer may cost when another model stands in for the asked one, in US dollars. */
  readonly standInUsd: number;
  /** Whether anything may be written to Notion at all. */
  readonly writes: boolean;
  /** What a model may call in a conversation, where the person chose otherwise than it comes. */
  readonly tools: ToolChoices;
  /** How long a request may wait for service, in hours. */
  readonly waitHours: number;
  /** BCP 47 tag, or `page` for the language of the page. */
  readonly language: string;
  readonly length: AnswerLength;
  /** Where tasks go, chosen with the first of them. */
  readonly tasksDatabase?: { readonly id: PageId; readonly title: string };
  readonly keyMode: KeyMode;
  /** What is done about secrets and personal data before a model is asked. */
  readonly redaction: RedactionSettings;
  /** How streaming answers are announced to screen readers. */
  readonly announce: 'all' | 'end' | 'off';
  readonly firstRunDone: boolean;
  /** So many bytes of Notion may rest on this device. */
  readonly mirrorBytes: number;
  /** So many days the activity log goes back. */
  readonly activityDays: number;
  /** How long each kind is kept. */
  readonly retention: Retention;
  /** Corrections of the price table, US dollars per million tokens. */
  readonly prices: Readonly<Record<string, { readonly input: number; readonly output: number }>>;
  /** What may be spent, and how carefully. */
  readonly budget: Budget;

  /** What the organization set, where it set anything. Never stored with the person's settings: see `effectiveSettings`. */
  readonly managed?: Managed;
  /** Pages, databases and workspaces that are of another class than what stands around them. */
  readonly classes: readonly ClassRule[];
  /** Words of which class may be sent to Claude itself. */
  readonly claudeSees: readonly DataClass[];
  /** Words of which class the browser’s own model may read. */
  readonly builtInSees: readonly DataClass[];
  /** Models that may see less than their provider, by `provider/model`. */
  readonly modelsSee: Readonly<Record<string, readonly DataClass[]>>;
}

export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  model: 'claude-sonnet-5-5',
  provider: 'claude',
  fallbacks: ['claude-haiku-5-5', 'claude-opus-5-5'],
  providers: [],
  builtIn: true,
  rerun: false,
  notify: false,
  // A page of ordinary length costs cents on the dearest model.
  standInUsd: 0.5,
  writes: true,
  tools: {},
  waitHours: 24,
  language: 'page',
  length: 'medium',
  keyMode: 'session',
  redaction: DEFAULT_REDACTION,
  announce: 'all',
  firstRunDone: false,
  // Some 100,000 pages of ordinary length.
  mirrorBytes: 500_000_000,
  // Who asks about a year asks within it.
  activityDays: 400,
  retention: {},
  prices: {},
  budget: DEFAULT_BUDGET,
  classes: [],
  claudeSees: ['public', 'internal', 'restricted'],
  builtInSees: ['public', 'internal', 'restricted'],
  modelsSee: {},
};
