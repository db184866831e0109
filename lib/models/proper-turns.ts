import type { Source, Turn } from './answer-event.ts';
import type { ToolCall, ToolResult } from './tool.ts';

/** Stands where a source or a result has nothing to show: services refuse empty text, and the places of the others must not move. */
const NOTHING = '—';

/**
 * Turns as every service accepts them: they begin and end with the user, none is empty, no two of one role follow each
 * other, each call stands right before its result and no result without its call. What was cut between a call and its
 * result is left out.
 * @param canCall where a model cannot call, results stand among the user's words, as the data that they are
 */
export function properTurns(turns: readonly Turn[], canCall: boolean): readonly Turn[] {
  const kept: Turn[] = [];
  for (const [at, turn] of turns.entries()) {
    const last = kept.at(-1);
    const next = cleaned(turn, callsOf(turns[at - 1], turn), callsOf(turn, turns[at + 1]), canCall);
    if (isEmpty(next) || (last === undefined && next.role === 'assistant')) continue;
    if (last?.role === next.role) kept[kept.length - 1] = joined(last, next);
    else kept.push(last === undefined ? withoutResults(next) : next);
  }
  while (kept.at(-1)?.role === 'assistant') kept.pop();
  return kept;
}

/** Calls of a turn that the next one answers, each name of a call once. */
function callsOf(turn: Turn | undefined, next: Turn | undefined): readonly ToolCall[] {
  if (turn?.role !== 'assistant' || next?.role !== 'user') return [];
  const answered = new Set((next.results ?? []).map(({ id }) => id));
  const calls = (turn.calls ?? []).filter(({ id }) => answered.has(id));
  return calls.filter(({ id }, at) => calls.findIndex((call) => call.id === id) === at);
}

function cleaned(turn: Turn, asked: readonly ToolCall[], calls: readonly ToolCall[], canCall: boolean): Turn {
  const { role, text } = turn;
  if (role === 'assistant') return { role, text, ...(canCall && calls.length > 0 ? { calls } : {}) };
  const sources = (turn.sources ?? []).map(filled);
  const results = asked.flatMap(({ id }) => turn.results?.find((result) => result.id === id) ?? []).map(told);
  const words = canCall ? text : wordsOf([...results.map((result) => result.text), text]);
  return {
    role,
    text: words,
    ...(sources.length === 0 ? {} : { sources }),
    ...(canCall && results.length > 0 ? { results } : {}),
  };
}

const told = (result: ToolResult): ToolResult => (result.text.trim() === '' ? { ...result, text: NOTHING } : result);

const isEmpty = ({ text, sources, calls, results }: Turn): boolean =>
  text.trim() === '' && sources === undefined && calls === undefined && results === undefined;

/** The call of a first turn's results was in a turn that was left out. */
const withoutResults = ({ results: _orphans, ...turn }: Turn): Turn => turn;

function joined(first: Turn, second: Turn): Turn {
  const sources = [...(first.sources ?? []), ...(second.sources ?? [])];
  const calls = [...(first.calls ?? []), ...(second.calls ?? [])];
  const results = [...(first.results ?? []), ...(second.results ?? [])];
  return {
    role: first.role,
    text: wordsOf([first.text, second.text]),
    ...(sources.length === 0 ? {} : { sources }),
    ...(calls.length === 0 ? {} : { calls }),
    ...(results.length === 0 ? {} : { results }),
  };
}

const wordsOf = (parts: readonly string[]): string => parts.filter((part) => part.trim() !== '').join('\n\n');

function filled(source: Source): Source {
  const items = source.items.length === 0 ? [NOTHING] : source.items;
  return {
    title: source.title.trim() === '' ? 'Untitled' : source.title,
    url: source.url,
    items: items.map((item) => (item.trim() === '' ? NOTHING : item)),
  };
}
