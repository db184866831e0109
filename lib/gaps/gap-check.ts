import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Gap } from './gap.ts';

/** The part of the mirror that is looked through. Nothing named means everything. */
export interface GapScope {
  readonly connection?: ConnectionId;
  /** A page or database, with everything below it. */
  readonly under?: PageId;
}

/** What a check came to, as it is kept: one row a scope, the newest. */
export interface GapCheck {
  /** Equal for equal scopes. */
  readonly id: string;
  readonly scope: GapScope;
  readonly checkedAt: number;
  /** Pages that were looked through, and those whose content is not on this device. */
  readonly pages: number;
  readonly notHere: number;
  /** The mirror had listed everything: links to pages that it does not know lead nowhere. */
  readonly complete: boolean;
  readonly gaps: readonly Gap[];
  /** Keys of gaps that the check before did not find, and when that was; neither after the first check. */
  readonly fresh?: readonly string[];
  readonly since?: number;
  /** Keys of gaps that the person has put aside. */
  readonly aside: readonly string[];
}

export const scopeKey = ({ connection, under }: GapScope): string => `${connection ?? 'all'} ${under ?? 'all'}`;
