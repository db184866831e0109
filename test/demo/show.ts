import type { Browser, Tab, Viewport } from '../browsers/browser.ts';
import type { World } from '../world/start.ts';

/** What every scene plays with. */
export interface Show {
  readonly browser: Browser;
  readonly world: World;
  /** Takes a picture of the tab in light and in dark. `size` is also the size that the tab keeps. */
  shoot(tab: Tab, name: string, size?: Viewport): Promise<void>;
  /** Takes a picture of a tab in which a scene failed. */
  keepEvidence(tab: Tab): Promise<void>;
}

/** One thing that the demo shows. It throws when the product does not do it. */
export interface Scene {
  readonly title: string;
  play(show: Show): Promise<void>;
}

export interface Act {
  readonly title: string;
  readonly scenes: readonly Scene[];
}

/** How one scene went. */
export interface Outcome {
  readonly act: string;
  readonly title: string;
  readonly seconds: number;
  /** What went wrong; nothing when the scene worked. */
  readonly trouble?: string;
}
