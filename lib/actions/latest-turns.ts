import { estimateTokens } from '../models/estimate-tokens.ts';
import type { HistoryTurn } from './action.ts';

/** Earlier turns are kept up to this part of what the model can take; the oldest go first. */
export const HISTORY_SHARE = 0.3;
const MARKER = /\[\^\d+\]/g;

/**
 * The last turns that have room, from a turn of the person on; markers of old citations mean nothing any more.
 * @param share the part of what the model can take that they may have
 */
export function latestTurns(
  history: readonly HistoryTurn[],
  contextTokens: number,
  share = HISTORY_SHARE,
): readonly HistoryTurn[] {
  const turns = history
    .map((turn) => ({ ...turn, text: turn.text.replaceAll(MARKER, '').trim() }))
    .filter(({ text }) => text !== '');
  let left = contextTokens * share;
  let from = turns.length;
  while (from > 0 && left > 0) {
    left -= estimateTokens(turns[from - 1]?.text ?? '');
    if (left > 0) from -= 1;
  }
  while (turns[from]?.role === 'assistant') from += 1;
  return turns.slice(from);
}
