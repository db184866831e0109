import type { Browser, Tab } from '../browsers/browser.ts';
import type { ChromiumBrowser } from '../browsers/chromium.ts';
import { until } from '../browsers/wait.ts';
import { pageAddress } from '../e2e/steps.ts';
import { createRandom } from '../world/random.ts';
import type { World } from '../world/start.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { companionToKill, type KillSurface, popupToKill, sidePanelToKill } from './kill-surfaces.ts';

export type Victim = 'worker' | 'browser';
export type Work = 'companion' | 'popup' | 'side panel' | 'long page';

/** One death: who dies, over what, at which moment. The seed alone decides the moment. */
export interface Kill {
  readonly victim: Victim;
  readonly work: Work;
  readonly seed: number;
}

export interface KillResult {
  readonly kill: Kill;
  /** What happened, in a line. */
  readonly told: string;
  readonly wrong: readonly string[];
}

const STREAMS: readonly Work[] = ['companion', 'side panel', 'popup', 'companion', 'side panel'];

/** Every third death meets a long page, the others a stream. */
export function planKills(victim: Victim, count: number, seed: number): readonly Kill[] {
  return Array.from({ length: count }, (_, at) => ({
    victim,
    work: at % 3 === 2 ? 'long page' : (STREAMS[at % STREAMS.length] ?? 'companion'),
    seed: seed * 1000 + at,
  }));
}

/** A running browser that can be replaced by the next one on the same profile. */
export interface Scene {
  readonly world: World;
  browser: ChromiumBrowser;
  relaunch(): Promise<void>;
}

const SEEN_WITHIN_MS = 60_000;
/** What a person typed longer ago than this is kept. */
const TYPED_MS = 250;
/** Answers under way at once over a long page: these alone may be paid again. */
const IN_FLIGHT = 3;
/** Moments of death lie within so long after the question was taken up, and an answer at this pace lasts longer. */
const STREAM_MS = 3500;
const STREAM_PACE = { firstTokenMs: 300, tokenDelayMs: 70 };
const LONG_PAGE_MS = 11_000;
const LONG_PACE = { firstTokenMs: 60, tokenDelayMs: 2 };

const letters = (text: string): string =>
  text.replaceAll(/\[\^\d+\]|^\s*\d+\.\s/gmu, '').replaceAll(/[^\p{L}\p{N}]+/gu, '');

const openPage =
  (id: string) =>
  async (browser: Browser): Promise<Tab> =>
    await browser.open(pageAddress(id));

async function openSurface(browser: Browser, work: Work): Promise<KillSurface> {
  switch (work) {
    case 'companion':
      return await companionToKill(browser, PAGES.launchPlan);
    case 'popup':
      return await popupToKill(browser, openPage(PAGES.incident));
    case 'side panel':
      return await sidePanelToKill(browser, openPage(PAGES.spec));
    case 'long page':
      return await companionToKill(browser, PAGES.changelog);
  }
}

/** Asks, types, kills, comes back, and tells what was lost. */
export async function runKill(scene: Scene, kill: Kill): Promise<KillResult> {
  const random = createRandom(kill.seed);
  const long = kill.work === 'long page';
  Object.assign(scene.world.claudeSettings, long ? LONG_PACE : STREAM_PACE);
  await closeTabs(scene.browser);
  const watcher = await forgetEarlierWork(scene.browser);
  const surface = await openSurface(scene.browser, kill.work);
  const firstRequest = scene.world.claude.messages().length;
  await surface.ask(`Summarize this page in detail, for reader ${kill.seed}.`);
  const typing = random() < 0.5 ? `typed ${kill.seed}` : '';
  const shown = await untilTheMoment(surface, random() * (long ? LONG_PAGE_MS : STREAM_MS), typing);
  const died: Death = {
    shown,
    typing,
    ended: await isStill(surface),
    firstRequest,
    requests: scene.world.claude.messages().length,
  };
  if (kill.victim === 'worker') await killWorker(scene.browser, watcher);
  else {
    await scene.relaunch();
    await surface.reopen(scene.browser);
  }
  return { kill, ...(await afterwards(scene, surface, kill, died)) };
}

/** What was so at the moment of death. */
interface Death {
  readonly shown: string;
  readonly typing: string;
  readonly ended: boolean;
  readonly firstRequest: number;
  readonly requests: number;
}

/** The last words seen before the moment of death. */
async function untilTheMoment(surface: KillSurface, ms: number, typing: string): Promise<string> {
  const seen = await watchFor(surface, ms);
  if (typing !== '') {
    await surface.type(typing);
    await watchFor(surface, TYPED_MS);
  }
  return (await surface.words()) || seen;
}

async function afterwards(
  { world, browser }: Scene,
  surface: KillSurface,
  { victim, work }: Kill,
  died: Death,
): Promise<Omit<KillResult, 'kill'>> {
  const wrong: string[] = [];
  const rest = await comesToRest(surface);
  const after = await surface.words();
  if (!letters(after).startsWith(letters(died.shown)))
    wrong.push(`lost what was seen: ${difference(died.shown, after)}`);
  if (victim === 'worker') {
    await surface.reopen(browser);
    await comesToRest(surface);
    const again = await surface.words();
    if (letters(again) !== letters(after)) wrong.push(`opened anew, it shows other words: ${difference(after, again)}`);
  }
  const typed = await surface.typed();
  if (typed !== died.typing) wrong.push(`“${died.typing}” was typed, “${typed}” is there`);
  if (rest === 'interrupted') wrong.push(...(await continues(world, surface, died.firstRequest, work === 'long page')));
  if (work === 'long page') wrong.push(...paidTwice(world, died.firstRequest, died.requests));
  const went = rest === 'interrupted' ? 'cut and continued' : died.ended ? 'had ended before' : 'went on by itself';
  const paid = world.claude.messages().length - died.firstRequest;
  return { wrong, told: `${died.shown.length} characters seen, ${went}, ${paid} requests` };
}

/**
 * Resolves when this life of the worker is over, with the moment in which it was ended. The browser may begin the next one in the same moment and under the
 * same target, so lives are told apart by the ids that the extension's own API gives them.
 */
export async function killWorker(browser: ChromiumBrowser, watcher: Tab): Promise<number> {
  const lives = async (): Promise<string> => String(await watcher.evaluate(LIVES));
  const worker = await browser.worker();
  const cdp = await browser.cdp();
  const life = await lives();
  const { targetInfos } = await cdp.send('Target.getTargets');
  const target = targetInfos.find(({ type, url }) => type === 'service_worker' && url === worker.url());
  if (target === undefined) throw new Error('The background is not running.');
  await cdp.send('Target.closeTarget', { targetId: target.targetId });
  const at = Date.now();
  await until(
    async () => (await lives()) !== life,
    undefined,
    async () => 'the background to die',
  );
  return at;
}

const LIVES = `async () => {
  const contexts = await chrome.runtime.getContexts({ contextTypes: ['BACKGROUND'] });
  return contexts.map(({ contextId }) => contextId).join();
}`;

/** Looks for so long, and gives the last words seen. */
async function watchFor(surface: KillSurface, ms: number): Promise<string> {
  const end = performance.now() + ms;
  let seen = '';
  do {
    seen = (await surface.words()) || seen;
    await new Promise((resolve) => setTimeout(resolve, Math.min(40, Math.max(0, end - performance.now()))));
  } while (performance.now() < end);
  return seen;
}

async function isStill(surface: KillSurface): Promise<boolean> {
  return ((await (await surface.place())?.findAll('button', 'Retry')) ?? []).length > 0;
}

type Rest = 'answered' | 'interrupted';

async function comesToRest(surface: KillSurface): Promise<Rest> {
  const rest = async (): Promise<Rest | undefined> => {
    const place = await surface.place();
    if (place === undefined || (await place.findAll('button', 'Stop')).length > 0) return undefined;
    const [alert] = await place.findAll('alert');
    if (alert === undefined) return (await isStill(surface)) ? 'answered' : undefined;
    return (await alert.findAll('button', 'Continue')).length > 0 ? 'interrupted' : undefined;
  };
  return await until(rest, SEEN_WITHIN_MS, async () => `an end. There is: ${await (await surface.place())?.text()}`);
}

/** Continue makes the answer whole: as it would have been without the death, every word once. */
async function continues(
  world: World,
  surface: KillSurface,
  firstRequest: number,
  long: boolean,
): Promise<readonly string[]> {
  const before = letters(await surface.words());
  const place = await surface.place();
  await (await place?.find('button', 'Continue'))?.click();
  await until(
    async () => {
      const [alert] = (await (await surface.place())?.findAll('alert')) ?? [];
      return alert === undefined && (await isStill(surface));
    },
    SEEN_WITHIN_MS,
    async () => `a continued answer. There is: ${await (await surface.place())?.text()}`,
  );
  const whole = letters(await surface.words());
  const asked = world.claude.messages().slice(firstRequest);
  // Of a long page the last request before Continue wrote the answer; of any other the first one did.
  const meant = letters((long ? asked.at(-2) : asked[0])?.answer ?? '');
  if (!whole.startsWith(before)) return ['Continue dropped what stood there'];
  return whole === meant ? [] : [`the seam shows: ${difference(meant, whole)}`];
}

function paidTwice(world: World, first: number, killedAt: number): readonly string[] {
  const bodies = world.claude
    .messages()
    .slice(first)
    .map(({ body }) => JSON.stringify(body));
  const before = new Set(bodies.slice(0, killedAt - first));
  const again = bodies.slice(killedAt - first).filter((body) => before.has(body));
  return again.length <= IN_FLIGHT ? [] : [`${again.length} requests were paid again`];
}

/** Where two texts part. */
function difference(expected: string, found: string): string {
  const [one, other] = [letters(expected), letters(found)];
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `after ${at} letters “${one.slice(at, at + 40)}” became “${other.slice(at, at + 40)}”`;
}

/** The pages of the last death are closed, so that none of them can help or hinder. */
async function closeTabs(browser: ChromiumBrowser): Promise<void> {
  for (const tab of await browser.tabs()) if ((await tab.url()) !== 'about:blank') await tab.close();
}

/** Kept sections would leave nothing to read for the next death over the same page; each death types a draft of its own. */
async function forgetEarlierWork(browser: ChromiumBrowser): Promise<Tab> {
  const tab = await browser.openExtensionPage('options.html');
  await tab.evaluate(`async () => {
    const request = indexedDB.open('words');
    const words = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const change = words.transaction(['drafts', 'steps'], 'readwrite');
    change.objectStore('drafts').clear();
    change.objectStore('steps').clear();
    await new Promise((resolve) => { change.oncomplete = resolve; });
    words.close();
  }`);
  return tab;
}
