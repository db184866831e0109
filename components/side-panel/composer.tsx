import { useEffect, useRef, useState } from 'preact/hooks';

import type { ConversationId } from '../../lib/base/ids.ts';
import type { JobInput, PageTarget } from '../../lib/jobs/job.ts';
import type { ChatDesk, Here } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Badge } from '../kit/badge.tsx';
import { Button } from '../kit/button.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { GrowBox } from '../kit/grow-box.tsx';
import { ModelSelect } from '../kit/model-select.tsx';
import { PromptPreviewView } from '../kit/prompt-preview-view.tsx';
import { useDraft } from '../kit/use-draft.ts';

interface ComposerProps {
  readonly desk: ChatDesk;
  readonly here: Here;
  readonly conversationId: ConversationId | undefined;
  readonly models: readonly ModelFacts[];
  readonly settings: Settings;
  /** Nothing was said yet: starters are offered. */
  readonly empty: boolean;
  /** The page that the conversation began with. */
  readonly begunAbout: PageTarget | undefined;
  readonly onAskAll: () => void;
  /** Rejects when the message could not be stored; what was typed then stays. */
  readonly onSend: (text: string, model: string | undefined, aboutPage: boolean) => Promise<void>;
}

/** Where a message is written, with what goes along with it. */
export function Composer({
  desk,
  here,
  conversationId,
  models,
  settings,
  empty,
  begunAbout,
  onAskAll,
  onSend,
}: ComposerProps) {
  const draft = useDraft(desk, `chat:${conversationId ?? 'new'}`);
  const [model, setModel] = useState(settings.model);
  const [withPage, setWithPage] = useState(true);
  const [previewing, setPreviewing] = useState(false);
  const [sending, setSending] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const { target } = here;
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  useEffect(() => setModel(settings.model), [settings.model]);
  useEffect(() => setWithPage(true), [target?.pageId]);

  const about = (withPage ? target : undefined) ?? begunAbout;

  const send = (text: string): void => {
    if (text.trim() === '' || sending) return box.current?.focus();
    setSending(true);
    setPreviewing(false);
    onSend(text.trim(), model === settings.model ? undefined : model, withPage)
      .then(draft.clear, () => undefined)
      .finally(() => setSending(false));
  };
  const input: JobInput = {
    action: 'chat',
    question: draft.text,
    length: settings.length,
    model,
    ...(conversationId !== undefined && { conversationId }),
    ...(withPage && target && { target }),
  };

  return (
    <>
      {empty && <EmptyState desk={desk} here={here} onAsk={send} />}
      {previewing && (
        <PromptPreviewView desk={desk} input={input} models={models} onClose={() => setPreviewing(false)} />
      )}
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          send(draft.text);
        }}
      >
        {target && <WithPage target={target} chosen={withPage} onChoose={setWithPage} />}
        {about === undefined && here.notion !== 'missing' && (
          <div class="row between">
            <p class="second small">A chat is about a page.</p>
            <Button icon="search" onClick={onAskAll}>
              Ask all of Notion
            </Button>
          </div>
        )}
        <GrowBox
          label="Message"
          placeholder={target && withPage ? 'Write about this page' : 'Write a message'}
          value={draft.text}
          onWrite={draft.write}
          onEnter={() => send(draft.text)}
          boxRef={box}
        />
        <div class="row between">
          <ModelSelect models={models} value={model} onChange={setModel} bare />
          <span class="row tight">
            <Button
              icon="eye"
              tone="quiet"
              label="What goes to Claude"
              expanded={previewing}
              disabled={draft.text.trim() === ''}
              onClick={() => setPreviewing(!previewing)}
            />
            <Button icon="send" tone="main" label="Send" type="submit" />
          </span>
        </div>
      </form>
    </>
  );
}

/** Whether the page in front goes along. */
function WithPage({
  target,
  chosen,
  onChoose,
}: {
  readonly target: PageTarget;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}) {
  return (
    <div class="badges">
      {chosen ? (
        <Badge
          icon="page"
          words={target.title === '' ? 'Untitled' : target.title}
          leaveOut={`Leave out ${target.title === '' ? 'this page' : target.title}`}
          onLeaveOut={() => onChoose(false)}
        />
      ) : (
        <Button icon="plus" tone="quiet" onClick={() => onChoose(true)}>
          Add this page
        </Button>
      )}
    </div>
  );
}
