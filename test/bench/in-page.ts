import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChromiumBrowser } from '../browsers/chromium.ts';
import { launchChromium } from '../browsers/chromium.ts';
import { removeTemporaryProfile, temporaryProfile } from '../browsers/process.ts';
import { pageAddress } from '../e2e/steps.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { shippedBuild } from './build.ts';
import { listed, median, round } from './figure.ts';
import type { Figure } from './figure.ts';
import { onStage } from './stage.ts';
import { tasksOf, traced } from './trace.ts';

const RUNS = 5;
const MOST_SCRIPT_MS = 10;
const LONG_MS = 50;
/** After the page has loaded: long enough for the launcher, which looks for the app every half second. */
const SETTLE_MS = 2_500;
const WHEEL_TURNS = 20;

/**
 * What Understudy costs on a page of 5,000 blocks whose companion is not opened: the page is loaded and scrolled through
 * in a browser with the shipped build and in one without, in turns. Script is what the
 * tracing tells of the processor time of our content script; a long task is ours when it would not be long without us.
 * Whether an observer of ours covers the page's subtree is read from the built script, and proven by exact call counts
 * while the page's own blocks change.
 */
export async function benchInPage(): Promise<readonly Figure[]> {
  return onStage(async ({ browser, world }) => {
    const bare = await launchWithout(world.hostResolverRules);
    try {
      await visit(browser); // the world renders the page once, the browsers fill their caches
      await visit(bare.browser);
      const [ours, without]: [Visit[], Visit[]] = [[], []];
      for (let run = 0; run < RUNS; run += 1) {
        if (run % 2 === 0) ours.push(await visit(browser));
        without.push(await visit(bare.browser));
        if (run % 2 === 1) ours.push(await visit(browser));
      }
      return figures(ours, without, await callsWhileChanging(browser));
    } finally {
      await bare.close();
    }
  });
}

/** A browser whose only extension does nothing. */
async function launchWithout(
  hostResolverRules: string,
): Promise<{ readonly browser: ChromiumBrowser; close(): Promise<void> }> {
  const extension = mkdtempSync(join(tmpdir(), 'understudy-nothing-'));
  writeFileSync(
    join(extension, 'manifest.json'),
    JSON.stringify({ manifest_version: 3, name: 'Nothing', version: '1' }),
  );
  const profile = temporaryProfile();
  const browser = await launchChromium({ extension, hostResolverRules, profile });
  return {
    browser,
    async close() {
      await browser.kill();
      removeTemporaryProfile(profile);
      rmSync(extension, { recursive: true, force: true });
    },
  };
}

interface Visit {
  readonly scriptMs: number;
  readonly longTasksOfOurs: number;
  readonly longTasks: number;
  readonly layoutShift: number;
}

async function visit(browser: ChromiumBrowser): Promise<Visit> {
  const tab = await browser.open('about:blank');
  const session = await browser.tabCdp(tab);
  await session.send('Page.enable');
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: WATCH });
  const events = await traced(session, async () => {
    await tab.goto(pageAddress(PAGES.changelog));
    await tab.evaluate(WAIT, SETTLE_MS);
    for (let turn = 0; turn < WHEEL_TURNS; turn += 1) await tab.scroll(600);
    await tab.evaluate(WAIT, 500);
  });
  const seen = await tab.evaluate('() => [window.longTasks.length, window.layoutShift]');
  await tab.close();
  const own = tasksOf(events, `chrome-extension://${browser.extensionId}/`);
  const [longTasks, layoutShift] = Array.isArray(seen) ? seen.map(Number) : [];
  return {
    scriptMs: own.reduce((sum, { ownCpuMs }) => sum + ownCpuMs, 0),
    longTasksOfOurs: own.filter(({ cpuMs, ownCpuMs }) => cpuMs >= LONG_MS && cpuMs - ownCpuMs < LONG_MS).length,
    longTasks: longTasks ?? Number.NaN,
    layoutShift: layoutShift ?? Number.NaN,
  };
}

interface Calls {
  /** While the page loaded: shows that calls are counted at all. */
  readonly loading: number;
  readonly changing: number;
}

/** How often functions of ours are called while a page loads, and while hundreds of its blocks change. */
async function callsWhileChanging(browser: ChromiumBrowser): Promise<Calls> {
  const tab = await browser.open('about:blank');
  const session = await browser.tabCdp(tab);
  await session.send('Profiler.enable');
  await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const count = async (): Promise<number> => {
    const { result } = await session.send('Profiler.takePreciseCoverage');
    const own = result.filter(({ url }) => url.startsWith(`chrome-extension://${browser.extensionId}/`));
    return own.flatMap(({ functions }) => functions).reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0);
  };
  await tab.goto(pageAddress(PAGES.changelog));
  await tab.find('button', 'Understudy');
  await tab.evaluate(WAIT, SETTLE_MS);
  const loading = await count();
  await tab.evaluate(CHANGE);
  const changing = await count();
  await tab.close();
  return { loading, changing };
}

function figures(ours: readonly Visit[], without: readonly Visit[], calls: Calls): readonly Figure[] {
  const peer = 'the same page in a browser without us';
  const runs = ours.length;
  const of = (key: keyof Visit): readonly number[] => ours.map((visit) => visit[key]);
  const bare = (key: keyof Visit): readonly number[] => without.map((visit) => visit[key]);
  const script = median(of('scriptMs'));
  const shift = median(of('layoutShift'));
  const bareShift = median(bare('layoutShift'));
  const long = Math.max(...of('longTasksOfOurs'));
  const subtree =
    readFileSync(join(shippedBuild(), 'content-scripts/companion.js'), 'utf8').split('subtree').length - 1;
  return [
    {
      name: 'main.in-page-script',
      value: round(script),
      unit: 'ms',
      runs,
      peer,
      peerValue: round(median(bare('scriptMs'))),
      ratio: round(script / MOST_SCRIPT_MS),
      bar: `value <= ${MOST_SCRIPT_MS} ms; ratio is to the bar`,
      holds: script <= MOST_SCRIPT_MS,
      note: `runs ${listed(of('scriptMs'))}`,
    },
    {
      name: 'main.in-page-long-tasks',
      value: long,
      unit: 'tasks long because of us, worst run',
      runs,
      peer,
      peerValue: Math.max(...bare('longTasksOfOurs')),
      ratio: long,
      bar: 'value = 0',
      holds: long === 0,
      note: `long tasks in all, with us ${listed(of('longTasks'))}; without ${listed(bare('longTasks'))}`,
    },
    {
      name: 'main.in-page-layout-shift',
      value: round(shift),
      unit: 'CLS',
      runs,
      peer,
      peerValue: round(bareShift),
      ratio: round(shift / bareShift) || 1,
      bar: 'value <= peerValue',
      holds: shift <= bareShift,
      note: `with us ${listed(of('layoutShift'))}; without ${listed(bare('layoutShift'))}`,
    },
    {
      name: 'main.in-page-observers',
      value: calls.changing + subtree,
      unit: 'calls and mentions',
      runs: 1,
      peer: 'none of either',
      peerValue: 0,
      ratio: calls.changing + subtree,
      bar: 'value = 0',
      holds: calls.changing + subtree === 0 && calls.loading > 0,
      note: `calls of ours while the page's blocks change ${calls.changing}, while it loads ${calls.loading}; "subtree" in the eager script ${subtree}`,
    },
  ];
}

const WATCH = `
  window.longTasks = [];
  window.layoutShift = 0;
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries())).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.layoutShift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

const WAIT = '(ms) => new Promise((resolve) => setTimeout(resolve, ms))';

/** Text, attributes and children change all over the page's own tree, a few a frame. */
const CHANGE = `async () => {
  const blocks = [...document.querySelectorAll('#notion-app [data-block-id]')];
  for (let at = 0; at < 300; at += 1) {
    const block = blocks[at % blocks.length];
    block.setAttribute('data-changed', String(at));
    const child = document.createElement('span');
    child.textContent = 'changed';
    block.append(child);
    child.firstChild.data += ' again';
    child.remove();
    if (at % 10 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
}`;
