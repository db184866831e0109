import type { Tab } from '../browsers/browser.ts';
import type { ChromiumBrowser } from '../browsers/chromium.ts';

/**
 * Runs a function's source in the world of our content script, as somebody who has broken into Notion's renderer could.
 * @param frame `top`, or the first frame within the page, where no script of ours should ever speak
 */
export async function inOwnScript(
  browser: ChromiumBrowser,
  tab: Tab,
  source: string,
  argument: unknown = null,
  frame: 'top' | 'inner' = 'top',
): Promise<unknown> {
  const tabId = await tab.extensionTabId();
  const worker = await browser.worker();
  return await worker.evaluate(
    `(async () => {
      const run = (target, func, args) => chrome.scripting.executeScript({ target, func, args });
      const frames = await run({ tabId: ${tabId}, allFrames: true }, () => undefined, []);
      const { frameId } = frames.find((one) => (one.frameId === 0) === ${frame === 'top'});
      const [{ result }] = await run({ tabId: ${tabId}, frameIds: [frameId] }, ${source}, [${JSON.stringify(argument)}]);
      return result;
    })()`,
  );
}

/** Sends messages to the background, one by one. Each answer is a reply of the wire, or null where nobody answered. */
export const SEND_EACH = `async (messages) => {
  const replies = [];
  for (const message of messages) {
    replies.push(await chrome.runtime.sendMessage(message).then((reply) => reply ?? null, () => null));
  }
  return replies;
}`;
