import { useEffect, useState } from 'preact/hooks';

import type { FillAsk } from '../../lib/messages/fill-desk.ts';
import { dollars } from '../../lib/base/dollars.ts';
import { counted } from '../kit/amount.ts';
import type { WorkbenchDesk } from './workbench-desk.ts';

/** What the run comes to, in words; nothing while it is not known. */
export function useEstimate(desk: WorkbenchDesk, ask: FillAsk | undefined): string | undefined {
  const [words, setWords] = useState<string>();
  const key = JSON.stringify(ask);
  useEffect(() => {
    setWords(undefined);
    if (ask === undefined) return;
    let wanted = true;
    desk.estimateFill(ask).then(
      ({ rows, costUsd }) => wanted && setWords(estimateWords(ask, rows, costUsd)),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [desk, key]);
  return words;
}

function estimateWords({ by, what }: FillAsk, rows: number, costUsd: number | undefined): string {
  const thing = what === 'summaries' ? 'page' : 'row';
  const count =
    rows === 0 ? `Its ${thing}s are not on this device yet` : `About ${counted(rows, thing)} are on this device`;
  if (by === 'rules') return `${count}. Costs nothing.`;
  return costUsd === undefined ? `${count}. The price is not known.` : `${count}. At most about ${dollars(costUsd)}.`;
}
