import type { Launcher } from '../../components/companion/launcher.ts';

/**
 * What the launcher leaves for the panel, which is injected into the same isolated world on first use. Notion's own
 * scripts live in another world and see none of it.
 */
export interface Stage {
  readonly launcher: Launcher;
  /** Aborted when the launcher goes: a reload of the extension, or of the page. */
  readonly signal: AbortSignal;
  /** Set by the panel once it is there. */
  panel?: { toggle(): void };
}

const STAGE = Symbol.for('understudy.stage');

export const stage = (): Stage | undefined => Reflect.get(globalThis, STAGE) as Stage | undefined;

export function setStage(value: Stage | undefined): void {
  Reflect.set(globalThis, STAGE, value);
}
