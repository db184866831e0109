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

/** The panel stands beside the launcher, which waits for Notion to put its app into the page. */
const LOOK_EVERY_MS = 300;
const APP_WITHIN_MS = 15_000;

/** Injects the panel where it is missing, then tells it what to do. Throws `page-unreadable` when Notion does not come up. */
export async function orderCompanion(tabId: number, order: CompanionOrder): Promise<void> {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    await injectPanel(tabId);
    try {
      return await extension.tabs.sendMessage(tabId, order);
    } catch (error) {
      if (waited >= APP_WITHIN_MS) throw new Failure('page-unreadable', { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
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

/** How Chrome and Firefox say that the person has not given leave for the tab's host. */
const NO_LEAVE = /access the respective host|missing host permission/i;

async function inject(tabId: number, file: string): Promise<unknown> {
  try {
    const [result] = await extension.scripting.executeScript({ target: { tabId }, files: [file] });
    return result?.result;
  } catch (error) {
    throw new Failure(NO_LEAVE.test(String(error)) ? 'host-not-granted' : 'page-unreadable', { cause: error });
  }
}
