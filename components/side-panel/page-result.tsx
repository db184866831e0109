import type { ChatDesk, Here } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { ActMenu } from '../kit/act-more-menu.tsx';
import { MoreOfResult } from '../kit/act-more-results.tsx';
import { ResultView } from '../kit/result-view.tsx';
import { useRun } from '../kit/use-run.ts';

/** What can be made of the page in front, and what was last made of it: a conversation may begin from there. */
export function PageResult({
  desk,
  here,
  models,
  settings,
}: {
  readonly desk: ChatDesk;
  readonly here: Here;
  readonly models: readonly ModelFacts[];
  readonly settings: Settings;
}) {
  const run = useRun(desk, here.target?.pageId);
  const { target } = here;
  const shows = run.view !== undefined || run.starting || run.fault !== undefined;
  return (
    <>
      {target && (
        <div>
          <ActMenu target={target} settings={settings} onStart={(input) => run.begin(() => desk.start(input))} />
        </div>
      )}
      {shows && (
        <ResultView
          desk={desk}
          run={run}
          models={models}
          settings={settings}
          connected={here}
          under={(view) => <MoreOfResult desk={desk} view={view} settings={settings} />}
        />
      )}
    </>
  );
}
