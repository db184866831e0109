import type { JsonObject } from '../exchange.ts';
import { opaqueId } from '../random.ts';
import type { Piece } from './events.ts';
import { instructionOf } from './sources.ts';
import { turnsOf } from './prompt.ts';
import { say } from './say.ts';

/** What the model says and calls in one round. */
export interface ScriptRound {
  readonly says?: string;
  readonly calls?: readonly { readonly name: string; readonly input: Readonly<Record<string, unknown>> }[];
}

/** What a model does of its own, in place of what the simulated one makes of a request; `undefined` leaves it to that. */
export type Script = (body: JsonObject, random: () => number) => readonly Piece[] | undefined;

/** Answers a message that fits, round by round; after the last round it calls no more. */
export function scripted(asks: RegExp, rounds: readonly ScriptRound[]): Script {
  return (body, random) => {
    if (!asks.test(instructionOf(body))) return undefined;
    const round = rounds[roundsOf(body)];
    return round === undefined ? [say('That is all.')] : piecesOf(round, random);
  };
}

export function piecesOf({ says, calls = [] }: ScriptRound, random: () => number): readonly Piece[] {
  return [
    ...(says === undefined ? [] : [say(says)]),
    ...calls.map(({ name, input }) => ({ type: 'tool_use' as const, id: opaqueId('toolu_', random), name, input })),
  ];
}

/** How many rounds of calls stand behind the last message of the person. */
export function roundsOf(body: JsonObject): number {
  const turns = turnsOf(body);
  const answered = turns.map(({ content }) => content.some((block) => block['type'] === 'tool_result'));
  const message = turns.findLastIndex(({ role }, at) => role === 'user' && answered[at] !== true);
  return answered.slice(message + 1).filter(Boolean).length;
}
