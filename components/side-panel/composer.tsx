import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

import type { ConversationId } from '../../lib/base/ids.ts';
import { nameOf, pagesOf, putIn, unmention } from '../../lib/chat/mention.ts';
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
import { suggestionsOf } from './suggestions-of.ts';
import { useFoundMentions } from './use-found-mentions.ts';
import { useMentions } from './use-mentions.ts';
import { useSuggestionKeys, useTyping } from './use-suggestions.ts';

interface ComposerProps {
  readonly desk: ChatDesk;
  readonly here: Here;
  readonly conversationId: ConversationId | undefined;
  /** What is typed is not kept either. */
  readonly temporary: boolean;
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
  readonly onSend: (text: string, model: string | undefined, pages: readonly PageTarget[]) => Promise<ConversationId>;
}

/** Where a message is written, with everything that goes along with it. */
export function Composer(props: ComposerProps) {
  const { desk, here, conversationId, temporary, models, settings, prompts, using, offered, told, empty } = props;
  const { begunAbout, onUse, onUsed, onAct, onCompact, onAskAll, onSend } = props;
  const drafts = useMemo(() => (temporary ? FORGETTING : desk), [desk, temporary]);
  const place = conversationId ?? 'new';
  const draft = useDraft(drafts, `chat:${place}`);
  const mentioned = useMentions(drafts, place);
  const [model, setModel] = useState(settings.model);
  const [withPage, setWithPage] = useState(true);
  const [previewing, setPreviewing] = useState(false);
  const [sending, setSending] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const caretTo = useRef<number | undefined>(undefined);
  const page = here.target ?? begunAbout;
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  useEffect(() => setModel(settings.model), [settings.model]);
  useEffect(() => setWithPage(true), [page?.pageId]);
  useLayoutEffect(() => {
    if (caretTo.current === undefined) return;
    box.current?.focus({ preventScroll: true });
    box.current?.setSelectionRange?.(caretTo.current, caretTo.current);
    caretTo.current = undefined;
  });

  const pages = pagesOf(withPage ? page : undefined, mentioned.mentions);
  const [target, ...further] = pages;
  const { typing, onCaret, leave } = useTyping(draft.text);
  const found = useFoundMentions(desk, typing?.kind === 'mention' ? typing.opening.query : undefined);
  const put = (words: string): void => {
    if (typing === undefined) return;
    const next = putIn(draft.text, typing.caret, typing.opening, words);
    draft.write(next.text);
    onCaret(next.caret);
    caretTo.current = next.caret;
  };
  const list = suggestionsOf(typing, found, prompts, offered, {
    mention: (mention) => {
      mentioned.add(mention);
      put(`@${nameOf(mention)}`);
    },
    command: ({ name }) => put(`/${name}`),
    prompt: (prompt) => {
      put('');
      onUse(prompt);
    },
    act: (id) => {
      put('');
      onAct(id);
    },
  });
  const { id, at, assisted } = useSuggestionKeys(list, leave);

  const fill = (text: string): void => {
    const next = draft.text.trim() === '' ? text : `${draft.text.trimEnd()}\n\n${text}`;
    draft.write(next);
    onCaret(next.length);
    caretTo.current = next.length;
    onUsed();
  };
  useEffect(() => {
    if (using !== undefined && variablesIn(using.text).length === 0) fill(fillPrompt(using.text, new Map()));
  }, [using]);

  const send = (text: string): void => {
    if (text.trim() === '' || sending) return box.current?.focus();
    setSending(true);
    setPreviewing(false);
    onSend(text.trim(), model === settings.model ? undefined : model, pages)
      .then(
        (sentTo) => {
          draft.clear();
          mentioned.sent(sentTo);
        },
        () => undefined,
      )
      .finally(() => setSending(false));
  };
  const input: JobInput = {
    action: 'chat',
    question: draft.text,
    length: settings.length,
    model,
    ...(conversationId !== undefined && { conversationId }),
    ...(target && { target }),
    ...(further.length > 0 && { pages: further }),
  };

  return (
    <>
      {empty && <EmptyState desk={desk} here={here} onAsk={send} />}
      {previewing && (
        <PromptPreviewView desk={desk} input={input} models={models} onClose={() => setPreviewing(false)} />
      )}
      {using && variablesIn(using.text).length > 0 && <FillPrompt prompt={using} onFill={fill} onCancel={onUsed} />}
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          send(draft.text);
        }}
      >
        {list && typing && (
          <Suggestions
            id={id}
            label={typing.kind === 'mention' ? 'Pages and people' : 'Commands'}
            list={list}
            at={at}
            hint={typing.kind === 'mention' ? 'Type a name of a page, database or person.' : 'No such command.'}
          />
        )}
        <MessageBadges
          page={page}
          withPage={withPage}
          mentions={mentioned.mentions}
          onChoose={setWithPage}
          onLeaveOut={(mention) => {
            mentioned.remove(mention);
            draft.write(unmention(draft.text, nameOf(mention)));
          }}
        />
        {target === undefined && here.notion !== 'missing' && (
          <div class="row between">
            <p class="second small">Name a page with @, or</p>
            <Button icon="search" onClick={onAskAll}>
              Ask all of Notion
            </Button>
          </div>
        )}
        <GrowBox
          label="Message"
          placeholder={target ? 'Message. @ names pages, / shows commands' : 'Write a message'}
          value={draft.text}
          onWrite={draft.write}
          onEnter={() => send(draft.text)}
          boxRef={box}
          assisted={{ ...assisted, onCaret }}
        />
        {draft.text !== '' && (
          <RoomMeter desk={desk} turns={told} input={input} models={models} settings={settings} onCompact={onCompact} />
        )}
        <div class="row between">
          <ModelSelect models={models} value={model} onChange={setModel} bare />
          <span class="row tight">
            <Button icon="book" tone="quiet" label="Prompts" onClick={() => onAct('prompts')} />
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

/** Where a temporary chat keeps its drafts: nowhere. */
const FORGETTING: Pick<ChatDesk, 'readDraft' | 'keepDraft'> = {
  readDraft: async () => '',
  keepDraft: async () => undefined,
};
