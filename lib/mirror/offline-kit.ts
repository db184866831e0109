import type { FailureFacts } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';

/** A project that a person pinned: it and what belongs to it stays on the device, whatever else has to go. */
export interface OfflineKit {
  readonly id: PageId;
  readonly title: string;
  readonly pinnedAt: number;
  /** Pages and rows that belong to it, itself among them. */
  readonly pages: readonly PageId[];
  /** Of these, the ones that Notion does not give: not shared, or gone. They are no longer waited for. */
  readonly absent?: readonly PageId[];
  /** It has more than a kit holds: the rest is not pinned. */
  readonly cut?: true;
  /** What keeps it from being made ready for now. */
  readonly failure?: FailureFacts;
  /** When all that belongs to it was looked through last. */
  readonly gatheredAt?: number;
}

/** What of a kit is on the device. */
export interface KitReadiness {
  readonly pages: number;
  readonly pagesReady: number;
  /** When its brief was made, with or without a model. */
  readonly briefAt?: number;
  /** Kept answers about its pages. */
  readonly answers: number;
  /** Age of its oldest page: when that was read. */
  readonly oldestAt?: number;
}

/** A kit with what of it is on the device, as a surface shows it. */
export interface KitView {
  readonly kit: OfflineKit;
  readonly ready: KitReadiness;
}

/** Where kits rest. */
export interface KitStore {
  get(id: PageId): Promise<OfflineKit | undefined>;
  all(): Promise<readonly OfflineKit[]>;
  add(kit: OfflineKit): Promise<void>;
  /** Applies a change to the stored row in one transaction. A kit that was unpinned meanwhile stays away. */
  change(id: PageId, change: (kit: OfflineKit) => OfflineKit): Promise<OfflineKit | undefined>;
  remove(id: PageId): Promise<void>;
}
