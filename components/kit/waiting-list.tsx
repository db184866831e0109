import { useState } from 'preact/hooks';

import type { JobId } from '../../lib/base/ids.ts';
import type { Job } from '../../lib/jobs/job.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { QueueDesk } from '../../lib/messages/queue-desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { useSay } from './announcer.tsx';
import { Button } from './button.tsx';
import { CopyRequest } from './copy-request.tsx';
import { GrowBox } from './grow-box.tsx';
import { useAsk } from './handing.ts';
import { useDraft } from './use-draft.ts';
import { aboutWords, requestWords, sinceWords, whyWords } from './queue-words.ts';

interface ListProps {
  readonly desk: Desk;
  readonly queue: QueueDesk;
  readonly models: readonly ModelFacts[];
  readonly now: number;
}

interface WaitingListProps {
  readonly jobs: readonly Job[];
  /** A heading stands above it. */
  readonly titled?: boolean;
}

/** What waits, with what can be done about each. Not there when nothing waits. */
export function WaitingList({ jobs, titled = false, ...list }: ListProps & WaitingListProps) {
  const [editing, setEditing] = useState<Job>();
  // One that begins to run while it is edited stays until its words are saved or let go.
  const shown = editing === undefined || jobs.some(({ id }) => id === editing.id) ? jobs : [editing, ...jobs];
  if (shown.length === 0) return null;
  const items = (
    <ul class="waiting-list" aria-label="Waiting">
      {shown.map((job) => (
        <li key={job.id}>
          {job.id === editing?.id ? (
            <EditRequest {...list} job={job} onClose={() => setEditing(undefined)} />
          ) : (
            <Request {...list} job={job} onEdit={() => setEditing(job)} />
          )}
        </li>
      ))}
    </ul>
  );
  if (!titled) return items;
  return (
    <section class="queued">
      <h2>Waiting ({shown.length})</h2>
      {items}
    </section>
  );
}

function Request({
  desk,
  queue,
  models,
  now,
  job,
  onEdit,
}: ListProps & { readonly job: Job; readonly onEdit: () => void }) {
  const ask = useAsk();
  const about = aboutWords(job);
  const waits = job.state === 'waiting' || job.state === 'queued';
  return (
    <>
      <p dir="auto">{requestWords(job)}</p>
      <p class="second small">
        {about !== undefined && (
          <>
            <span dir="auto">{about}</span>
            {'. '}
          </>
        )}
        {waits ? `${whyWords(job, models)} ${sinceWords(job, now)}` : 'Paused.'}
      </p>
      <div class="row tight">
        {waits && <Button onClick={() => ask(() => queue.runNow(job.id))}>Run now</Button>}
        {waits && job.wait?.cause.code === 'budget-spent' && job.input.urgent !== true && (
          <Button onClick={() => ask(() => desk.retry(job.id, undefined, true))}>Urgent</Button>
        )}
        {waits && job.input.question !== undefined && <Button onClick={onEdit}>Edit</Button>}
        <CopyRequest queue={queue} id={job.id} />
        <Button onClick={() => ask(() => desk.stop(job.id))}>Take back</Button>
      </div>
    </>
  );
}

function EditRequest({ desk, queue, job, onClose }: ListProps & { readonly job: Job; readonly onClose: () => void }) {
  const say = useSay();
  const draft = useDraft(desk, editKey(job.id));
  const [late, setLate] = useState(false);
  const [typed, setTyped] = useState(false);
  const words = typed || draft.text !== '' ? draft.text : (job.input.question ?? '');
  const write = (text: string): void => {
    setTyped(true);
    draft.write(text);
  };
  const close = (): void => {
    draft.clear();
    onClose();
  };
  const save = async (): Promise<void> => {
    if (words.trim() === '') return;
    if (await queue.edit(job.id, words.trim())) {
      say('Question changed');
      close();
    } else setLate(true);
  };
  const failed = (): void => say('The question could not be changed. Try again.', 'assertive');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save().catch(failed);
      }}
    >
      <GrowBox label="Edited question" value={words} onWrite={write} onEnter={() => void save().catch(failed)} />
      {late && <p role="alert">It runs by now, with its earlier words. Yours are still here: copy them to ask anew.</p>}
      <div class="row tight">
        <Button type="submit" tone="main" disabled={late}>
          Save
        </Button>
        <Button onClick={close}>Cancel</Button>
      </div>
    </form>
  );
}

const editKey = (id: JobId): string => `edit:${id}`;
