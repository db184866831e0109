import type { ConnectionId, PageId } from '../base/ids.ts';
import type { ActionId } from '../jobs/answer.ts';

/** What stands in when the first choice is away. */
export type Fallback = 'model' | 'provider' | 'copy' | 'model-free';

/** How a gap is closed. */
export type Remedy =
  | { readonly kind: 'connect-claude' | 'connect-notion' | 'add-provider' | 'add-model' | 'allow-built-in' }
  /** Begins the sync of a workspace again. */
  | { readonly kind: 'sync'; readonly connection: ConnectionId }
  /** Reads one page, and keeps it. */
  | { readonly kind: 'read-page'; readonly pageId: PageId };

/** One thing that a person relies on, and what stands in for it. A fallback that has no meaning here is left out. */
export interface Reliance {
  readonly what:
    | { readonly kind: 'action'; readonly action: ActionId | 'ask-pages'; readonly uses: number }
    | { readonly kind: 'page'; readonly title: string; readonly pinned: boolean }
    | { readonly kind: 'claude' }
    | { readonly kind: 'notion'; readonly workspace: string; readonly mirrored: number; readonly known: number };
  readonly fallbacks: Partial<Readonly<Record<Fallback, boolean>>>;
  /** What would close its gaps. */
  readonly remedies: readonly Remedy[];
}

/** What the options page sees of it. */
export interface InventoryDesk {
  watchInventory(show: (inventory: readonly Reliance[]) => void): () => void;
  /** Reads a page from Notion, and keeps it. */
  refresh(pageId: PageId): Promise<void>;
}
