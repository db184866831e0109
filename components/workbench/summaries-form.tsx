import { useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import type { FillAsk } from '../../lib/messages/fill-desk.ts';
import type { GapPlace } from '../../lib/messages/gaps-desk.ts';
import { Button } from '../kit/button.tsx';
import { FailureNote } from '../kit/failure-note.tsx';
import { Select } from '../kit/select.tsx';
import { placeChoices } from './database-choice.ts';
import { keyOf } from './gap-places.ts';
import { useEstimate } from './use-estimate.ts';
import type { WorkbenchDesk } from './workbench-desk.ts';

/** Summaries of all pages under one, handed over together: kept as answers, and given when a page is asked about. */
export function SummariesForm({
  desk,
  places,
  onStarted,
}: {
  readonly desk: WorkbenchDesk;
  readonly places: readonly GapPlace[];
  readonly onStarted: (id: string) => void;
}) {
  const tops = places.filter(({ under }) => under !== undefined);
  const [key, setKey] = useState('');
  const [fault, setFault] = useState<FailureFacts>();
  const ask = askOf(tops.find((place) => keyOf(place) === key));
  const estimate = useEstimate(desk, ask);
  const start = async (): Promise<void> => {
    if (ask === undefined) return;
    setFault(undefined);
    try {
      onStarted(await desk.startFill(ask));
      setKey('');
    } catch (error) {
      setFault(factsOf(error));
    }
  };
  return (
    <form
      class="fill-form"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <Select
        label="Pages under"
        value={key}
        choices={placeChoices('Choose a page or database', tops)}
        onChange={setKey}
        help="Of the copy on this device. A page that was summarized before and says the same is not paid for again."
      />
      {estimate !== undefined && <p class="second">{estimate}</p>}
      {fault && <FailureNote desk={desk} failure={fault} remedies={{ retry: () => void start() }} />}
      <div class="row">
        <Button type="submit" tone="main" disabled={ask === undefined}>
          Summarize in one batch
        </Button>
        <span class="second small">Claude answers within a day, at half the price. Nothing is written to Notion.</span>
      </div>
    </form>
  );
}

function askOf(place: GapPlace | undefined): FillAsk | undefined {
  if (place?.under === undefined) return undefined;
  const { connection, under } = place;
  const what = { columns: [], over: 'all', by: 'batch', what: 'summaries' } as const;
  return { connection, database: under.id, databaseTitle: under.title, ...what };
}
