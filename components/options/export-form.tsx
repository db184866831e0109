import { useId, useState } from 'preact/hooks';

import type { DataDesk } from '../../lib/messages/data-desk.ts';
import type { OptionsDesk } from '../../lib/messages/desk.ts';
import { bytes } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { LongWorkView } from './long-work-view.tsx';
import { SwitchRow } from './switch-row.tsx';
import { useLongWork } from './use-long-work.ts';

/** Everything in formats that other programs read. */
export function ExportForm({ desk, data }: { readonly desk: OptionsDesk; readonly data: DataDesk }) {
  const id = useId();
  const work = useLongWork();
  const [withCopy, setWithCopy] = useState(false);
  const start = (): void =>
    void work.run('Exporting…', async (signal, told) => {
      const size = await data.exportAll(withCopy, signal, told);
      return `The export was made: ${bytes(size)}. It is where your browser saves downloads.`;
    });
  return (
    <fieldset class="group" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>Export</h3>
      <p class="second">
        One zip for other programs: conversations and answers in Markdown, figures as CSV, every row as JSON Lines. It
        is not encrypted, holds no keys, and cannot be restored from.
      </p>
      <SwitchRow
        name="Export the copy of Notion too"
        words={withCopy ? 'The zip holds the text of every page that was read.' : 'Left out.'}
        on={withCopy}
        onSwitch={setWithCopy}
      />
      <div class="row">
        <Button disabled={work.busy !== undefined} onClick={start}>
          Export everything
        </Button>
      </div>
      <LongWorkView desk={desk} work={work} onAgain={start} />
    </fieldset>
  );
}
