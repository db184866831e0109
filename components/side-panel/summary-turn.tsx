import type { Message } from '../../lib/chat/conversation.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import { Button } from '../kit/button.tsx';
import { Markup } from '../kit/markup.tsx';
import { modelName } from '../kit/model-name.ts';
import { ProgressBar } from '../kit/progress-bar.tsx';
import { shownJob } from '../kit/shown-job.ts';
import type { LogProps } from './log.tsx';

const NO_CITATIONS: ReadonlySet<number> = new Set();

/** The summary that stands for earlier turns: it can be read, and the turns themselves can be sent again instead. */
export function SummaryTurn({
  log,
  message,
  view,
}: {
  readonly log: LogProps;
  readonly message: Message;
  readonly view: JobView | undefined;
}) {
  const { desk, models, settings } = log;
  if (message.summary === undefined || view === undefined) return null;
  const { job, answer } = view;
  const shown = shownJob(view, settings, models);
  if (shown.live) {
    return (
      <article class="summary-turn" aria-label="Summary of earlier turns">
        <p>Summarizing earlier turns</p>
        <ProgressBar label="Progress" words={shown.words} done={0} total={0} />
        <Button icon="stop" onClick={() => log.onTry(desk.stop(job.id))}>
          Stop
        </Button>
      </article>
    );
  }
  const by = answer?.provenance.answeredBy;
  if (job.state !== 'done' || answer === undefined || by === undefined) {
    const waits = job.state === 'waiting';
    return (
      <article class="summary-turn" aria-label="Summary of earlier turns">
        <p>
          Earlier turns are not summarized: {waits ? 'no model can be reached now' : 'no model did it'}. When room runs
          short, the oldest are left out.
        </p>
        {waits && <Button onClick={() => log.onTry(desk.stop(job.id))}>Take back</Button>}
      </article>
    );
  }
  const used = message.summary.undone !== true;
  return (
    <article class="summary-turn" aria-label="Summary of earlier turns">
      <details>
        <summary>
          {used
            ? `Earlier turns go along as a summary by ${modelName(by, models)}.`
            : 'The summary is put aside: earlier turns go along word for word.'}
        </summary>
        <Markup
          text={answer.text}
          cited={NO_CITATIONS}
          onCite={() => undefined}
          onLink={(url) => log.onTry(desk.openPage(url))}
        />
      </details>
      <Button onClick={() => log.onTry(desk.shelf.useSummary(message.id, !used))}>
        {used ? 'Undo summary' : 'Use summary'}
      </Button>
    </article>
  );
}
