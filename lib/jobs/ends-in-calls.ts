import type { Answer } from './answer.ts';

/** Whether nothing was written behind what was called last: then the answer goes on by itself, and no word is repeated. */
export function endsInCalls({ text, tools = [] }: Pick<Answer, 'text' | 'tools'>): boolean {
  const last = Math.max(...tools.map(({ at }) => at));
  return tools.length > 0 && text.slice(last).trim() === '';
}
