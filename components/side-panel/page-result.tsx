import type { ChatDesk, Here } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { ResultView } from '../kit/result-view.tsx';
import { useRun } from '../kit/use-run.ts';

/** What was last made of the page in front, whichever surface asked for it: a conversation may begin from there. */
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
  if (run.view === undefined && !run.starting && run.fault === undefined) return null;
  return <ResultView desk={desk} run={run} models={models} settings={settings} connected={here} />;
}
