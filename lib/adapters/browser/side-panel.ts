import { browser as native } from 'wxt/browser';
import { extension } from './extension.ts';

/** Chrome's side panel has no counterpart in the polyfill, Firefox's sidebar none in Chrome. */
export const hasSidePanel = (): boolean => Reflect.has(native, 'sidePanel');

/**
 * Opens the side panel of the current window. Both browsers want a user action: call it in the event itself, before
 * anything is awaited.
 */
export function openSidePanel(): Promise<void> {
  if (!hasSidePanel()) return extension.sidebarAction.open();
  return native.sidePanel.open({ windowId: native.windows.WINDOW_ID_CURRENT });
}

/** The same from a content script's message: Chrome alone lets it. `undefined` where the browser will not. */
export function openSidePanelForTab(tabId: number): Promise<void> | undefined {
  return hasSidePanel() ? native.sidePanel.open({ tabId }) : undefined;
}
