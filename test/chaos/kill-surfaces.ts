import type { Browser, Node, Tab } from '../browsers/browser.ts';
import { openCompanion } from '../e2e/steps.ts';

/** A surface at which something is killed: what it shows of the answer, and what was typed into it. */
export interface KillSurface {
  /** Asks for an answer that no earlier one can stand in for. */
  ask(words: string): Promise<void>;
  /** The words of the answer as they stand there now; empty while there are none. */
  words(): Promise<string>;
  /** How far a long page is, as the surface says it. */
  place(): Promise<Node | undefined>;
  type(words: string): Promise<void>;
  /** Opens the surface anew, as a person would after all was gone, and reads what was typed from the store. */
  reopen(browser: Browser): Promise<void>;
  typed(): Promise<string>;
}

/** The text of the answer itself: no stand-in beside it, no citation marks. */
const WORDS = `function () {
  const answer = [...this.querySelectorAll('.markup')].find((one) => !one.closest('.stand-in'));
  if (!answer) return '';
  const copy = answer.cloneNode(true);
  for (const mark of copy.querySelectorAll('sup, [aria-label^="Source"]')) mark.remove();
  return copy.textContent;
}`;

/** The words of the answer that stands in a place; empty while there are none. */
export const textIn = async (node: Node | undefined): Promise<string> => {
  const text: unknown = node === undefined ? '' : await node.call(WORDS).catch(() => '');
  return typeof text === 'string' ? text : '';
};

type Open = (browser: Browser) => Promise<Tab>;

/** The panel in the page, or the popup: a summary, asked anew where one stands already, so that no kept one is shown. */
async function onePage(browser: Browser, open: Open): Promise<KillSurface> {
  let tab = await open(browser);
  const region = async (): Promise<Node | undefined> => (await tab.findAll('region', 'Result'))[0];
  const question = async (): Promise<Node> => await tab.find('textbox', 'Question');
  const press = async (name: string): Promise<void> => {
    const buttons = (await tab.findAll('button', name)).filter((button) => button.name === name);
    const last = buttons.at(-1);
    if (last === undefined) throw new Error(`no “${name}”`);
    await last.click();
  };
  return {
    async ask() {
      // What stands there already decides whether a first answer is asked for or another one.
      const known = async (): Promise<boolean> => ((await (await region())?.text()) ?? '') !== '';
      await tab.waitFor('what is known of the page', known);
      const retries = (await (await region())?.findAll('button', 'Retry')) ?? [];
      await press(retries.length > 0 ? 'Retry' : 'Summarize');
      await tab.find('button', 'Stop');
    },
    words: async () => await textIn(await region()),
    place: region,
    async type(words) {
      await (await question()).type(words);
    },
    async reopen(now) {
      await tab.close().catch(() => undefined); // gone with a killed browser
      tab = await open(now);
    },
    typed: async () => await (await question()).text(),
  };
}

export async function companionToKill(browser: Browser, pageId: string): Promise<KillSurface> {
  return await onePage(browser, async (now) => await openCompanion(now, pageId));
}

/** @param about opens a tab that shows the page in question */
export async function popupToKill(browser: Browser, about: (browser: Browser) => Promise<Tab>): Promise<KillSurface> {
  const open: Open = async (now) =>
    await now.openExtensionPage(`popup.html?tab=${await (await about(now)).extensionTabId()}`);
  return await onePage(browser, open);
}

export async function sidePanelToKill(
  browser: Browser,
  about: (browser: Browser) => Promise<Tab>,
): Promise<KillSurface> {
  const open: Open = async (now) =>
    await now.openExtensionPage(`sidepanel.html?tab=${await (await about(now)).extensionTabId()}`);
  let tab = await open(browser);
  const reply = async (): Promise<Node | undefined> => (await tab.findAll('article', /^Claude/u)).at(-1);
  const message = async (): Promise<Node> => await tab.find('textbox', 'Message');
  return {
    async ask(words) {
      await (await tab.find('button', 'New chat')).click();
      await tab.waitGone('article', 'You');
      await (await message()).fill(words);
      await (await tab.find('button', 'Send')).click();
      await tab.find('button', 'Stop');
    },
    words: async () => await textIn(await reply()),
    place: reply,
    async type(words) {
      await (await message()).type(words);
    },
    async reopen(now) {
      await tab.close().catch(() => undefined); // gone with a killed browser
      tab = await open(now);
      await tab.find('article', /^Claude/u);
    },
    typed: async () => await (await message()).text(),
  };
}
