import { useState } from 'preact/hooks';

import type { JobId } from '../../lib/base/ids.ts';
import type { QueueDesk } from '../../lib/messages/queue-desk.ts';
import { useSay } from './announcer.tsx';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { Menu } from './menu.tsx';
import { saveFile } from './save-file.ts';

/** Hands a request out whole, with its prompt and sources, so that it can be taken elsewhere. */
export function CopyRequest({
  queue,
  id,
  words = 'Copy',
}: {
  readonly queue: QueueDesk;
  readonly id: JobId;
  readonly words?: string;
}) {
  const say = useSay();
  const [held, setHeld] = useState<string>();
  const refused = (): void => say('The request could not be put together. Try again.', 'assertive');
  const copy = async (): Promise<void> => {
    const text = held ?? (await queue.exportRequest(id));
    // Should the press count no more by now, the next one finds the text at hand.
    setHeld(text);
    await copyText(text).then(
      () => say('Request copied, with its prompt and sources'),
      () => say('The browser did not allow copying. Press Copy again.', 'assertive'),
    );
  };
  const save = async (): Promise<void> => saveFile('request.md', 'text/markdown', await queue.exportRequest(id));
  return (
    <span class="split">
      <Button
        icon="copy"
        label="Copy request"
        tip="Copy with prompt and sources"
        onClick={() => void copy().catch(refused)}
      >
        {words}
      </Button>
      <Menu
        label="More ways to take it along"
        items={[{ key: 'save', label: 'Save as a Markdown file', onChoose: () => void save().catch(refused) }]}
      />
    </span>
  );
}
