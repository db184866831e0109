import { extension } from './extension.ts';

/**
 * Whether Notion stands in a tab. A page of the browser's own that tells of a failed connection lets no script in, and
 * so do hosts that we have no leave for: both count as not loaded.
 */
export async function isNotionLoaded(tabId: number): Promise<boolean> {
  try {
    const [result] = await extension.scripting.executeScript({ target: { tabId }, func: holdsNotion });
    return result?.result === true;
  } catch {
    return false;
  }
}

/** Runs in the tab: it knows nothing from outside itself. */
function holdsNotion(): boolean {
  return document.querySelector('#notion-app > *, .notion-app-inner') !== null;
}
