import { policyOf } from '../settings/managed.ts';
import type { Managed } from '../settings/managed.ts';
import type { Retention } from '../settings/retention.ts';
import { RETAINED } from '../settings/retention.ts';
import type { RetainedKind } from '../settings/retention.ts';

const DAY_MS = 86_400_000;

/** For how many days a kind is kept: the person's wish within what the organization set; `undefined` means for ever. */
export function daysOf(kind: RetainedKind, retention: Retention, managed: Managed | undefined): number | undefined {
  const wished = retention[kind];
  const most = managed === undefined ? undefined : policyOf(managed).retentionDays;
  return wished === undefined || most === undefined ? (wished ?? most) : Math.min(wished, most);
}

/** What of each kind may go: all that was last touched before this time. Kinds that are kept for ever are left out. */
export type Cuts = Partial<Record<RetainedKind, number>>;

export function cutsOf(retention: Retention, managed: Managed | undefined, now: number): Cuts {
  const cuts: Cuts = {};
  for (const kind of RETAINED) {
    const days = daysOf(kind, retention, managed);
    if (days !== undefined) cuts[kind] = now - days * DAY_MS;
  }
  return cuts;
}

/** Old rows are looked for no more often than this, in milliseconds. */
export const EXPIRE_EVERY_MS = DAY_MS;
