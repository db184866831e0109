import { HISTORY_SHARE, latestTurns } from '../actions/latest-turns.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import { estimateTokens } from '../models/estimate-tokens.ts';
import { costOf } from '../models/prices.ts';
import type { Settings } from '../settings/settings.ts';
import type { ToldTurn } from './told-turns.ts';

/** What the pages and the history leave for the message itself. */
const MESSAGE_SHARE = 0.2;
/** From here on the person is told that earlier turns will soon have no room. */
const NEARLY = 0.8;

/** What will be sent, in tokens, by what it is. */
interface Sent {
  readonly instructions: number;
  /** Absent while nobody has counted it. */
  readonly pages?: number;
  readonly earlier: number;
  readonly message: number;
}

/** How much of what a model can take a message would take. */
export interface Room {
  readonly sent: Sent;
  /** All of it, as far as it is known. */
  readonly tokens: number;
  /** Of what the model can take. */
  readonly share: number;
  /** US dollars for what is sent, without the answer; absent without a known price. */
  readonly costUsd?: number;
  /** Earlier turns that are no longer sent, the oldest. */
  readonly leftOut: number;
  readonly history: 'fine' | 'nearly-full' | 'full';
  /** Whether the message has room beside everything else. */
  readonly fits: boolean;
}

/**
 * Estimated from what is at hand, without asking anybody.
 * @param counted what a service or a preview has counted for the pages and the instructions
 */
export function roomOf({
  turns,
  message,
  model,
  contextTokens,
  prices,
  counted,
}: {
  readonly turns: readonly ToldTurn[];
  readonly message: string;
  readonly model: string;
  readonly contextTokens: number;
  readonly prices: Settings['prices'];
  readonly counted: { readonly instructions: number; readonly pages?: number };
}): Room {
  const history = turns.map(({ message: { role }, text }) => ({ role, text })).filter(({ text }) => text.trim() !== '');
  const kept = latestTurns(history, contextTokens);
  const sum = (list: readonly { readonly text: string }[]): number =>
    list.reduce((tokens, { text }) => tokens + estimateTokens(text), 0);
  const sent: Sent = { ...counted, earlier: sum(kept), message: estimateTokens(message) };
  const tokens = sent.instructions + (sent.pages ?? 0) + sent.earlier + sent.message;
  const leftOut = history.length - kept.length;
  const costUsd = costOf(model, { ...NO_USAGE, inputTokens: tokens }, prices);
  return {
    sent,
    tokens,
    share: tokens / contextTokens,
    leftOut,
    history: leftOut > 0 ? 'full' : sum(history) >= contextTokens * HISTORY_SHARE * NEARLY ? 'nearly-full' : 'fine',
    fits: sent.message <= contextTokens * MESSAGE_SHARE,
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}
