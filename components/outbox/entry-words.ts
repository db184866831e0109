import { describeFailure } from '../../lib/base/failure-words.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import { modelName } from '../../lib/models/model-name.ts';
import type { OutboxEntry, OutboxState } from '../../lib/outbox/entry.ts';
import type { OperationKind } from '../../lib/outbox/operation.ts';
import { counted } from '../kit/amount.ts';
import { moment } from '../kit/moment.ts';

/** What an entry would do and where, in one line. */
export function whatWords({ operation, targetTitle }: OutboxEntry): string {
  const where = `“${targetTitle}”`;
  switch (operation.kind) {
    case 'append':
      return `Add to the end of ${where}`;
    case 'create':
      return operation.parent.kind === 'page'
        ? `New page “${operation.title}” under ${where}`
        : `New row “${operation.title}” in ${where}`;
    case 'set-properties':
      return Object.keys(operation.values).length === 1
        ? `Change 1 property of ${where}`
        : `Change ${Object.keys(operation.values).length} properties of ${where}`;
    case 'replace-text':
      return `Change ${counted(operation.edits.length, 'passage')} of ${where}`;
    case 'comment':
      return `Comment on ${where}`;
  }
}

/** Who wants it: `Brief by Claude Sonnet 5.5`, or `Brief, made without a model`. */
export function whoWords({ origin }: OutboxEntry): string {
  return origin.model === undefined
    ? `${origin.label}, made without a model`
    : `${origin.label} by ${modelName(origin.model)}`;
}

/** Who said that it may be written, and when. */
export function approvedWords({ approval }: OutboxEntry, now: number): string | undefined {
  if (approval === undefined) return undefined;
  const when = moment(approval.at, now);
  return approval.by === 'person' ? `Approved by you, ${when}` : `Allowed by a standing approval, ${when}`;
}

/** How an entry stands, in words and in the tone that supports them. */
export interface StandingWords {
  readonly words: string;
  readonly tone: 'waiting' | 'trouble' | 'good' | 'plain';
}

export function stateWords(entry: OutboxEntry, now: number): StandingWords {
  const { state, sent, notBefore } = entry;
  const later = notBefore !== undefined && notBefore > now ? ` at ${moment(notBefore, now)}` : '';
  switch (state) {
    case 'proposed':
      return { words: 'Waits for you', tone: 'waiting' };
    case 'approved':
      return { words: later === '' ? 'Approved; is sent next' : `Approved; is sent${later}`, tone: 'plain' };
    case 'sending':
      return { words: sending(sent), tone: 'plain' };
    case 'unsure':
      return { words: `Checking whether it arrived${later === '' ? '' : `, next${later}`}`, tone: 'waiting' };
    case 'written':
      return { words: `Written; is looked at once more${later}`, tone: 'plain' };
    case 'audited':
    case 'done':
      return { words: 'Saved', tone: 'good' };
    case 'conflicted':
    case 'blocked':
      return { words: 'Needs you', tone: 'trouble' };
    case 'cancelled':
      return { words: 'Not written', tone: 'plain' };
    case 'undoing':
      return { words: 'Undoing', tone: 'plain' };
    case 'undone':
      return { words: 'Undone', tone: 'plain' };
  }
}

function sending(sent: OutboxEntry['sent']): string {
  if (sent === undefined || sent.of <= 1) return 'Sending';
  return `Sending ${Math.min(sent.chunk + 1, sent.of)} of ${sent.of}`;
}

/** What is to be known beside a failure: what happened, and what is safe. */
export function troubleWords(failure: FailureFacts): { readonly cause: string; readonly still: string } {
  return describeFailure(failure);
}

/** The three things that a person wants to tell apart in a list. */
export type Standing = 'decide' | 'under-way' | 'ended';

const STANDINGS: Readonly<Record<OutboxState, Standing>> = {
  proposed: 'decide',
  conflicted: 'decide',
  blocked: 'decide',
  approved: 'under-way',
  sending: 'under-way',
  unsure: 'under-way',
  written: 'under-way',
  audited: 'ended',
  undoing: 'under-way',
  done: 'ended',
  undone: 'ended',
  cancelled: 'ended',
};

export const standingOf = ({ state }: Pick<OutboxEntry, 'state'>): Standing => STANDINGS[state];

/** Notion tells people of a comment at once, so that taking it away does not take back that it was read. */
const NOTICED: ReadonlySet<OperationKind> = new Set<OperationKind>(['comment']);

/** Whether an undo would leave nothing of it. */
export const isUndoable = ({ operation }: Pick<OutboxEntry, 'operation'>): boolean => !NOTICED.has(operation.kind);
