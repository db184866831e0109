import type { ToolUse } from '../../jobs/tool-use.ts';
import type { ModelRequest, Turn } from '../../models/answer-event.ts';
import type { ToolResult, ToolSpec } from '../../models/tool.ts';

const MARKER = /\[\^\d+\]/g;

/**
 * A request that goes on behind what was called in the same answer: what was said up to each round, its calls, and what
 * they brought. Made from what is stored, so that a later life of the worker asks the same.
 * @returns `rest` is what was said behind the last round, which stands in no turn
 */
export function behindUses(
  request: ModelRequest,
  specs: readonly ToolSpec[],
  text: string,
  uses: readonly ToolUse[],
): { readonly request: ModelRequest; readonly rest: string } {
  const turns: Turn[] = [];
  let from = 0;
  for (const round of roundsOf(uses)) {
    const at = Math.max(from, Math.min(text.length, round[0]?.at ?? from));
    const calls = round.map(({ id, name, input }) => ({ id, name, input }));
    turns.push({ role: 'assistant', text: said(text.slice(from, at)), calls });
    turns.push({ role: 'user', text: '', results: round.map(resultOf) });
    from = at;
  }
  const tools = specs.length === 0 ? {} : { tools: specs };
  return { request: { ...request, ...tools, turns: [...request.turns, ...turns] }, rest: said(text.slice(from)) };
}

/** Uses that have an end, round by round. */
function roundsOf(uses: readonly ToolUse[]): readonly (readonly ToolUse[])[] {
  const rounds = new Map<number, ToolUse[]>();
  for (const use of uses) {
    if (use.result === undefined) continue;
    const round = rounds.get(use.round) ?? [];
    round.push(use);
    rounds.set(use.round, round);
  }
  return [...rounds.values()];
}

const resultOf = ({ id, result = '', state }: ToolUse): ToolResult => ({
  id,
  text: result,
  ...(state === 'refused' || state === 'failed' ? { isError: true } : {}),
});

const said = (text: string): string => text.replaceAll(MARKER, '').trim();
