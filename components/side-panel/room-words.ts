import type { Room } from '../../lib/chat/room.ts';
import { dollars } from '../../lib/base/dollars.ts';
import { count, counted } from '../kit/amount.ts';

/**
 * In one line: `About 12,400 tokens, 1 % of the room, $0.02`.
 * @param uncounted pages that go along and that nobody has counted yet
 */
export function roomWords({ tokens, share, costUsd }: Room, uncounted: number): string {
  if (uncounted > 0) return `About ${count(tokens)} tokens and ${counted(uncounted, 'page')} not counted yet`;
  const percent = share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`;
  const money = costUsd === undefined ? '' : `, ${dollars(costUsd)}`;
  return `About ${count(tokens)} tokens, ${percent} of the room${money}`;
}

/** What takes how much, the largest first. */
export function partsInOrder({ sent }: Room): readonly { readonly name: string; readonly tokens: number }[] {
  return [
    { name: 'Pages', tokens: sent.pages ?? 0 },
    { name: 'Earlier turns', tokens: sent.earlier },
    { name: 'Your message', tokens: sent.message },
    { name: 'Instructions', tokens: sent.instructions },
  ]
    .filter(({ tokens }) => tokens > 0)
    .toSorted((one, other) => other.tokens - one.tokens);
}

/** What the person should know before sending; `undefined` while all is well. */
export function roomWarning({ fits, history, leftOut, sent }: Room, model: string): string | undefined {
  if (!fits) {
    return `This message is too long for ${model}: about ${count(sent.message)} tokens. Shorten it, or choose a model with more room.`;
  }
  if (history === 'full') {
    return `The conversation is longer than its room. The ${counted(leftOut, 'oldest turn')} ${leftOut === 1 ? 'is' : 'are'} no longer sent.`;
  }
  if (history === 'nearly-full') return 'The conversation will soon be longer than its room.';
  return undefined;
}
