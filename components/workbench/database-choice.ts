import type { Choice } from '../kit/select.tsx';
import { keyOf } from './gap-places.ts';
import { useEffect, useState } from 'preact/hooks';

import type { FillColumn } from '../../lib/autofill/fill-column.ts';
import { factsOf } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import type { GapPlace } from '../../lib/messages/gaps-desk.ts';
import type { WorkbenchDesk } from './workbench-desk.ts';

/** Its title, with the workspace where there are several. */
export function nameOf({ under, workspace }: GapPlace, all: readonly GapPlace[]): string {
  const several = new Set(all.map(({ connection }) => connection)).size > 1;
  return `${under?.title ?? ''}${several ? ` (${workspace})` : ''}`;
}

/** Places as one may be chosen, and first the words that ask for it. */
export const placeChoices = (asking: string, places: readonly GapPlace[]): readonly Choice<string>[] => [
  { value: '', label: asking },
  ...places.map((place) => ({ value: keyOf(place), label: nameOf(place, places) })),
];

/** The columns of the chosen database as Notion gives them now. */
export function useColumns(desk: WorkbenchDesk, place: GapPlace | undefined) {
  const [columns, setColumns] = useState<readonly FillColumn[]>();
  const [failure, setFailure] = useState<FailureFacts>();
  const [tries, setTries] = useState(0);
  const id = place?.under?.id;
  useEffect(() => {
    setColumns(undefined);
    setFailure(undefined);
    if (place === undefined || id === undefined) return;
    let wanted = true;
    desk.columnsToFill(place.connection, id).then(
      (found) => wanted && setColumns(found),
      (error: unknown) => wanted && setFailure(factsOf(error)),
    );
    return () => {
      wanted = false;
    };
  }, [desk, id, tries]);
  const loading = id !== undefined && columns === undefined && failure === undefined;
  return { columns, failure, loading, again: () => setTries(tries + 1) };
}
