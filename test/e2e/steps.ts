import type { Browser, Node, Tab } from '../browsers/browser.ts';
import { CLAUDE_KEY } from '../world/start.ts';

/** The token of the sample workspace that sees all of it but the hidden page. */
export const NOTION_TOKEN = 'ntn_acme_full';

export const pageAddress = (id: string): string => `https://app.notion.com/p/${id.replaceAll('-', '')}`;

/** Enters the Claude key through the options page, which a fresh install opens by itself. */
export async function connectClaude(browser: Browser): Promise<Tab> {
  const tab = await browser.waitForTab(/options\.html/);
  const group = await tab.find('group', 'Claude');
  await (await group.find('textbox', 'Claude API key')).type(CLAUDE_KEY);
  await (await group.find('button', 'Save')).click();
  await group.waitText(/This key works/);
  return tab;
}

export async function connectNotion(tab: Tab, token = NOTION_TOKEN): Promise<void> {
  const group = await tab.find('group', 'Notion: new workspace');
  await (await group.find('textbox', 'Notion token')).type(token);
  await (await group.find('button', 'Save')).click();
  await tab.find('group', /^Notion: (?!new workspace)/);
}

/** Both keys, and the options page closed. */
export async function connect(browser: Browser): Promise<void> {
  const tab = await connectClaude(browser);
  await connectNotion(tab);
  await tab.close();
}

export async function openCompanion(browser: Browser, pageId: string): Promise<Tab> {
  const tab = await browser.open(pageAddress(pageId));
  await (await tab.find('button', 'Understudy')).click();
  await tab.find('complementary', 'Understudy');
  return tab;
}

/** Waits until the result says who answered, and gives its text. */
export async function answered(
  tab: Tab,
  timeoutMs = 30_000,
): Promise<{ readonly region: Node; readonly text: string }> {
  const region = await tab.find('region', 'Result', { timeoutMs });
  await region.find('note', undefined, { timeoutMs });
  await region.waitGone('button', 'Stop', { timeoutMs });
  return { region, text: await region.text() };
}

/** Asks in the panel on the page, and waits until nothing moves any more. */
export async function askInPanel(tab: Tab, question: string): Promise<Node> {
  await (await tab.find('textbox', 'Question')).fill(question);
  await (await tab.find('button', 'Ask')).click();
  await tab.find('heading', question, { within: 'companion' });
  const region = await tab.find('region', 'Result');
  await region.find('button', 'Retry', { timeoutMs: 30_000 });
  return region;
}
