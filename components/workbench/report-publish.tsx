import { useState } from 'preact/hooks';

import type { Answer } from '../../lib/jobs/answer.ts';
import { useSay } from '../kit/announcer.tsx';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { useAsk } from '../kit/handing.ts';
import { pageOfLink } from './page-of-link.ts';
import type { WorkbenchDesk } from './workbench-desk.ts';

/** A report is about no page of its own: the person says where it goes. */
export function ReportPublish({
  desk,
  answer,
  onDone,
}: {
  readonly desk: WorkbenchDesk;
  readonly answer: Answer;
  readonly onDone: () => void;
}) {
  const ask = useAsk();
  const say = useSay();
  const [link, setLink] = useState('');
  const place = pageOfLink(link);
  return (
    <form
      class="report-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (place === undefined) return;
        ask(async () => {
          await desk.refresh(place.page);
          await desk.publish(answer.id, { page: place.page, as: 'append' });
          say('Waits for your approval');
          onDone();
        });
      }}
    >
      <Field
        label="Page"
        value={link}
        onChange={setLink}
        help="Paste the link of the Notion page that it is added to."
      />
      <div class="row">
        <Button type="submit" tone="main" disabled={place === undefined}>
          Propose
        </Button>
      </div>
    </form>
  );
}
