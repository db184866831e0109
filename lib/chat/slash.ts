/** What stands behind a command: a tool that runs without a model, or words that are put into the box for one. */
export type SlashName = 'search' | 'read' | 'query';

/** A command that begins a message, for example `/search launch plan`. */
export interface SlashCommand {
  readonly name: SlashName;
  /** What it does, in a few words for the menu. */
  readonly does: string;
  /** What follows the name: shown as a hint, and what an @-mention may stand for. */
  readonly wants: 'words' | 'page' | 'database';
  /** For example `launch plan`. */
  readonly hint: string;
  /** Whether Claude or another model has to answer. */
  readonly needsModel: boolean;
}

/** Commands in the order of the menu. */
export const SLASH_COMMANDS: readonly SlashCommand[] = [
  { name: 'search', does: 'Search your pages', wants: 'words', hint: 'words to look for', needsModel: false },
  { name: 'read', does: 'Show a page here', wants: 'page', hint: '@page or its link', needsModel: false },
  {
    name: 'query',
    does: 'List rows of a database',
    wants: 'database',
    hint: '@database or its link, then Status = Done',
    needsModel: false,
  },
];

/** A message that begins with a command, and what follows the name; `undefined` for any other message. */
export function parseSlash(message: string): { readonly command: SlashCommand; readonly rest: string } | undefined {
  const [, name, rest = ''] = /^\/([a-z]+)(?:\s+([\s\S]*))?$/i.exec(message.trim()) ?? [];
  const command = SLASH_COMMANDS.find((one) => one.name === name?.toLowerCase());
  return command === undefined ? undefined : { command, rest: rest.trim() };
}
