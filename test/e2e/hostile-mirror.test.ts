import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Node, Tab } from '../browsers/browser.ts';
import type { ChromiumBrowser } from '../browsers/chromium.ts';
import type { Workspace, WorldPage } from '../world/model.ts';
import { uuidFrom } from '../world/notion/ids.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { fewPages } from './few-pages.ts';
import { inChromium } from './harness.ts';
import { HOSTILE_STRINGS } from './hostile-answer.ts';
import { untilMirrored } from './mirror-steps.ts';
import { connect, NOTION_TOKEN, openCompanion } from './steps.ts';
import { readWire, wireSwitches } from './wire.ts';

/** Stands in every hostile title and block, so that one search finds them all. */
const WORD = 'quagmire';
const HOSTILE = uuidFrom('hostile page');

/** The client's workspace, with a page whose title, icon and blocks are an attacker's, and one page a string below it. */
function hostileWorkspace(): readonly Workspace[] {
  const client = fewPages()[1];
  const model = client?.pages.find(({ id }) => id === PAGES.tidewaterHome);
  if (client === undefined || model === undefined) throw new Error('The sample has no second workspace');
  const text = (words: string) => [{ text: `${WORD} ${words}` }];
  const page = (id: string, title: string, words: readonly string[]): WorldPage => ({
    ...model,
    id,
    title: `${WORD} ${title}`,
    icon: '<img src=x onerror="window.pwned = 1">',
    properties: {},
    blocks: words.map((one, at) => ({
      id: uuidFrom(id, at),
      type: at % 4 === 1 ? ('heading_2' as const) : ('paragraph' as const),
      text: text(one),
      children: [],
    })),
  });
  const below = HOSTILE_STRINGS.slice(0, 12).map((one, at) => page(uuidFrom(HOSTILE, 'below', at), one, [one]));
  return [{ ...client, pages: [...client.pages, page(HOSTILE, 'everything', HOSTILE_STRINGS), ...below] }];
}

const RISKY =
  'script, style, link, meta, base, form, iframe, object, embed, video, audio, picture, img, math, animate, [srcset], [style*="url("]';
const LOOK = `function () {
  const all = [...this.querySelectorAll('*')];
  return {
    words: this.textContent,
    risky: [...this.querySelectorAll(${JSON.stringify(RISKY)})].map((one) => one.outerHTML.slice(0, 200)),
    handlers: all.filter((one) => one.getAttributeNames().some((name) => name.startsWith('on'))).length,
    links: all.flatMap((one) => one.getAttribute('href') ?? []),
  };
}`;

inChromium(
  (stage) => {
    const folder = mkdtempSync(join(tmpdir(), 'understudy-hostile-'));
    const log = join(folder, 'wire.json');
    const printed: string[] = [];
    let browser: ChromiumBrowser;
    let tab: Tab;

    const expectWords = async (surface: Tab, node: Node): Promise<void> => {
      const seen = (await node.call(LOOK)) as {
        readonly words: string;
        readonly risky: readonly string[];
        readonly handlers: number;
        readonly links: readonly string[];
      };
      expect(seen.words).toContain('<script>window.pwned = 1; alert(1)</script>');
      expect(seen.risky).toEqual([]);
      expect(seen.handlers).toBe(0);
      expect(seen.links.filter((href) => !/^(?:https:\/\/|reader\.html\?|\/reader\.html\?|\?|#)/u.test(href))).toEqual(
        [],
      );
      expect(await surface.evaluate('() => window.pwned === undefined')).toBe(true);
    };

    beforeAll(async () => {
      browser = await stage.launch({ profile: join(folder, 'profile'), args: wireSwitches(log) });
      browser.context.on('console', (message) => printed.push(message.text()));
      await connect(browser);
      const page = await browser.openExtensionPage('options.html');
      await untilMirrored(page, stage.world(), NOTION_TOKEN);
      await page.close();
      tab = await openCompanion(browser, PAGES.tidewaterHome);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('shows hostile titles and snippets as words in the page’s search', async () => {
      await (await tab.find('button', 'Search', { within: 'companion' })).click();
      await (await tab.find('searchbox', 'Search Notion')).fill(`${WORD} alert`);
      const results = await tab.find('list', 'Results');
      await results.waitText(/alert\(1\)/u);
      await expectWords(tab, results);
    });

    it('shows them as words in the popup’s search', async () => {
      const popup = await browser.openExtensionPage(`popup.html?tab=${await tab.extensionTabId()}`);
      await (await popup.find('button', 'Search')).click();
      await (await popup.find('searchbox', 'Search Notion')).fill(`${WORD} alert`);
      const results = await popup.find('list', 'Results');
      await results.waitText(/alert\(1\)/u);
      await expectWords(popup, results);
      await popup.close();
    });

    it('shows a hostile page as words in the Reader', async () => {
      const reader = await browser.openExtensionPage(`reader.html?page=${HOSTILE.replaceAll('-', '')}`);
      await reader.find('heading', /everything/u);
      await reader.waitFor('the whole page', async () =>
        (await (await reader.find('main')).text()).includes('window.pwned = 1; alert(1)'),
      );
      await expectWords(reader, await reader.find('main'));
      await reader.close();
    });

    it('has asked no host but the services for anything, and broken no policy', async () => {
      expect(printed.filter((line) => /Content Security Policy|Trusted ?Type/iu.test(line))).toEqual([]);
      expect(await browser.errors()).toEqual([]);
      await browser.close();
      expect([...readWire(log).hosts].toSorted()).toEqual(['api.anthropic.com', 'api.notion.com', 'app.notion.com']);
    });
  },
  { workspaces: hostileWorkspace() },
);
