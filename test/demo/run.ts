import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ChromiumBrowser, launchChromium } from '../browsers/chromium.ts';
import { NoBrowser } from '../browsers/find-browser.ts';
import { type FirefoxBrowser, launchFirefox } from '../browsers/firefox.ts';
import { startWorld, type World } from '../world/start.ts';
import { ALL_OF_NOTION, NOTION_APP_DOWN } from './all-of-notion.ts';
import { CLAUDE_DOWN, NOTION_DOWN, RECOVERY } from './bad-day.ts';
import { createCamera } from './camera.ts';
import { FIRST_RUN } from './first-run.ts';
import { GOOD_DAY, LONG_PAGE } from './good-day.ts';
import { leaveOpen } from './leave-open.ts';
import { perform } from './perform.ts';
import { writeReport } from './report.ts';

/**
 * `npm run demo [-- --firefox] [-- --headless]`: the main job on this machine, on a good day and through an outage, in a
 * real browser with the shipped build, against the simulated world. `--extension DIR` takes a build as it is;
 * `--readme` renews the README's pictures.
 */
const { values } = parseArgs({
  options: {
    firefox: { type: 'boolean', default: false },
    headless: { type: 'boolean', default: false },
    extension: { type: 'string' },
    readme: { type: 'boolean', default: false },
  },
});
const ROOT = join(import.meta.dirname, '../..');
const ACTS = [FIRST_RUN, GOOD_DAY, ALL_OF_NOTION, LONG_PAGE, NOTION_APP_DOWN, CLAUDE_DOWN, NOTION_DOWN, RECOVERY];
const kind = values.firefox ? 'firefox' : 'chromium';
const shown = !values.headless && hasDisplay();
const pictures = join(ROOT, '.artifacts/demo', kind);

/** A desktop to open a window on, and nobody's build machine. */
function hasDisplay(): boolean {
  if ((process.env['CI'] ?? '') !== '') return false;
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return (process.env['DISPLAY'] ?? '') !== '' || (process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}

/** Builds the extension as it ships, and gives its folder. */
function build(): string {
  console.log(`Building the extension for ${values.firefox ? 'Firefox' : 'Chromium'} …`);
  const target = values.firefox ? ['-b', 'firefox', '--mv3'] : [];
  const wxt = join(ROOT, 'node_modules/wxt/bin/wxt.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [wxt, 'build', ...target], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The build failed:\n${stdout}${stderr}`);
  return join(ROOT, '.output', values.firefox ? 'firefox-mv3' : 'chrome-mv3');
}

/** The README shows pictures of the demo by the demo's own names. */
function renewScreenshots(): void {
  const kept = join(ROOT, 'docs/screenshots');
  for (const name of readdirSync(kept)) copyFileSync(join(pictures, name), join(kept, name));
}

async function launch(world: World, extension: string): Promise<ChromiumBrowser | FirefoxBrowser> {
  const options = { extension, headless: !shown };
  return values.firefox
    ? await launchFirefox({ ...options, proxyPort: world.proxyPort })
    : await launchChromium({ ...options, hostResolverRules: world.hostResolverRules });
}

async function play(): Promise<boolean> {
  const extension = values.extension ?? build();
  const world = await startWorld();
  let browser: ChromiumBrowser | FirefoxBrowser | undefined;
  try {
    browser = await launch(world, extension);
    const named = `${values.firefox ? 'Firefox' : 'Chromium'} ${browser.version}`;
    console.log(`${named}, ${shown ? 'in a window' : 'without a window'}; nothing leaves this machine.`);
    const camera = createCamera(pictures);
    const outcomes = await perform(ACTS, {
      browser,
      world,
      shoot: camera.shoot,
      keepEvidence: camera.keepEvidence,
    });
    writeReport(pictures, { browser: named, outcomes, pictures: camera.taken });
    const failed = outcomes.filter(({ trouble }) => trouble !== undefined).length;
    console.log(`\n${outcomes.length - failed} of ${outcomes.length} steps worked.`);
    console.log(`${camera.taken.length * 2} pictures and report.html: ${pictures}`);
    if (values.readme && failed === 0) renewScreenshots();
    if (shown) await leaveOpen(browser, world);
    return failed === 0;
  } finally {
    await browser?.close();
    await world.close();
  }
}

try {
  process.exitCode = (await play()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof NoBrowser)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
