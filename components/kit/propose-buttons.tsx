import { useState } from 'preact/hooks';

import type { Answer } from '../../lib/jobs/answer.ts';
import type { PublishDesk, PublishPlace } from '../../lib/messages/outbox-desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { useSay } from './announcer.tsx';
import { Button } from './button.tsx';
import { useAsk } from './handing.ts';
import { PublishButtons } from './publish-buttons.tsx';

const ASKED = 'Waits for your approval';

/** Proposes what an answer is to become in Notion, and tells that it waits. */
export function usePropose(desk: PublishDesk, answer: Answer) {
  const ask = useAsk();
  const say = useSay();
  const [asked, setAsked] = useState(false);
  // What opens for it has to be opened in the press itself, so nothing is awaited before.
  const propose = (place: PublishPlace): void =>
    ask(async () => {
      await desk.publish(answer.id, place);
      setAsked(true);
      say(ASKED);
    });
  return { propose, told: asked && <span class="second small">{ASKED}</span> };
}

interface ToNotionProps {
  readonly desk: PublishDesk;
  readonly answer: Answer;
  readonly settings: Settings | undefined;
}

/** What a whole answer can become in Notion: a text of its own, words in their place, rows of a database. */
export function ToNotion({ desk, answer, settings }: ToNotionProps) {
  const { propose, told } = usePropose(desk, answer);
  const { pageId, action, data } = answer;
  if (pageId !== undefined && action === 'write') {
    return (
      <>
        <Button icon="check" onClick={() => propose({ page: pageId, as: 'replace' })}>
          Replace in page
        </Button>
        <Button icon="out" onClick={() => propose({ page: pageId, as: 'insert' })}>
          Insert below
        </Button>
        {told}
      </>
    );
  }
  const database = settings?.tasksDatabase;
  return (
    <>
      {database !== undefined && data?.of === 'tasks' && data.tasks.length > 0 && (
        <>
          <Button icon="check" onClick={() => propose({ page: database.id, as: 'rows' })}>
            Add to “{database.title}”
          </Button>
          {told}
        </>
      )}
      <PublishButtons desk={desk} answer={answer} />
    </>
  );
}
