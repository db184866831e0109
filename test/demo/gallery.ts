import { mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';

import { STATES } from '../fixtures/gallery/scenes.ts';
import type { State } from '../fixtures/gallery/scenes.ts';

/**
 * Looks at every surface in every state and theme: saves a picture of each and runs axe over it.
 * Ends with 1 when axe finds a violation. `npm exec -- node test/demo/gallery.ts --out DIR [--only popup/done/dark]`
 */
const { values } = parseArgs({ options: { out: { type: 'string' }, only: { type: 'string', default: '' } } });
const out = resolve(values.out ?? join(tmpdir(), 'understudy-gallery'));
const root = resolve(import.meta.dirname, '../fixtures/gallery');
const built = join(out, 'built');
const ORIGIN = 'http://gallery.invalid';
/** The policy of the extension's own pages: what it forbids must not be needed. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'";
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

interface Look {
  readonly surface: 'companion' | 'popup' | 'side-panel' | 'options' | 'reader' | 'workbench';
  /** For the workbench: its tab. */
  readonly tab?: string;
  /** Where not every state says something of its own. */
  readonly states?: readonly State[];
  readonly width: number;
  readonly height: number;
  readonly name?: string;
  readonly scale?: number;
  /** Typed into the search before the picture is taken. */
  readonly search?: string;
  /** What is opened on the way, by the names of buttons. */
  readonly opens?: readonly string[];
  /** Looks into a backup on the way. */
  readonly restores?: boolean;
}

const BENCH_STATES: readonly State[] = ['empty', 'working', 'done', 'failed', 'long-words', 'rtl'];

const LOOKS: readonly Look[] = [
  { surface: 'companion', width: 1280, height: 800 },
  { surface: 'companion', width: 320, height: 640, name: 'companion-320' },
  { surface: 'popup', width: 360, height: 600 },
  { surface: 'side-panel', width: 400, height: 800 },
  { surface: 'side-panel', width: 320, height: 640, name: 'side-panel-320' },
  { surface: 'popup', width: 360, height: 600, name: 'popup-search', search: 'launch', opens: ['Filters'] },
  { surface: 'companion', width: 320, height: 640, name: 'companion-search-320', search: 'launch' },
  { surface: 'side-panel', width: 400, height: 800, name: 'side-panel-search', search: 'launch' },
  { surface: 'options', width: 1000, height: 800 },
  { surface: 'options', width: 320, height: 640, name: 'options-320' },
  { surface: 'options', width: 400, height: 640, name: 'options-restore-400', states: ['governed'], restores: true },
  { surface: 'options', width: 760, height: 800, name: 'options-restore-760', states: ['governed'], restores: true },
  { surface: 'reader', width: 1280, height: 800 },
  { surface: 'reader', width: 320, height: 640, name: 'reader-320' },
  ...benchLooks('reports', ['Spend by team']),
  ...benchLooks('schedules', []),
  ...benchLooks('schedules', ['New schedule'], 'new-'),
  ...benchLooks('autofill', ['Show values']),
  ...benchLooks('gaps', []),
];

function benchLooks(tab: string, opens: readonly string[], name = ''): readonly Look[] {
  const look = { surface: 'workbench', tab, opens, states: BENCH_STATES } as const;
  return [
    { ...look, width: 1000, height: 800, name: `workbench-${name}${tab}` },
    { ...look, width: 320, height: 640, name: `workbench-${name}${tab}-320` },
  ];
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  root,
  configFile: false,
  base: './',
  logLevel: 'warn',
  build: { outDir: built, emptyOutDir: true, target: 'esnext', minify: false },
});
const axe = await readFile(resolve(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
let violations = 0;
let looked = 0;
try {
  for (const theme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    await serve(context);
    for (const look of LOOKS) {
      for (const state of look.states ?? STATES) {
        const name = `${look.name ?? look.surface}-${state}-${theme}`;
        if (!name.includes(values.only)) continue;
        const page = await context.newPage();
        await page.setViewportSize({ width: look.width, height: look.height });
        await page.goto(
          `${ORIGIN}/index.html?surface=${look.surface}&state=${state}&theme=${theme}${look.tab === undefined ? '' : `#${look.tab}`}`,
        );
        await page.waitForFunction(() => 'understudy' in window);
        await page.waitForTimeout(150);
        if (look.search !== undefined) await searchFor(page, look.search, look.opens ?? []);
        else await open(page, look.opens ?? []);
        if (look.restores === true) await lookIntoBackup(page);
        violations += await check(page, name);
        await page.screenshot({ path: join(out, `${name}.png`), fullPage: look.surface !== 'companion' });
        await page.close();
        looked += 1;
      }
    }
    await context.close();
  }
} finally {
  await browser.close();
}
console.log(`${looked} pictures in ${out}, ${violations} violations`);
process.exitCode = violations === 0 && looked > 0 ? 0 : 1;

/** Opens what is there to be opened: not every state has it. */
async function open(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const button = page.getByRole('button', { name, exact: true }).first();
    if (await button.isVisible()) await button.click();
  }
}

/** As far as the table of what the backup would change. */
async function lookIntoBackup(page: Page): Promise<void> {
  const file = { name: 'understudy-2026-11-20.understudy', mimeType: '', buffer: Buffer.from('backup') };
  await page.getByLabel('Backup file').setInputFiles(file);
  await page.getByRole('button', { name: 'Check this backup' }).click();
  await page.getByRole('group', { name: 'What the backup holds' }).waitFor();
  await page.getByRole('button', { name: 'Show every store' }).click();
}

/** Waits until the results: Notion's titles come last. */
async function searchFor(page: Page, words: string, opens: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search Notion' }).fill(words);
  await page.locator('[aria-label=Results][aria-busy=false]').waitFor({ state: 'attached' });
  for (const name of opens) await page.getByRole('button', { name, exact: true }).click();
}

async function serve(context: BrowserContext): Promise<void> {
  await context.route('**/*', async (route) => {
    const { pathname, origin } = new URL(route.request().url());
    if (origin !== ORIGIN) {
      console.log(`a request left for ${origin}`);
      violations += 1;
      await route.abort();
      return;
    }
    await route.fulfill({
      body: await readFile(join(built, pathname)),
      contentType: TYPES[extname(pathname)] ?? 'application/octet-stream',
      headers: { 'content-security-policy': POLICY },
    });
  });
}

/** Runs axe and looks for what sticks out sideways; prints what is wrong. */
async function check(page: Page, name: string): Promise<number> {
  await page.evaluate(axe);
  const found = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as {
      axe: {
        run(
          where: Document,
          options: object,
        ): Promise<{
          violations: { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ target, failureSummary }) => `${JSON.stringify(target)} ${failureSummary ?? ''}`),
    }));
  }, TAGS);
  for (const { id, help, nodes } of found) {
    console.log(`${name}: ${id}: ${help}`);
    for (const node of nodes) console.log(`    ${node.replaceAll('\n', ' ')}`);
  }
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 0) console.log(`${name}: ${wider} px wider than the window`);
  return found.length + (wider > 0 ? 1 : 0);
}
