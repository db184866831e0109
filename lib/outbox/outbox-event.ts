import type { FailureFacts } from '../base/failure.ts';
import type { Approval, Base, OutboxEntry, OutboxState, Sent } from './entry.ts';
import type { Operation } from './operation.ts';

/** What a request brought: where things stand now. */
export type Progress = Partial<Pick<Sent, 'chunk' | 'of' | 'container' | 'blocks' | 'comment' | 'edits'>>;

/** What a person decides, or somebody in the person's name. */
export type PersonEvent =
  | { readonly type: 'approve'; readonly approval: Approval }
  | { readonly type: 'decline' }
  /** Leave for it has ended before anything was sent. */
  | { readonly type: 'withdraw'; readonly failure: FailureFacts }
  | { readonly type: 'again' }
  /** The change anew over what stands now: from the start, or going on where it stopped. */
  | { readonly type: 'mine'; readonly operation: Operation; readonly base?: Base; readonly from: 'start' | 'here' }
  | { readonly type: 'theirs' }
  | { readonly type: 'undo' };

/** What the life of the worker that took the entry tells. Those of an earlier life change nothing. */
export type WorkerEvent = { readonly epoch: number } & (
  | { readonly type: 'base'; readonly base: Base }
  /** The request is about to go out: stored before it does. */
  | { readonly type: 'send'; readonly progress?: Progress }
  /** A clear answer, or what was read back: so much stands. */
  | { readonly type: 'stands'; readonly progress: Progress }
  | { readonly type: 'unclear'; readonly failure: FailureFacts; readonly notBefore: number }
  /** Not done, and worth another try. */
  | { readonly type: 'wait'; readonly failure: FailureFacts; readonly notBefore: number }
  | EndEvent
);

/** What ends the sending, or a part of it. */
export type EndEvent =
  | { readonly type: 'written'; readonly progress: Progress; readonly url: string; readonly notBefore?: number }
  /** What stands was read, and it is what was wanted; with `notBefore` it is looked at once more then. */
  | { readonly type: 'audit'; readonly notBefore?: number }
  | { readonly type: 'conflict'; readonly failure: FailureFacts; readonly found?: OutboxEntry['found'] }
  | { readonly type: 'block'; readonly failure: FailureFacts }
  | { readonly type: 'undo-refused'; readonly failure: FailureFacts }
  | { readonly type: 'undone' };

export type OutboxEvent =
  | PersonEvent
  | WorkerEvent
  /** A life of the worker takes it up; what it tells from then on bears its epoch. */
  | { readonly type: 'take'; readonly owner: string };

const UNDER_WAY: readonly OutboxState[] = ['approved', 'sending', 'unsure'];

/** In which states an event means something; in all others it changes nothing. */
export const HAPPENS_IN: Readonly<Record<OutboxEvent['type'], readonly OutboxState[]>> = {
  approve: ['proposed'],
  decline: ['proposed', ...UNDER_WAY, 'conflicted', 'blocked'],
  withdraw: ['approved'],
  again: ['blocked'],
  mine: ['conflicted'],
  theirs: ['conflicted'],
  undo: ['done', 'audited', 'written', 'conflicted', 'blocked', 'cancelled'],
  take: [...UNDER_WAY, 'written', 'audited', 'undoing'],
  base: UNDER_WAY,
  send: [...UNDER_WAY, 'undoing'],
  stands: UNDER_WAY,
  unclear: [...UNDER_WAY, 'undoing'],
  wait: [...UNDER_WAY, 'written', 'audited', 'undoing'],
  written: UNDER_WAY,
  audit: ['written', 'audited'],
  conflict: [...UNDER_WAY, 'written'],
  block: [...UNDER_WAY, 'written', 'undoing'],
  'undo-refused': ['undoing'],
  undone: ['undoing'],
};
