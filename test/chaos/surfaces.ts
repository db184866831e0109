import type { Browser, Node, Tab } from '../browsers/browser.ts';
import { openCompanion } from '../e2e/steps.ts';
import { PAGES } from '../world/workspace/ids.ts';

/** The pages that the surfaces are opened on. */
export const SURFACE_PAGES = [PAGES.travel, PAGES.expenses] as const;

/** One place where a person asks and sees what becomes of it. */
export interface Surface {
  readonly name: string;
  readonly tab: Tab;
  /** Asks Claude anew. Resolves when it has been taken up. */
  ask(words: string): Promise<void>;
  /** From now on the result that stands here is the old one. */
  mark(): Promise<void>;
  /** Waits until a result newer than the marked one stands still, and gives the place where the result stands. */
  settled(timeoutMs?: number): Promise<Node>;
  /** Brings the surface back to the model of the settings after another one was asked. */
  home(): Promise<void>;
  /** Text that was typed and not sent: typed once more where the surface uses it up. */
  draft(): Promise<string>;
}

// A result is known by its alert, or else by its heading, a reply by itself: a mark on it does not pass to the next.
const MARK = `function () {
  const whole = this.localName === 'article' ? this : this.querySelector('header h2');
  const head = this.querySelector('[role=alert]') ?? whole;
  if (head) head.dataset.seen = 'yes';
}`;
const FRESH = `function () {
  if (this.dataset.seen || this.querySelector('[data-seen]')) return false;
  return [...this.querySelectorAll('button')].some((button) => button.textContent.trim() === 'Retry');
}`;

/** True from the second time in a row: the old result may stand for a moment before the next one takes its place. */
function twice(check: () => Promise<boolean>): () => Promise<boolean> {
  let before = false;
  return async () => {
    const now = await check();
    const both = before && now;
    before = now;
    return both;
  };
}

/** The region that shows one result at a time, in the page and in the popup. */
function resultRegion(tab: Tab) {
  const region = async (): Promise<Node> => await tab.find('region', 'Result');
  return {
    region,
    mark: async (): Promise<void> => void (await (await region()).call(MARK)),
    async settled(timeoutMs = 20_000): Promise<Node> {
      const node = await region();
      await tab.waitFor(
        'a settled result',
        twice(async () => (await node.call(FRESH)) === true),
        { timeoutMs },
      );
      return node;
    },
  };
}

const DRAFT = 'Typed before and never sent';

/** The companion on a page: asks for the page's summary again and again, so that a last good answer stands beside. */
export async function companionSurface(browser: Browser, pageId: string): Promise<Surface> {
  const tab = await openCompanion(browser, pageId);
  const result = resultRegion(tab);
  const summarize = async (): Promise<void> => {
    await result.mark();
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
  };
  const question = await tab.find('textbox', 'Question');
  await question.type(DRAFT);
  await summarize();
  await result.settled();
  return {
    name: 'companion',
    tab,
    async ask() {
      await result.mark();
      await (await (await result.region()).find('button', 'Retry')).click();
    },
    mark: result.mark,
    settled: result.settled,
    async home() {
      await summarize();
      await result.settled();
    },
    draft: async () => ((await question.text()) === DRAFT ? '' : `the draft is now “${await question.text()}”`),
  };
}

/** The popup about the page of a tab: each question is new, so that only the answer without a model stands beside. */
export async function popupSurface(browser: Browser, about: Tab): Promise<Surface> {
  const tab = await browser.openExtensionPage(`popup.html?tab=${await about.extensionTabId()}`);
  const result = resultRegion(tab);
  return {
    name: 'popup',
    tab,
    async ask(words) {
      await result.mark();
      await (await tab.find('textbox', 'Question')).fill(words);
      await (await tab.find('button', 'Ask')).click();
    },
    mark: result.mark,
    settled: result.settled,
    home: () => Promise.resolve(),
    draft: () => Promise.resolve(''),
  };
}

/** A reply is named by its writer, where that is not the model that was asked. */
const REPLY = /^Claude/u;

/** The side panel about the page of a tab: a chat of its own for each question, and a message half typed below it. */
export async function sidePanelSurface(browser: Browser, about: Tab): Promise<Surface> {
  const tab = await browser.openExtensionPage(`sidepanel.html?tab=${await about.extensionTabId()}`);
  return {
    name: 'side panel',
    tab,
    async ask(words) {
      await (await tab.find('button', 'New chat')).click();
      await tab.waitGone('article', 'You');
      await (await tab.find('textbox', 'Message')).fill(words);
      await (await tab.find('button', 'Send')).click();
      await tab.find('article', 'You');
    },
    async mark() {
      await (await tab.find('article', REPLY)).call(MARK);
    },
    async settled(timeoutMs = 20_000) {
      const fresh = async (): Promise<boolean> => {
        const [node] = await tab.findAll('article', REPLY);
        return node !== undefined && (await node.call(FRESH)) === true;
      };
      await tab.waitFor('a settled reply', twice(fresh), { timeoutMs });
      const reply = await tab.find('article', REPLY);
      const message = await tab.find('textbox', 'Message');
      if ((await message.text()) === '') await message.type(DRAFT);
      return reply;
    },
    home: () => Promise.resolve(),
    async draft() {
      const now = await (await tab.find('textbox', 'Message')).text();
      return now === DRAFT ? '' : `the draft is now “${now}”`;
    },
  };
}
