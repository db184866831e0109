import { STARTER_PROMPTS } from '../../lib/chat/prompt.ts';
import type { Prompt } from '../../lib/chat/prompt.ts';

/** The person's prompts, then the starters that they have not made their own. */
export function promptsOf(kept: readonly Prompt[]): readonly Prompt[] {
  const own = new Set(kept.map(({ name }) => name));
  return [...kept, ...STARTER_PROMPTS.filter(({ name }) => !own.has(name))];
}
