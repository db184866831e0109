import { Failure } from '../../base/failure.ts';
import type { CompanionOrder } from '../../messages/companion-port.ts';
import { extension } from './extension.ts';

const PANEL = '/companion-panel.js';
const READER = '/page-reader.js';
const LAUNCHER = '/content-scripts/companion.js';

/** Puts the panel into a Notion tab; a second time does nothing. Throws `host-not-granted` where the browser refuses. */
export async function injectPanel(tabId: number): Promise<void> {
  await inject(tabId, PANEL);
}

/** Injects the panel where it is missing, then tells it what to do. */
export async function orderCompanion(tabId: number, order: CompanionOrder): Promise<void> {
  await injectPanel(tabId);
  await extension.tabs.sendMessage(tabId, order);
}

/** Reads the page that a tab shows. The value comes from a script in Notion's page: data, to be parsed. */
export async function readTab(tabId: number): Promise<unknown> {
  return inject(tabId, READER);
}

/** Gives tabs that were open before an install or update the launcher of this version. */
export async function adoptOpenTabs(matches: readonly string[]): Promise<void> {
  const tabs = await extension.tabs.query({ url: [...matches] });
  await Promise.all(
    tabs.map(async ({ id, discarded }) => {
      if (id === undefined || discarded === true) return;
      await inject(id, LAUNCHER).catch(() => undefined);
    }),
  );
}

async function inject(tabId: number, file: string): Promise<unknown> {
  try {
    const [result] = await extension.scripting.executeScript({ target: { tabId }, files: [file] });
    return result?.result;
  } catch (error) {
    throw new Failure('page-unreadable', { cause: error });
  }
}
