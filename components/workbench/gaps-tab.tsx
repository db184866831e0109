import { useEffect, useRef, useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import type { GapCheck, GapScope } from '../../lib/gaps/gap-check.ts';
import type { GapPlace } from '../../lib/messages/gaps-desk.ts';
import { ago } from '../kit/age.ts';
import { counted } from '../kit/amount.ts';
import { useSay } from '../kit/announcer.tsx';
import { Button } from '../kit/button.tsx';
import { FailureNote } from '../kit/failure-note.tsx';
import { ProgressBar } from '../kit/progress-bar.tsx';
import { Select } from '../kit/select.tsx';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';
import { gapChoices, keyOf, scopeOf } from './gap-places.ts';
import { GapList } from './gap-list.tsx';
import type { WorkbenchDesk } from './workbench-desk.ts';
import './gaps.css';

/** What the person's pages lack. It is found on this device: no model is asked and nothing is sent. */
export function GapsTab({ desk }: { readonly desk: WorkbenchDesk }) {
  const places = useWatch<readonly GapPlace[]>((show) => desk.watchGapPlaces(show), [desk]);
  const [chosen, choose] = useState('');
  const place = places?.find((one) => keyOf(one) === chosen);
  const scope = scopeOf(place);
  const check = useWatch<{ readonly check: GapCheck | undefined }>(
    (show) => desk.watchGaps(scope, (found) => show({ check: found })),
    [desk, chosen],
  );
  const run = useCheck(desk, scope);
  const now = useNow();
  if (places === undefined) return <p class="second">Looking up what is on this device…</p>;
  if (places.length === 0) {
    return (
      <p>
        Nothing of Notion is on this device yet. Connect a workspace in the settings; once its pages are here,
        Understudy can look for what they lack.
      </p>
    );
  }
  return (
    <>
      <p class="second">
        Terms that nobody explains, links that lead nowhere, pages that disagree or were left behind. Found on this
        device: no model is asked and nothing is sent.
      </p>
      <div class="row gap-controls">
        <Select label="Look through" value={chosen} choices={gapChoices(places)} onChange={choose} />
        {run.progress === undefined ? (
          <Button tone="main" onClick={run.begin}>
            {check?.check === undefined ? 'Look for gaps' : 'Look again'}
          </Button>
        ) : (
          <Button icon="stop" onClick={run.stop}>
            Stop
          </Button>
        )}
      </div>
      {run.progress && <Progress {...run.progress} />}
      {run.failure && <FailureNote desk={desk} failure={run.failure} remedies={{ retry: run.begin }} />}
      {check?.check && run.progress === undefined && (
        <>
          <p class="second">{summary(check.check, now)}</p>
          <GapList key={chosen} desk={desk} scope={scope} check={check.check} now={now} />
        </>
      )}
    </>
  );
}

interface Counted {
  readonly done: number;
  readonly total: number;
}

function Progress({ done, total }: Counted) {
  const words = `Reading ${done} of ${counted(total, 'page')}`;
  return (
    <div class="working">
      <p>{words}</p>
      <ProgressBar label="Progress" words={words} done={done} total={total} />
    </div>
  );
}

/** One check at a time; leaving the tab stops it, and what was found before stays. */
function useCheck(desk: WorkbenchDesk, scope: GapScope) {
  const [progress, setProgress] = useState<Counted>();
  const [failure, setFailure] = useState<FailureFacts>();
  const running = useRef<AbortController | undefined>(undefined);
  const say = useSay();
  useEffect(() => () => running.current?.abort(), [desk]);
  const begin = async (): Promise<void> => {
    const abort = new AbortController();
    running.current = abort;
    setFailure(undefined);
    setProgress({ done: 0, total: 0 });
    try {
      await desk.checkGaps(scope, abort.signal, (done, total) => setProgress({ done, total }));
      say('The check is done');
    } catch (error) {
      if (!abort.signal.aborted) setFailure(factsOf(error));
    }
    setProgress(undefined);
  };
  return { progress, failure, begin: () => void begin(), stop: () => running.current?.abort() };
}

function summary({ pages, notHere, complete, checkedAt }: GapCheck, now: number): string {
  const read = `${counted(pages, 'page')} looked through ${ago(checkedAt, now)}.`;
  const missing =
    notHere === 0 ? '' : ` ${counted(notHere, 'page')} could not be: their content is not on this device.`;
  const listing = complete ? '' : ' The first sync is not done, so links to unknown pages are not counted.';
  return read + missing + listing;
}
