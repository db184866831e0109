import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Operation } from './operation.ts';
import type { StandingApproval } from './standing-approval.ts';

/**
 * Whether leave was given for exactly such a write, still holds and is not used up. Leave for the rows of a database
 * covers what is known to be one of them, and nothing else.
 */
export function covers(
  approval: StandingApproval,
  wanted: {
    readonly connection: ConnectionId;
    readonly target: PageId;
    readonly operation: Operation;
    readonly rowOf?: PageId;
  },
  now: number,
): boolean {
  const { connection, operation } = wanted;
  const place = approval.rows === true ? wanted.rowOf : wanted.target;
  return (
    approval.connection === connection &&
    approval.target === place &&
    approval.kinds.includes(operation.kind) &&
    approval.used < approval.most &&
    stillHolds(approval, now) &&
    namesOf(operation).every((name) => approval.properties?.includes(name) === true)
  );
}

/** Whether leave that was given has neither ended nor been taken back. */
export const stillHolds = ({ revokedAt, expiresAt }: StandingApproval, now: number): boolean =>
  revokedAt === undefined && now < expiresAt;

/** Properties that it sets: only those that were named may be. */
const namesOf = (operation: Operation): readonly string[] =>
  operation.kind === 'set-properties' || operation.kind === 'create' ? Object.keys(operation.values) : [];
