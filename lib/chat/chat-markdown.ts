import type { ChatFile } from './chat-file.ts';
import { linkAddress } from './link-address.ts';

/** A conversation as a person reads it: the branch that was shown, in Markdown. */
export function chatMarkdown(file: ChatFile): string {
  const byId = new Map(file.turns.map((turn) => [turn.id, turn]));
  const branch: ChatFile['turns'][number][] = [];
  for (let at = file.shown ?? file.turns.at(-1)?.id; at !== undefined;) {
    const turn = byId.get(at);
    if (turn === undefined) break;
    branch.unshift(turn);
    at = turn.follows;
  }
  const turns = branch.flatMap(({ role, text, model, pages = [] }) => {
    const who = role === 'user' ? 'You' : (model ?? 'No model used');
    const about = pages.length === 0 ? [] : [`About: ${pages.map(linkTo).join(', ')}`];
    return [`## ${who}`, ...about, text.trim()];
  });
  return `${[`# ${oneLine(file.title)}`, ...turns].join('\n\n')}\n`;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** A title may hold brackets, an address must not end early. */
const linkTo = ({ title, url }: { readonly title: string; readonly url: string }): string =>
  `[${oneLine(title === '' ? 'Untitled' : title).replaceAll(/[[\]\\]/g, String.raw`\$&`)}](${linkAddress(url)})`;

/** A name for a file with the conversation: `Launch plan.md`. */
export function chatFileName(title: string, ending: 'md' | 'json'): string {
  const plain = oneLine(title.replaceAll(/[^\p{L}\p{N} _.,-]/gu, ' '))
    .slice(0, 60)
    .trim();
  return `${plain === '' ? 'Chat' : plain}.${ending}`;
}
