import type { JobId } from '../../lib/base/ids.ts';
import type { ToolUse } from '../../lib/jobs/tool-use.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import { isReadTool, isWriteTool } from '../../lib/settings/tool-choice.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { Icon } from '../kit/icon.tsx';
import type { IconName } from '../kit/icon.tsx';
import './tool-uses.css';

/** Pages named on the line itself; all of them stand in the details. */
const SHOWN_PAGES = 3;

interface Props {
  readonly desk: ChatDesk;
  readonly job: JobId;
  readonly uses: readonly ToolUse[];
  /** Whether the answer is still being worked on. */
  readonly live: boolean;
}

/** What was called for an answer, one line each, in the order of the calls. */
export function ToolUses({ desk, job, uses, live }: Props) {
  return (
    <ul class="tool-uses" aria-label="What was looked up">
      {uses.map((use) => (
        <li key={use.id} class={`tool-use ${use.state}`}>
          <p class="row tight">
            <Icon name={iconOf(use)} />
            <span dir="auto">{use.words}</span>
            <span class="second small">{stateWords(use, live)}</span>
          </p>
          {use.state === 'asking' && live && <Decide desk={desk} job={job} use={use} />}
          <Pages desk={desk} use={use} />
          <details>
            <summary>Input and result</summary>
            <pre>{JSON.stringify(use.input, undefined, 2)}</pre>
            {use.result !== undefined && <pre>{use.result}</pre>}
          </details>
        </li>
      ))}
    </ul>
  );
}

/** The person says whether a call may run. A press that a script makes says nothing. */
function Decide({ desk, job, use }: { readonly desk: ChatDesk; readonly job: JobId; readonly use: ToolUse }) {
  const ask = useAsk();
  const decide = (mayRun: boolean) => (event: MouseEvent) => {
    if (event.isTrusted) ask(async () => desk.tools?.decide(job, use.id, mayRun));
  };
  return (
    <div class="row">
      <Button tone="main" onClick={decide(true)}>
        Allow
      </Button>
      <Button onClick={decide(false)}>Do not allow</Button>
    </div>
  );
}

function Pages({ desk, use }: { readonly desk: ChatDesk; readonly use: ToolUse }) {
  const ask = useAsk();
  const { pages = [] } = use;
  if (pages.length === 0 || use.state === 'proposed') return null;
  const rest = pages.length - SHOWN_PAGES;
  return (
    <p class="row tight tool-pages">
      {pages.slice(0, SHOWN_PAGES).map(({ id, title, url }) => (
        <Button key={id} icon="page" tone="quiet" onClick={() => ask(() => desk.openPage(url))}>
          {title === '' ? 'Untitled' : title}
        </Button>
      ))}
      {rest > 0 && <span class="second small">and {rest} more</span>}
    </p>
  );
}

function iconOf({ name }: ToolUse): IconName {
  if (name === 'search') return 'search';
  if (name === 'query_database') return 'table';
  if (isReadTool(name)) return 'page';
  return isWriteTool(name) ? 'edit' : 'alert';
}

function stateWords({ state, failure }: ToolUse, live: boolean): string {
  switch (state) {
    case 'asking':
      return live ? 'Waits for you' : 'Not run';
    case 'running':
      return live ? 'Under way' : 'Cut off';
    case 'proposed':
      return 'Proposed';
    case 'refused':
      return failure === undefined ? 'Not allowed' : 'Refused';
    case 'failed':
      return 'Failed';
    case 'done':
      return '';
  }
}
