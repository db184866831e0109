import { useState } from 'preact/hooks';

import type { Answer } from '../../lib/jobs/answer.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { OutboxDesk } from '../../lib/messages/outbox-desk.ts';
import { pageIn } from '../../lib/mirror/address.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { DiffView } from '../outbox/diff-view.tsx';
import '../outbox/outbox.css';
import './act-more.css';
import { NO_LINK } from './act-more.tsx';
import { counted } from './amount.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { usePropose } from './propose-buttons.tsx';
import { useWatch } from './use-watch.ts';

type ResultDesk = Pick<OutboxDesk, 'publish'> & { readonly watchOutbox?: OutboxDesk['watchOutbox'] };

interface MoreOfResultProps {
  readonly desk: ResultDesk;
  readonly view: JobView;
  readonly settings: Settings;
}

/** Under a result, where there is room: what changes between two texts, where tasks go, the way from a row to its brief. */
export function MoreOfResult({ desk, view, settings }: MoreOfResultProps) {
  const { job, answer = view.modelFree } = view;
  if (answer?.state !== 'done') return null;
  const { particulars } = job.input;
  if (particulars?.of === 'write' && (particulars.how === 'rewrite' || particulars.how === 'fix')) {
    if (answer.notFound === true) return null;
    return (
      <section class="act-more" aria-label="Changes">
        <DiffView before={particulars.selection} after={answer.text} />
      </section>
    );
  }
  if (!settings.writes) return null;
  if (answer.data?.of === 'tasks' && answer.data.tasks.length > 0) {
    return <TasksForm key={answer.id} desk={desk} answer={answer} settings={settings} />;
  }
  return answer.action === 'brief' ? <LinkBrief key={answer.id} desk={desk} answer={answer} /> : null;
}

/** Where the tasks go is chosen once, by a link to the database. */
function TasksForm({
  desk,
  answer,
  settings,
}: {
  readonly desk: ResultDesk;
  readonly answer: Answer;
  readonly settings: Settings;
}) {
  const known = settings.tasksDatabase !== undefined;
  const [other, setOther] = useState(false);
  const [link, setLink] = useState('');
  const [refused, setRefused] = useState(false);
  const { propose, told } = usePropose(desk, answer);
  if (known && !other) {
    return (
      <div class="row">
        <Button tone="quiet" onClick={() => setOther(true)}>
          Choose another tasks database
        </Button>
        {told}
      </div>
    );
  }
  const add = (): void => {
    const page = pageIn(link.trim());
    setRefused(page === undefined);
    if (page !== undefined) propose({ page, as: 'rows' });
  };
  return (
    <form
      class="act-more"
      aria-label="Tasks database"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Field
        label="Tasks database"
        value={link}
        placeholder="https://app.notion.com/…"
        onChange={setLink}
        help="Paste the link of the database that the tasks go to. It is kept for the next time, and you see every row before it is written."
      />
      {refused && (
        <p class="refusal" role="alert">
          {NO_LINK}
        </p>
      )}
      <div class="row">
        <Button type="submit">Add {counted(answer.data?.tasks.length ?? 0, 'task')}</Button>
        {told}
      </div>
    </form>
  );
}

/** Once a brief has a page of its own in Notion, the row that it is about can lead there. */
function LinkBrief({ desk, answer }: { readonly desk: ResultDesk; readonly answer: Answer }) {
  const entries = useWatch<readonly OutboxEntry[]>(desk.watchOutbox, [desk]) ?? [];
  const { propose, told } = usePropose(desk, answer);
  const { pageId } = answer;
  const published = entries.some(
    ({ origin, operation, url }) => origin.answerId === answer.id && operation.kind === 'create' && url !== undefined,
  );
  if (pageId === undefined || !published) return null;
  return (
    <div class="row">
      <Button icon="link" onClick={() => propose({ page: pageId, as: 'link' })}>
        Link the brief from “{answer.pageTitle}”
      </Button>
      {told}
    </div>
  );
}
