import type { Message } from '../../lib/chat/conversation.ts';
import { Markup } from '../kit/markup.tsx';
import { modelName } from '../kit/model-name.ts';
import type { LogProps } from './log.tsx';

const NO_CITATIONS: ReadonlySet<number> = new Set();

/** An answer that came with a file: its text, and who the file says wrote it. */
export function BroughtIn({ log, message }: { readonly log: LogProps; readonly message: Message }) {
  const { by, text } = message;
  const who = by === undefined ? 'No model used' : `Answered by ${modelName(by, log.models)}`;
  return (
    <article class="reply" aria-label={by === undefined ? 'Answer' : modelName(by, log.models)}>
      <Markup
        text={text}
        cited={NO_CITATIONS}
        onCite={() => undefined}
        onLink={(url) => log.onTry(log.desk.openPage(url))}
      />
      <p class="second small" role="note" aria-label={who}>
        {who}, brought in from a file
      </p>
    </article>
  );
}
