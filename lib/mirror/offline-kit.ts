import type { PageId } from '../base/ids.ts';

/** A project that a person pinned: it and what belongs to it stays on the device, whatever else has to go. */
export interface OfflineKit {
  readonly id: PageId;
  readonly title: string;
  readonly pinnedAt: number;
  /** Pages and rows that belong to it, itself among them. */
  readonly pages: readonly PageId[];
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
