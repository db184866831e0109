import type { ConversationId } from '../../lib/base/ids.ts';
import { writeChatFile } from '../../lib/chat/chat-file.ts';
import { chatFileName, chatMarkdown } from '../../lib/chat/chat-markdown.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import { useAsk } from '../kit/handing.ts';
import { saveFile } from '../kit/save-file.ts';

/** Saves a conversation as a file: Markdown to be read, JSON to be brought in again. */
export function useSaveChat({ shelf }: Pick<ChatDesk, 'shelf'>): (id: ConversationId, as: 'md' | 'json') => void {
  const ask = useAsk();
  return (id, as) =>
    ask(async () => {
      const file = await shelf.fileOf(id);
      if (file === undefined) return;
      const name = chatFileName(file.title, as);
      if (as === 'md') saveFile(name, 'text/markdown', chatMarkdown(file));
      else saveFile(name, 'application/json', writeChatFile(file));
    });
}
