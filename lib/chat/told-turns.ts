import type { Answer } from '../jobs/answer.ts';
import type { Message } from './conversation.ts';

/** A turn as it stands in the store: its row, and the answer that its job wrote so far. */
export interface StoredTurn {
  readonly message: Message;
  readonly answer: Answer | undefined;
}

/** A turn as a model is told it. */
export interface ToldTurn {
  readonly message: Message;
  readonly text: string;
  readonly by?: string;
}

/** How a summary is introduced, so that nobody takes it for the person's own words. */
const SUMMARY_OF = 'Summary of the earlier turns of this conversation:\n\n';

/**
 * What of a branch a model is told, oldest first: from the newest written summary on, that summary in place of what it
 * covers. Summaries that are undone, unwritten or made without a model stand for nothing.
 */
export function toldTurns(branch: readonly StoredTurn[]): readonly ToldTurn[] {
  const at = branch.findLastIndex(isSummary);
  const summary = branch[at];
  const upTo = summary?.message.summary?.upTo;
  const covered = upTo === undefined ? -1 : branch.findIndex(({ message }) => message.id === upTo);
  const turns = branch.slice(covered + 1).filter(({ message }) => message.summary === undefined);
  if (summary === undefined) return turns.map(toldTurn);
  const opening = { message: { ...summary.message, role: 'user' }, text: SUMMARY_OF + textOf(summary) } as const;
  return [opening, ...turns.map(toldTurn)];
}

const isSummary = ({ message, answer }: StoredTurn): boolean =>
  message.summary !== undefined &&
  message.summary.undone !== true &&
  answer?.state === 'done' &&
  answer.provenance.answeredBy !== undefined;

const textOf = ({ message, answer }: StoredTurn): string =>
  message.role === 'user' ? message.text : (answer?.text ?? message.text);

function toldTurn(turn: StoredTurn): ToldTurn {
  const { message, answer } = turn;
  const by = message.role === 'user' ? undefined : (answer?.provenance.answeredBy ?? message.by);
  return { message, text: textOf(turn), ...(by === undefined ? {} : { by }) };
}
