import { useEffect, useRef, useState } from 'preact/hooks';

import type { ConversationId } from '../../lib/base/ids.ts';
import { nameOf, pagesOf, unmention } from '../../lib/chat/mention.ts';
import type { Prompt } from '../../lib/chat/prompt.ts';
import { fillPrompt, variablesIn } from '../../lib/chat/prompt.ts';
import type { ChatActionId } from '../../lib/chat/slash-menu.ts';
import type { ToldTurn } from '../../lib/chat/told-turns.ts';
import type { JobInput, PageTarget } from '../../lib/jobs/job.ts';
import type { ChatDesk, Here } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Button } from '../kit/button.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { GrowBox } from '../kit/grow-box.tsx';
import { ModelSelect } from '../kit/model-select.tsx';
import { PromptPreviewView } from '../kit/prompt-preview-view.tsx';
import { useDraft } from '../kit/use-draft.ts';
import { FillPrompt } from './prompt-form.tsx';
import { MessageBadges } from './message-badges.tsx';
import { RoomMeter } from './room-meter.tsx';
import { Suggestions } from './suggestions.tsx';
import { useCompletion } from './use-completion.ts';
import { useMentions } from './use-mentions.ts';

type Drafts = Pick<ChatDesk, 'readDraft' | 'keepDraft'>;

interface ComposerProps {
  readonly desk: ChatDesk;
  readonly here: Here;
  readonly conversationId: ConversationId | undefined;
  /** Where what is typed rests until it is sent. */
  readonly drafts: Drafts;
  readonly models: readonly ModelFacts[];
  readonly settings: Settings;
  /** The person's own prompts. */
  readonly prompts: readonly Prompt[];
  /** The prompt that was chosen to be put into the message. */
  readonly using: Prompt | undefined;
  /** What can be done from the message box. */
  readonly offered: readonly ChatActionId[];
  /** What of the conversation a model is told. */
  readonly told: readonly ToldTurn[];
  /** Nothing was said yet: starters are offered. */
  readonly empty: boolean;
  /** The page that the conversation began with. */
  readonly begunAbout: PageTarget | undefined;
  readonly onUse: (prompt: Prompt) => void;
  readonly onUsed: () => void;
  readonly onAct: (id: ChatActionId) => void;
  readonly onCompact: (() => void) | undefined;
  readonly onAskAll: () => void;
  /** Rejects when the message could not be stored; what was typed then stays. */
  readonly onSend: (sent: Written) => Promise<unknown>;
}

export interface Written {
  readonly text: string;
  /** Absent for the one in the settings. */
  readonly model?: string;
  readonly pages: readonly PageTarget[];
  /** Called with the conversation before it is shown: what was named for this message stays for the next. */
  readonly carry: (id: ConversationId) => Promise<void>;
}

/** Where a message is written, with everything that goes along with it. */
export function Composer(props: ComposerProps) {
  const { desk, here, drafts, conversationId, models, settings, prompts, using, told, empty } = props;
  const place = conversationId ?? 'new';
  const draft = useDraft(drafts, `chat:${place}`);
  const mentioned = useMentions(drafts, place);
  const [model, setModel] = useState(settings.model);
  const [withPage, setWithPage] = useState(true);
  const [previewing, setPreviewing] = useState(false);
  const [sending, setSending] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const page = here.target ?? props.begunAbout;
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  useEffect(() => setModel(settings.model), [settings.model]);
  useEffect(() => setWithPage(true), [page?.pageId]);
  const { shown, assisted, fill } = useCompletion({
    desk,
    box,
    text: draft.text,
    write: draft.write,
    mentions: mentioned.mentions,
    prompts,
    offered: props.offered,
    onMention: mentioned.add,
    onPrompt: props.onUse,
    onAct: props.onAct,
  });
  const use = (text: string): void => {
    fill(draft.text.trim() === '' ? text : `${draft.text.trimEnd()}\n\n${text}`);
    props.onUsed();
  };
  const asks = using !== undefined && variablesIn(using.text).length > 0;
  useEffect(() => {
    if (using !== undefined && !asks) use(fillPrompt(using.text, new Map()));
  }, [using]);

  const pages = pagesOf(withPage ? page : undefined, mentioned.mentions);
  const [target] = pages;
  const hand = async (text: string): Promise<void> => {
    try {
      await props.onSend({ text, pages, carry: mentioned.carry, ...(model !== settings.model && { model }) });
    } catch {
      // The chat says why; what was typed stays.
      return;
    } finally {
      setSending(false);
    }
    draft.clear();
  };
  const send = (text: string): void => {
    if (text.trim() === '' || sending) return box.current?.focus();
    setSending(true);
    setPreviewing(false);
    void hand(text.trim());
  };
  const input = inputOf(props, draft.text, model, pages);

  return (
    <>
      {empty && <EmptyState desk={desk} here={here} onAsk={send} />}
      {previewing && (
        <PromptPreviewView desk={desk} input={input} models={models} onClose={() => setPreviewing(false)} />
      )}
      {using && asks && <FillPrompt prompt={using} onFill={use} onCancel={props.onUsed} />}
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          send(draft.text);
        }}
      >
        {shown && <Suggestions {...shown} />}
        <MessageBadges
          page={page}
          withPage={withPage}
          mentions={mentioned.mentions}
          onChoose={(chosen) => {
            setWithPage(chosen);
            box.current?.focus();
          }}
          onLeaveOut={(mention) => {
            mentioned.remove(mention);
            draft.write(unmention(draft.text, nameOf(mention)));
            // The button that had the focus is gone with its badge.
            box.current?.focus();
          }}
        />
        {target === undefined && here.notion !== 'missing' && <NoPage onAskAll={props.onAskAll} />}
        <GrowBox
          label="Message"
          placeholder={target ? 'Message. @ for pages, / for more' : 'Write a message'}
          value={draft.text}
          onWrite={draft.write}
          onEnter={() => send(draft.text)}
          boxRef={box}
          assisted={assisted}
        />
        {draft.text !== '' && (
          <RoomMeter
            desk={desk}
            turns={told}
            input={input}
            models={models}
            settings={settings}
            onCompact={props.onCompact}
          />
        )}
        <div class="row between">
          <ModelSelect models={models} value={model} onChange={setModel} bare />
          <span class="row tight">
            <Button icon="book" tone="quiet" label="Prompts" onClick={() => props.onAct('prompts')} />
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

/** What can be done without a page. */
function NoPage({ onAskAll }: { readonly onAskAll: () => void }) {
  return (
    <div class="row between">
      <p class="second small">No page goes along. Name one with @, or</p>
      <Button icon="search" onClick={onAskAll}>
        Ask all of Notion
      </Button>
    </div>
  );
}

/** The message as it would be asked now. */
function inputOf(
  { conversationId, settings }: Pick<ComposerProps, 'conversationId' | 'settings'>,
  question: string,
  model: string,
  [target, ...further]: readonly PageTarget[],
): JobInput {
  return {
    action: 'chat',
    question,
    length: settings.length,
    model,
    ...(conversationId !== undefined && { conversationId }),
    ...(target && { target }),
    ...(further.length > 0 && { pages: further }),
  };
}
