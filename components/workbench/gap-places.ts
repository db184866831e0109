import type { GapScope } from '../../lib/gaps/gap-check.ts';
import type { GapPlace } from '../../lib/messages/gaps-desk.ts';

/** What tells one place from all others; nothing means everything. */
export const keyOf = ({ connection, under }: GapPlace): string => `${connection} ${under?.id ?? ''}`;

export const scopeOf = (place: GapPlace | undefined): GapScope =>
  place === undefined
    ? {}
    : { connection: place.connection, ...(place.under === undefined ? {} : { under: place.under.id }) };

/** The places as a choice, everything first. */
export function gapChoices(places: readonly GapPlace[]) {
  const several = new Set(places.map(({ connection }) => connection)).size > 1;
  return [
    { value: '', label: 'Everything on this device' },
    ...places.map((place) => ({
      value: keyOf(place),
      label: `${titleOf(place)}${several && place.under !== undefined ? ` (${place.workspace})` : ''}`,
    })),
  ];
}

export const titleOf = (place: GapPlace | undefined): string => {
  if (place === undefined) return 'everything on this device';
  return place.under?.title ?? `all of ${place.workspace}`;
};
