import { browser } from 'wxt/browser';
import type { Launcher } from '../../components/companion/launcher.ts';
import { ago } from '../../components/kit/age.ts';
import type { CopyOffer } from '../messages/reader-desk.ts';

/** Any block inside Notion's frame: the page has come, whatever else it still fetches. */
const COME = '.notion-page-content, .notion-frame h1, .notion-frame [data-block-id]';
const LOOK_EVERY_MS = 1_000;
/** So long a page in front of the person may stay empty. Slow connections need their time; more is no loading any more. */
const STUCK_AFTER_MS = 10_000;

/** An address with a page in it; elsewhere there is nothing to have a copy of. */
const PAGE_ADDRESS = /[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-/i;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether Notion shows a page in this tab. One selector, asked once: nothing is observed. */
const hasCome = (): boolean => document.querySelector(COME) !== null;

/**
 * Offers the copy of a page that Notion does not show, for as long as it does not. Costs a look a second until the page
 * has come; a tab that nobody sees is not looked at.
 * @param launcherHere puts the launcher into the page where Notion's app never came
 */
export async function offerCopyWhenStuck(launcherHere: () => Launcher, signal: AbortSignal): Promise<void> {
  for (let waited = 0; waited < STUCK_AFTER_MS;) {
    await wait(LOOK_EVERY_MS);
    if (signal.aborted || hasCome()) return;
    if (!document.hidden) waited += LOOK_EVERY_MS;
  }
  if (!PAGE_ADDRESS.test(location.href)) return;
  const offer = await askForCopy();
  if (offer === undefined || signal.aborted || hasCome()) return;
  const why = navigator.onLine ? 'notion-down' : 'offline';
  const dismissed = new AbortController();
  const over = AbortSignal.any([signal, dismissed.signal]);
  const withdraw = launcherHere().offer({
    words: why === 'offline' ? 'You are offline, and Notion did not load.' : 'Notion did not load.',
    action: `Read the copy from ${ago(offer.readAt, Date.now())}`,
    onTake: () => void send({ name: 'reader.open', ask: { pageId: offer.pageId, why } }),
    onDismiss: () => dismissed.abort(),
  });
  while (!over.aborted && !hasCome()) await wait(LOOK_EVERY_MS);
  withdraw();
}

/** Nothing where no copy is kept, or nobody answers: then there is nothing to offer. */
async function askForCopy(): Promise<CopyOffer | undefined> {
  const reply = await send({ name: 'reader.offer', ask: {} });
  return reply?.ok === true ? reply.value : undefined;
}

interface OfferReply {
  readonly ok: boolean;
  readonly value?: CopyOffer;
}

/** A worker that is killed just then is asked once more. */
async function send(message: { readonly name: string; readonly ask: unknown }): Promise<OfferReply | undefined> {
  const say = (): Promise<OfferReply | undefined> => browser.runtime.sendMessage(message);
  try {
    return await say().catch(say);
  } catch {
    return undefined;
  }
}
