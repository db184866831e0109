import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Node, Tab } from '../../browsers/browser.ts';
import { launchChromium } from '../../browsers/chromium.ts';
import { launchFirefox } from '../../browsers/firefox.ts';
import { fewPages } from '../../e2e/few-pages.ts';
import { answerWith } from '../../e2e/hostile-answer.ts';
import { answered, connect, openCompanion } from '../../e2e/steps.ts';
import { readWire, wireSwitches } from '../../e2e/wire.ts';
import { startWorld } from '../../world/start.ts';
import type { World } from '../../world/start.ts';
import { faultsOf } from './look.ts';
import { COLLECTOR } from './payload.ts';
import { answerOf, signOf } from './payloads.ts';
import type { Payload } from './payloads.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
/** So many payloads stand in one answer: a few dozen kilobytes, far below where an answer is shown as plain text. */
const BATCH = 400;

export interface Rendered {
  readonly browser: string;
  /** Payloads times surfaces. */
  readonly shown: number;
  /** Everything that went wrong, each with the payload's number where it is known. */
  readonly faults: readonly string[];
  /** Hosts that were asked and are none of the services. */
  readonly strangers: readonly string[];
  /** What the browser's own policy had to stop. */
  readonly policy: readonly string[];
}

/** Shows every payload as an answer of Claude's in the companion and in the side panel of the shipped build. */
export async function renderInChromium(payloads: readonly Payload[], extension?: string): Promise<Rendered> {
  const world = await startWorld({ workspaces: fewPages() });
  world.budget.perMinute = 100_000;
  const folder = mkdtempSync(join(tmpdir(), 'understudy-render-'));
  const log = join(folder, 'wire.json');
  const faults: string[] = [];
  const printed: string[] = [];
  try {
    const browser = await launchChromium({
      extension: extension ?? join(ROOT, '.output/chrome-mv3'),
      hostResolverRules: world.hostResolverRules,
      profile: join(folder, 'profile'),
      args: wireSwitches(log),
    });
    try {
      browser.context.on('console', (message) => printed.push(message.text()));
      browser.context.on('dialog', (dialog) => {
        faults.push(`browser: a dialog opened: ${dialog.message()}`);
        void dialog.dismiss();
      });
      faults.push(...(await renderAll(browser, world, payloads)));
      faults.push(...(await browser.errors()).map((error) => `an error: ${error}`));
    } finally {
      await browser.close();
    }
    const wire = readWire(log);
    const asked = [...wire.hosts, ...(wire.names(COLLECTOR) ? [COLLECTOR] : [])];
    return sumUp(
      'chromium',
      payloads,
      faults,
      asked.filter((host) => !world.hosts.includes(host)),
      printed,
    );
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The same in Firefox, whose every request goes through the world's proxy. */
export async function renderInFirefox(payloads: readonly Payload[]): Promise<Rendered> {
  const world = await startWorld({ workspaces: fewPages() });
  world.budget.perMinute = 100_000;
  try {
    const browser = await launchFirefox({
      extension: join(ROOT, '.output/firefox-mv3'),
      proxyPort: world.proxyPort,
    });
    try {
      const faults = [...(await renderAll(browser, world, payloads))];
      faults.push(...(await browser.errors()).map((error) => `an error: ${error}`));
      const asked = world.requests.all().map(({ host }) => host);
      return sumUp(
        'firefox',
        payloads,
        faults,
        asked.filter((host) => !world.hosts.includes(host)),
        [],
      );
    } finally {
      await browser.close();
    }
  } finally {
    await world.close();
  }
}

function sumUp(
  browser: string,
  payloads: readonly Payload[],
  faults: readonly string[],
  strangers: readonly string[],
  printed: readonly string[],
): Rendered {
  return {
    browser,
    shown: payloads.length * SURFACES.length,
    faults: [...new Set(faults)],
    strangers: [...new Set(strangers)],
    policy: printed.filter((line) => /Content Security Policy|Trusted ?Type/iu.test(line)),
  };
}

async function renderAll(browser: Browser, world: World, payloads: readonly Payload[]): Promise<readonly string[]> {
  await connect(browser);
  const pages = [...world.notion.pages()]
    .filter(({ blocks, parent }) => blocks.length > 2 && blocks.length < 40 && parent.type === 'page_id')
    .map(({ id }) => id);
  const faults: string[] = [];
  for (let from = 0; from < payloads.length; from += BATCH) {
    const batch = payloads.slice(from, from + BATCH);
    const undo = answerWith(world, answerOf(batch));
    const tab = await openCompanion(browser, pages[(from / BATCH) % pages.length] ?? '');
    for (const [name, show] of SURFACES) {
      const found = await show(browser, tab, batch);
      faults.push(...found.map((fault) => `${name}: ${fault}`));
    }
    await tab.close();
    undo();
  }
  return faults;
}

type Show = (browser: Browser, tab: Tab, batch: readonly Payload[]) => Promise<readonly string[]>;

const signsOf = (batch: readonly Payload[]): readonly string[] => batch.map(({ n }) => signOf(n));

async function settled(tab: Tab, region: Node, batch: readonly Payload[]): Promise<readonly string[]> {
  const ends = await region.waitText(/The end of it\./u, { timeoutMs: 60_000 }).then(
    () => [],
    () => ['swallowed: the end'],
  );
  return [...ends, ...(await faultsOf(tab, region, signsOf(batch)))];
}

const SURFACES: readonly (readonly [name: string, show: Show])[] = [
  [
    'companion',
    async (_browser, tab, batch) => {
      await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
      const { region } = await answered(tab, 60_000);
      return settled(tab, region, batch);
    },
  ],
  [
    'side panel',
    async (browser, tab, batch) => {
      const panel = await browser.openExtensionPage(`sidepanel.html?tab=${await tab.extensionTabId()}`);
      await (await panel.find('textbox', 'Message')).type(`What stands there? (${batch[0]?.n ?? 0})`);
      await (await panel.find('button', 'Send')).click();
      const conversation = await panel.find('log', 'Conversation');
      await conversation.find('note', /^Answered by/u, { timeoutMs: 60_000 });
      const faults = await settled(panel, conversation, batch);
      await panel.close();
      return faults;
    },
  ],
];
