import type { ApprovalId, ConnectionId, PageId } from '../base/ids.ts';
import type { OperationKind } from './operation.ts';

/** Leave given once, for writes of one kind to one place, until it ends or is taken back. */
export interface StandingApproval {
  readonly id: ApprovalId;
  readonly connection: ConnectionId;
  /** The page or database that may be written to, with its title as the person saw it. */
  readonly target: PageId;
  readonly targetTitle: string;
  /** `target` is a database, and leave holds for its rows rather than for itself. */
  readonly rows?: boolean;
  readonly kinds: readonly OperationKind[];
  /** Where properties are set or rows made: these names and no others. */
  readonly properties?: readonly string[];
  /** So many entries in all. */
  readonly most: number;
  readonly used: number;
  /** For example `Report “Spend by team”`. */
  readonly purpose: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly revokedAt?: number;
}
