import { extension } from './extension.ts';

/** A page whose document is there and whose app is not gets so long before it counts as not loaded, in milliseconds. */
const APP_WITHIN_MS = 3_000;

/**
 * Whether Notion stands in a tab. A page of the browser's own that tells of a failed connection lets no script in: that
 * counts as not loaded. A tab that the browser put to sleep is no failure of Notion's.
 */
export async function isNotionLoaded(tabId: number): Promise<boolean> {
  try {
    if (await look(tabId)) return true;
    await new Promise((resolve) => setTimeout(resolve, APP_WITHIN_MS));
    return await look(tabId);
  } catch {
    const tab = await extension.tabs.get(tabId).catch(() => undefined);
    return tab === undefined || tab.discarded === true;
  }
}

async function look(tabId: number): Promise<boolean> {
  const [result] = await extension.scripting.executeScript({ target: { tabId }, func: holdsNotion });
  return result?.result === true;
}

/** Runs in the tab: it knows nothing from outside itself. */
function holdsNotion(): boolean {
  return document.querySelector('#notion-app > *, .notion-app-inner') !== null;
}
