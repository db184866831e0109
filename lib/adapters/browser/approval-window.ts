import { extension } from './extension.ts';

const WIDTH = 480;
const HEIGHT = 760;

/**
 * Shows a proposal in a small window of our own, out of reach of the page that asked for it. One that is open already
 * shows it instead: whoever asks again and again gets no more than one.
 */
export async function openApproval(entry: string): Promise<void> {
  const page = extension.runtime.getURL('/approve.html');
  const url = `${page}?entry=${encodeURIComponent(entry)}`;
  const tabs = await extension.tabs.query({ windowType: 'popup' });
  const open = tabs.find((tab) => tab.url?.startsWith(page) === true);
  if (open?.id === undefined || open.windowId === undefined) {
    await extension.windows.create({ type: 'popup', width: WIDTH, height: HEIGHT, url });
    return;
  }
  await extension.tabs.update(open.id, { url });
  await extension.windows.update(open.windowId, { focused: true });
}
