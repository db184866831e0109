import type { Prompt } from './prompt.ts';
import { SLASH_COMMANDS } from './slash.ts';
import type { SlashCommand } from './slash.ts';

/** What a chat can do besides being written in. */
export type ChatActionId = 'new' | 'temporary' | 'compact' | 'prompts' | 'history';

interface ChatAction {
  readonly id: ChatActionId;
  readonly name: string;
  readonly does: string;
}

const CHAT_ACTIONS: readonly ChatAction[] = [
  { id: 'new', name: 'new', does: 'Begin a new chat' },
  { id: 'temporary', name: 'temporary', does: 'Begin a chat that is not kept' },
  { id: 'compact', name: 'compact', does: 'Summarize earlier turns' },
  { id: 'prompts', name: 'prompts', does: 'Your prompts' },
  { id: 'history', name: 'history', does: 'Earlier chats' },
];

export type SlashChoice =
  | { readonly kind: 'command'; readonly command: SlashCommand }
  | { readonly kind: 'prompt'; readonly prompt: Prompt }
  | { readonly kind: 'action'; readonly action: ChatAction };

/** More would hide the ones that are looked for. */
const MOST_PROMPTS = 8;

/** What a message that begins with `/query` may become: tools that need no model, prompts, things to do. */
export function slashChoices(
  query: string,
  prompts: readonly Prompt[],
  offered: readonly ChatActionId[],
): readonly SlashChoice[] {
  const wanted = query.toLocaleLowerCase();
  const fits = (name: string): boolean =>
    name
      .toLocaleLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(wanted));
  return [
    ...SLASH_COMMANDS.filter(({ name }) => fits(name)).map((command) => ({ kind: 'command', command }) as const),
    ...prompts
      .filter(({ name }) => fits(name))
      .slice(0, MOST_PROMPTS)
      .map((prompt) => ({ kind: 'prompt', prompt }) as const),
    ...CHAT_ACTIONS.filter(({ id, name, does }) => offered.includes(id) && (fits(name) || fits(does))).map(
      (action) => ({ kind: 'action', action }) as const,
    ),
  ];
}
