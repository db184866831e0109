import type { FailureCode } from '../base/failure.ts';
import type { DrillGround, ScenarioId } from '../resilience/drill.ts';
import type { ProviderId } from '../settings/provider.ts';

/** What a drill tries: everything that a person can ask for and that a stop of a service may take away. */
export const DRILL_ACTS = [
  'summarize',
  'brief',
  'ask',
  'ask-pages',
  'search',
  'titles',
  'reader',
  'refresh',
  'chat',
  'continue',
  'retry',
  'keep-question',
  'tasks',
  'wiki',
  'document',
  'write',
  'earlier-answers',
  'earlier-chats',
] as const;

export type DrillAct = (typeof DRILL_ACTS)[number];

/** What a person got in place of, or beside, an answer. */
export type DrillGot =
  /** Of the asked model, or of another one. */
  | 'answer'
  | 'other-model'
  /** An answer that ended early; what arrived stays. */
  | 'part'
  | 'last-good'
  | 'model-free'
  /** Pages, passages or chats on this device. */
  | 'from-device'
  | 'from-notion'
  /** Only kept, to run when service returns. */
  | 'waits'
  | 'nothing'
  /** It could not be tried: no page, no chat or no answer is here to try it on. */
  | 'not-tried';

/** One thing that was tried. */
export interface DrillRow {
  readonly act: DrillAct;
  readonly got: DrillGot;
  /** From the press to the first thing of use, or to the end. */
  readonly ms: number;
  /** Who answered. */
  readonly model?: string;
  readonly provider?: ProviderId;
  /** What stood in the way of a better one. */
  readonly cause?: FailureCode;
  /** It is kept and runs when service returns, whatever else was shown. */
  readonly waits?: true;
  /** US dollars that models which were left up have cost. */
  readonly costUsd?: number;
}

/** A drill that is on, as data: it outlives the worker and the browser. */
export interface Drill {
  readonly scenario: ScenarioId;
  readonly startedAt: number;
  /** It ends by itself then. */
  readonly endsAt: number;
  readonly ground: DrillGround;
  /** Title of the page that things are tried on; absent when none is on this device. */
  readonly page?: string;
  readonly rows: readonly DrillRow[];
  /** What is being tried. */
  readonly trying?: DrillAct;
  /** Nothing more will be tried: all was, or the person stopped it. */
  readonly tried?: 'all' | 'stopped';
}

/** What of a drill is kept. */
export interface DrillReport extends Pick<Drill, 'scenario' | 'startedAt' | 'page' | 'rows'> {
  /** The model that was asked first. */
  readonly model: string;
  /** It ended before everything was tried. */
  readonly stopped?: true;
}

/** What every surface knows of a drill, and the one thing it can do about it. */
export interface DrillWatch {
  watchDrill(show: (drill: Drill | undefined) => void): () => void;
  endDrill(): Promise<void>;
}

/** The options page's further reach. */
export interface DrillDesk extends DrillWatch {
  /** Begins a drill, and tries everything in it. */
  startDrill(scenario: ScenarioId): Promise<void>;
  /** Tries nothing more; the drill stays on. */
  stopTrying(): Promise<void>;
  /** The newest first. */
  watchDrillReports(show: (reports: readonly DrillReport[]) => void): () => void;
}

const USEFUL: ReadonlySet<DrillGot> = new Set<DrillGot>([
  'answer',
  'other-model',
  'last-good',
  'model-free',
  'from-device',
  'from-notion',
]);

/** Whether it left the person with something to work with. A question that is only to be kept has been, once it waits. */
export const wasUseful = ({ act, got }: DrillRow): boolean =>
  USEFUL.has(got) || (act === 'keep-question' && got === 'waits');

/** How much stayed useful, of what could be tried. */
export function countUseful(rows: readonly DrillRow[]): { readonly useful: number; readonly of: number } {
  const tried = rows.filter(({ got }) => got !== 'not-tried');
  return { useful: tried.filter(wasUseful).length, of: tried.length };
}

/** Where a drill and its reports rest. Every change is on disk before the promise resolves. */
export interface DrillStore {
  read(): Promise<Drill | undefined>;
  keep(drill: Drill): Promise<void>;
  forget(): Promise<void>;
  /** Puts a report first, in place of an earlier one of the same drill. The last ten are kept. */
  report(report: DrillReport): Promise<void>;
}
