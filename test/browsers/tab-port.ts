import type { AccessibleNode, ColorScheme, Json, Viewport } from './browser.ts';

/** What a driver must be able to do with one tab; everything else is built on this. */
export interface TabPort {
  tree(): Promise<AccessibleNode>;
  /** Runs a function on the node behind a handle, in a world beside the page's. Throws `NodeGone` when the node is no more. */
  call(handle: string, source: string, args: readonly Json[]): Promise<unknown>;
  evaluate(source: string, args: readonly Json[]): Promise<unknown>;
  move(x: number, y: number): Promise<void>;
  click(x: number, y: number): Promise<void>;
  wheel(deltaY: number): Promise<void>;
  press(keys: string): Promise<void>;
  type(text: string): Promise<void>;
  url(): Promise<string>;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  screenshot(path: string): Promise<void>;
  setColorScheme(scheme: ColorScheme): Promise<void>;
  setViewport(viewport: Viewport): Promise<void>;
  extensionTabId(): Promise<number>;
  activate(): Promise<void>;
  close(): Promise<void>;
}

/** The DOM node behind a handle was removed, or its document was left. */
export class NodeGone extends Error {
  override readonly name = 'NodeGone';
}
