import type { Mention } from '../../lib/chat/mention.ts';
import { keyOf, nameOf } from '../../lib/chat/mention.ts';
import type { Prompt } from '../../lib/chat/prompt.ts';
import { slashChoices } from '../../lib/chat/slash-menu.ts';
import type { ChatActionId, SlashChoice } from '../../lib/chat/slash-menu.ts';
import type { SlashCommand } from '../../lib/chat/slash.ts';
import { promptsOf } from './prompts-of.ts';
import type { Suggestion } from './suggestions.tsx';
import type { Found } from './use-found-mentions.ts';
import type { Typing } from './use-suggestions.ts';

/** What is done when a suggestion is taken. */
interface Takers {
  readonly mention: (mention: Mention) => void;
  readonly command: (command: SlashCommand) => void;
  readonly prompt: (prompt: Prompt) => void;
  readonly act: (id: ChatActionId) => void;
}

/** The suggestions for what is being typed; `undefined` where nothing can be completed, or it is not known yet. */
export function suggestionsOf(
  typing: Typing | undefined,
  found: readonly Found[] | undefined,
  prompts: readonly Prompt[],
  offered: readonly ChatActionId[],
  take: Takers,
): readonly Suggestion[] | undefined {
  if (typing === undefined) return undefined;
  if (typing.kind === 'mention') {
    // A name that nothing fits is only words: the list is gone, and Enter sends.
    if (found?.length === 0 && typing.opening.query.trim() !== '') return undefined;
    return found?.map(({ mention, place }) => ({
      key: keyOf(mention),
      icon: mention.kind === 'person' ? 'person' : mention.kind === 'database' ? 'table' : 'page',
      words: nameOf(mention),
      onTake: () => take.mention(mention),
      ...(place === undefined ? {} : { note: place }),
    }));
  }
  const choices = slashChoices(typing.opening.query, promptsOf(prompts), offered);
  return choices.length === 0 ? undefined : choices.map((choice) => suggested(choice, take));
}

function suggested(choice: SlashChoice, take: Takers): Suggestion {
  switch (choice.kind) {
    case 'command': {
      const { command } = choice;
      const note = command.needsModel ? command.does : `${command.does}, without a model`;
      return {
        key: `/${command.name}`,
        icon: 'search',
        words: `/${command.name}`,
        note,
        onTake: () => take.command(command),
      };
    }
    case 'prompt': {
      const { prompt } = choice;
      return { key: prompt.id, icon: 'book', words: prompt.name, note: 'Prompt', onTake: () => take.prompt(prompt) };
    }
    case 'action': {
      const { id, does, name } = choice.action;
      return { key: id, icon: 'right', words: `/${name}`, note: does, onTake: () => take.act(id) };
    }
  }
}
