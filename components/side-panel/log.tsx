import { useState } from 'preact/hooks';

import type { JobId, MessageId } from '../../lib/base/ids.ts';
import { branchTo, tipOf } from '../../lib/chat/branch.ts';
import type { Message } from '../../lib/chat/conversation.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Button } from '../kit/button.tsx';
import { GrowBox } from '../kit/grow-box.tsx';
import type { Connected } from '../kit/mended.ts';
import { Reply } from './reply.tsx';
import { BroughtIn } from './brought-in.tsx';
import { siblings } from './siblings.ts';
import { SummaryTurn } from './summary-turn.tsx';

interface LogProps {
  readonly desk: ChatDesk;
  readonly messages: readonly Message[];
  readonly views: ReadonlyMap<JobId, JobView>;
  readonly tip: MessageId | undefined;
  readonly models: readonly ModelFacts[];
  readonly settings: Settings;
  readonly connected: Connected;
  readonly onResend: (message: Message, text: string) => Promise<unknown>;
  readonly onChoose: (tip: MessageId) => void;
  readonly onTry: (request: Promise<unknown>) => void;
}

/** What was said, on the branch that is shown. */
export function Log(props: LogProps) {
  const { messages, views, tip } = props;
  const branch = branchTo(messages, tip);
  const busy = branch.some((message) => {
    const state = viewOf(message, views)?.job.state;
    return state === 'running' || state === 'queued';
  });
  return (
    <div class="log" role="log" aria-label="Conversation" aria-busy={busy} aria-live={busy ? 'off' : 'polite'}>
      {branch.map((message, index) =>
        message.role === 'user' ? (
          <Said
            key={message.id}
            log={props}
            message={message}
            // An answer that has no row of its own yet stands under its question.
            view={branch[index + 1]?.role === 'assistant' ? undefined : viewOf(message, views)}
          />
        ) : message.summary ? (
          <SummaryTurn key={message.id} log={props} message={message} view={viewOf(message, views)} />
        ) : (
          <Answered key={message.id} log={props} message={message} question={branch[index - 1]} />
        ),
      )}
    </div>
  );
}

function viewOf(message: Message, views: ReadonlyMap<JobId, JobView>): JobView | undefined {
  return message.jobId === undefined ? undefined : views.get(message.jobId);
}

function Said({
  log,
  message,
  view,
}: {
  readonly log: LogProps;
  readonly message: Message;
  readonly view: JobView | undefined;
}) {
  const [editing, setEditing] = useState<string>();
  const resend = (): void => {
    if (editing === undefined || editing.trim() === '') return;
    log.onResend(message, editing.trim()).then(
      () => setEditing(undefined),
      () => undefined,
    );
  };
  return (
    <>
      <article class="said" aria-label="You">
        {editing === undefined ? (
          <>
            <p dir="auto">{message.text}</p>
            <SentWith pages={message.pages} />
            <div class="row tight turn-tools">
              <Branches log={log} message={message} />
              <Button icon="edit" tone="quiet" label="Edit" onClick={() => setEditing(message.text)} />
            </div>
          </>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              resend();
            }}
          >
            <GrowBox label="Edited text" value={editing} onWrite={setEditing} onEnter={resend} />
            <div class="row">
              <Button type="submit" tone="main">
                Resend
              </Button>
              <Button onClick={() => setEditing(undefined)}>Cancel</Button>
            </div>
          </form>
        )}
      </article>
      {view && <Reply log={log} view={view} question={message} />}
    </>
  );
}

function Answered({
  log,
  message,
  question,
}: {
  readonly log: LogProps;
  readonly message: Message;
  readonly question: Message | undefined;
}) {
  const view = viewOf(message, log.views);
  return view ? (
    <Reply log={log} view={view} question={question}>
      <Branches log={log} message={message} />
    </Reply>
  ) : (
    <BroughtIn log={log} message={message} />
  );
}

/** The pages that went with a message, where there was more than the one in front. */
function SentWith({ pages = [] }: { readonly pages: Message['pages'] }) {
  if (pages.length < 2) return null;
  return (
    <p class="second small sent-with" dir="auto">
      With {pages.map(({ title }) => (title === '' ? 'Untitled' : title)).join(', ')}
    </p>
  );
}

/** Arrows between the versions of one turn. */
function Branches({ log, message }: { readonly log: LogProps; readonly message: Message }) {
  const all = siblings(log.messages, message);
  if (all.length < 2) return null;
  const at = all.findIndex((one) => one.id === message.id);
  const go = (to: Message | undefined): void => {
    if (to) log.onChoose(tipOf(log.messages, to.id));
  };
  return (
    <span class="branches">
      <Button icon="left" tone="quiet" label="Earlier version" disabled={at === 0} onClick={() => go(all[at - 1])} />
      <span class="small">
        {at + 1} / {all.length}
      </span>
      <Button
        icon="right"
        tone="quiet"
        label="Later version"
        disabled={at === all.length - 1}
        onClick={() => go(all[at + 1])}
      />
    </span>
  );
}

export type { LogProps };
