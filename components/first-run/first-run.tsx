import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import type { Connections, OptionsDesk } from '../../lib/messages/desk.ts';
import { useAsk } from '../kit/handing.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { ClaudeGroup } from '../options/claude-group.tsx';
import { KeyModeChoice } from '../options/key-mode-choice.tsx';
import type { Keeping } from '../options/key-mode-choice.tsx';
import { NotionGroup } from '../options/notion-group.tsx';

const NOTION = 'https://app.notion.com/';

/** Three steps to the first answer. Each can be tested, each can be passed over: much works without any key. */
export function FirstRun({ desk, connections }: { readonly desk: OptionsDesk; readonly connections: Connections }) {
  const ask = useAsk();
  const [keeping, setKeeping] = useState<Keeping>({ mode: connections.mode, passphrase: '' });
  const [skipped, setSkipped] = useState<ReadonlySet<number>>(new Set());
  const skip = (step: number): void => setSkipped(new Set([...skipped, step]));
  const finish = (): void => ask(() => desk.changeSettings({ firstRunDone: true }));
  const notion = connections.notion.length > 0;
  return (
    <section class="first-run" aria-label="First steps">
      <p class="lead">
        Claude inside Notion, and something useful when Claude cannot answer. Three steps; each may be skipped, because
        Summarize and Search work on this device without any key.
      </p>
      <ol>
        <Step
          number={1}
          title="Connect Claude"
          done={connections.claude.state === 'connected'}
          skipped={skipped.has(1)}
          onSkip={() => skip(1)}
        >
          <KeyModeChoice connections={connections} keeping={keeping} onChange={setKeeping} />
          <ClaudeGroup desk={desk} connections={connections} keeping={keeping} />
        </Step>
        <Step number={2} title="Connect Notion" done={notion} skipped={skipped.has(2)} onSkip={() => skip(2)}>
          <NotionGroup connections={connections} desk={desk} keeping={keeping} />
        </Step>
        <Step number={3} title="Try it" done={false} skipped={false}>
          <p>
            Open any page in Notion, press the button at the bottom right or <kbd>Alt</kbd>+<kbd>Shift</kbd>+
            <kbd>U</kbd>, and choose what you need.
          </p>
          <div class="row">
            <Button tone="main" icon="out" onClick={() => ask(() => desk.openPage(NOTION))}>
              Open Notion
            </Button>
            <Button onClick={finish}>Finish</Button>
          </div>
        </Step>
      </ol>
    </section>
  );
}

/** A step that was passed over closes, and can be opened again. */
function Step({
  number,
  title,
  done,
  skipped,
  onSkip,
  children,
}: {
  readonly number: number;
  readonly title: string;
  readonly done: boolean;
  readonly skipped: boolean;
  readonly onSkip?: () => void;
  readonly children: ComponentChildren;
}) {
  const [reopened, setReopened] = useState(false);
  const closed = skipped && !reopened && !done;
  return (
    <li class={done ? 'step done' : 'step'}>
      <div class="row between">
        <h2>
          <span class="step-number">{done ? <Icon name="check" /> : number}</span>
          {title}
          {done && <span class="unseen"> (done)</span>}
        </h2>
        {onSkip && !done && !closed && (
          <Button tone="quiet" onClick={onSkip}>
            Skip
          </Button>
        )}
        {closed && (
          <Button tone="quiet" onClick={() => setReopened(true)}>
            Skipped; open again
          </Button>
        )}
      </div>
      {!closed && children}
    </li>
  );
}
