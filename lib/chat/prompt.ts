/** Words that the person keeps for use again. What stands between `{{` and `}}` is asked for each time. */
export interface Prompt {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly updatedAt: number;
}

/** The longest that is kept, in characters. */
export const PROMPT_NAME_CHARS = 80;
export const PROMPT_TEXT_CHARS = 20_000;

const VARIABLE = /\{\{([^{}\n]{1,60})\}\}/g;

type Part = { readonly words: string } | { readonly variable: string };

/** A prompt's text as its words and the places that are filled, in order. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const name = match[1]?.trim() ?? '';
    if (name === '') continue;
    parts.push({ words: text.slice(at, match.index) }, { variable: name });
    at = match.index + match[0].length;
  }
  return [...parts, { words: text.slice(at) }];
}

/** What a prompt asks for, each once, in the order in which it comes. */
export function variablesIn(text: string): readonly string[] {
  return [...new Set(partsOf(text).flatMap((part) => ('variable' in part ? [part.variable] : [])))];
}

/** The prompt with its places filled. What is filled in is never looked through again: it may hold braces of its own. */
export function fillPrompt(text: string, values: ReadonlyMap<string, string>): string {
  return partsOf(text)
    .map((part) => ('variable' in part ? (values.get(part.variable) ?? '') : part.words))
    .join('');
}

/** Prompts to begin with. They are no rows: one that is edited becomes the person's own. */
export const STARTER_PROMPTS: readonly Prompt[] = [
  {
    id: 'starter-update',
    name: 'Weekly update',
    text: 'Write a weekly update for {{audience}} from this page: what got done, what is next, what is at risk. At most ten lines.',
    updatedAt: 0,
  },
  {
    id: 'starter-decisions',
    name: 'Decisions and owners',
    text: 'List every decision on this page with who took it, when, and why. Then list what is still open, each with its owner.',
    updatedAt: 0,
  },
  {
    id: 'starter-newcomer',
    name: 'Explain to a newcomer',
    text: 'Explain this page to somebody who joined {{team}} today. Say what each abbreviation stands for.',
    updatedAt: 0,
  },
  {
    id: 'starter-questions',
    name: 'Hard questions',
    text: 'Which questions would {{role}} ask about this page that it does not answer?',
    updatedAt: 0,
  },
];
