import { FAILURE_TEXT } from '../../lib/base/failure-text.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import { isTransient } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import type { Browser, Node } from '../browsers/browser.ts';
import { NOTION_TOKEN } from '../e2e/steps.ts';
import { NAMED_FAULTS } from '../world/named-faults.ts';
import type { World } from '../world/start.ts';
import type { Ending } from './expected-causes.ts';
import { letOutagePass } from './let-outage-pass.ts';
import { oneLine } from './ground.ts';
import { type Surface, SURFACE_PAGES } from './surfaces.ts';

/** What was wrong at one surface; nothing when all was as it should be. */
export interface Verdict {
  readonly fault: string;
  readonly surface: string;
  readonly wrong: readonly string[];
}

const MODEL = 'Claude Sonnet 5.5';
const ANSWERED = `Answered by ${MODEL}`;
const WITHOUT_MODEL = 'From the page itself, without a model';
/** Help of a service is not served here, so the tab may show that its name does not resolve. */
const HELP = /notion\.com\/help|^chrome-error:/u;
const WAITS = 'runs by itself when service returns';
const ON_SCREEN = 'It saw only what was on the screen';

/** Puts one fault into the world, asks at every surface at once, and sees whether each tells and mends it. */
export async function tryFault(
  browser: Browser,
  world: World,
  surfaces: readonly Surface[],
  name: string,
  ending: Ending,
): Promise<readonly Verdict[]> {
  const fault = NAMED_FAULTS[name];
  if (fault === undefined) throw new Error(`No such fault: ${name}`);
  world.faults.add(fault.rule);
  const asked = world.claude.messages().length;
  let seen: readonly Seen[];
  try {
    await Promise.all(
      surfaces.map(
        async (surface) =>
          await surface.ask(`Which receipts, limits and approvals do expenses and travel need? (${name})`),
      ),
    );
    seen = await atEach(browser, surfaces, look);
  } finally {
    restore(world);
  }
  const answers = world.claude
    .messages()
    .slice(asked)
    .map(({ answer }) => answer ?? '');
  const judged = await atEach(browser, surfaces, async (_surface, at) => {
    const here = seen[at];
    return here === undefined ? [] : await judge(here, ending, answers);
  });
  // What is asked by the queue meanwhile would take the failures away before they are read.
  await letOutagePass(browser, surfaces);
  const gone = async (surface: Surface, at: number): Promise<Verdict> => {
    const here = seen[at];
    if (here === undefined || here.late !== undefined) return verdict(name, surface, [here?.late ?? 'nothing seen']);
    return verdict(name, surface, [...(judged[at] ?? []), ...(await goOn(browser, surface, here, ending))]);
  };
  if (!leadsElsewhere(ending)) return await atEach(browser, surfaces, gone);
  const verdicts: Verdict[] = [];
  for (const [at, surface] of surfaces.entries()) verdicts.push(await gone(surface, at));
  return verdicts;
}

/**
 * Does the same at every surface: at once, but in Firefox at one after another, each in front. A tab behind another one
 * hardly runs there, and its accessible tree stands still.
 */
async function atEach<Value>(
  { kind }: Browser,
  surfaces: readonly Surface[],
  work: (surface: Surface, at: number) => Promise<Value>,
): Promise<readonly Value[]> {
  if (kind === 'chromium') return await Promise.all(surfaces.map(work));
  const values: Value[] = [];
  for (const [at, surface] of surfaces.entries()) {
    await surface.tab.activate();
    values.push(await work(surface, at));
  }
  return values;
}

const verdict = (fault: string, { name }: Surface, wrong: readonly string[]): Verdict => ({
  fault,
  surface: name,
  wrong,
});

/** Next steps that open a tab or a menu are taken at one surface after another. */
function leadsElsewhere(ending: Ending): boolean {
  if (ending.kind === 'answer') return false;
  const { step } = describeFailure({ code: ending.code }).next;
  return step !== 'retry' && step !== 'proceed';
}

/** Takes every fault out of the world, and what it did to the world for good. */
export function restore(world: World): void {
  world.faults.clear();
  world.notion.expireToken(NOTION_TOKEN, false);
  for (const id of SURFACE_PAGES) world.notion.hide(id, false);
}

type Told = Exclude<Ending, { readonly kind: 'answer' }>;

interface Seen {
  readonly node: Node | undefined;
  readonly text: string;
  readonly alert: Node | undefined;
  readonly alertText: string;
  readonly late?: string;
}

const PATIENCE_MS = 130_000;
const MOST_TRIES = 4;
/** A queue that tried in vain comes back within half a minute or so. */
const ANSWERED_MS = 75_000;

async function look(surface: Surface): Promise<Seen> {
  try {
    const node = await surface.settled(PATIENCE_MS);
    // What waits may be tried by the queue just now: its failure goes and comes.
    return await surface.tab.waitFor('a failure or an answer', async () => {
      const [alert] = await node.findAll('alert');
      const text = oneLine(await node.text());
      if (alert === undefined) return text.includes('Answered by') && { node, text, alert, alertText: '' };
      const alertText = (await alert.exists()) && oneLine(await alert.text().catch(() => ''));
      return alertText !== false && alertText !== '' && { node, text, alert, alertText };
    });
  } catch (error) {
    const late = `nothing came to rest: ${oneLine(String(error)).slice(0, 200)}`;
    return { node: undefined, text: '', alert: undefined, alertText: '', late };
  }
}

async function judge(seen: Seen, ending: Ending, answers: readonly string[]): Promise<string[]> {
  if (seen.node === undefined) return [];
  switch (ending.kind) {
    case 'answer':
      return seen.alert === undefined && seen.text.includes(ANSWERED) ? [] : [`no plain answer: ${seen.alertText}`];
    case 'screen':
      return await judgeScreen(seen.text, seen.node, ending.code);
    case 'failure':
      return await judgeFailure(seen, ending, answers);
  }
}

async function judgeScreen(text: string, node: Node, code: FailureCode): Promise<string[]> {
  const { cause, next } = wordsOf(code);
  const wrong: string[] = [];
  if (!text.includes(ANSWERED)) wrong.push('no answer from the screen');
  if (!text.includes(ON_SCREEN)) wrong.push('does not say that it saw only the screen');
  if (!cause.test(text)) wrong.push(`does not tell the cause, but “${tail(text)}”`);
  if ((await node.findAll('button', next)).length === 0) wrong.push(`no “${next}”`);
  return wrong;
}

async function judgeFailure(
  { text, alert, alertText }: Seen,
  { code, waitMs, partial }: Extract<Ending, { kind: 'failure' }>,
  answers: readonly string[],
): Promise<string[]> {
  if (alert === undefined) return [`no alert, but “${tail(text)}”`];
  const { cause, next } = wordsOf(code, waitMs);
  const wrong: string[] = [];
  if (!cause.test(alertText)) wrong.push(`tells another cause: “${alertText}”`);
  if ((await alert.findAll('button', next)).length === 0) wrong.push(`no “${next}”`);
  if (!text.includes(WITHOUT_MODEL)) wrong.push('no result without a model beside it');
  if (text.includes(WAITS) !== waits(code, partial))
    wrong.push(waits(code, partial) ? 'does not wait for service' : 'waits for what only a person can mend');
  if (partial && !answers.some((answer) => beginsLike(text, answer))) wrong.push('the partial text is gone');
  return wrong;
}

/** Nothing had arrived and service comes back by itself: the request waits for it. */
const waits = (code: FailureCode, partial?: boolean): boolean => isTransient(code) && partial !== true;

/** Who was asked last: a model that is known to be down is not asked at all. */
const ANY_MODEL = 'Claude (?:Sonnet|Haiku|Opus) 5\\.5';

/** The cause in the words of the product; a wait may have become shorter since it was asked for. */
function wordsOf(code: FailureCode, waitMs?: number): { readonly cause: RegExp; readonly next: string } {
  const facts = { code, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) };
  const { next } = describeFailure(facts, MODEL);
  const template: string = FAILURE_TEXT[code].cause;
  const wait = waitMs === undefined ? '(?: for \\d+ \\w+)?' : ` for ${waitMs / 1000} seconds`;
  const pattern = RegExp.escape(asked(template))
    .replace(RegExp.escape('{model}'), ANY_MODEL)
    .replace(RegExp.escape('{wait}'), wait);
  return { cause: new RegExp(pattern, 'u'), next: next.label };
}

/** The words of a cause for Claude. */
const asked = (template: string): string =>
  template.replaceAll('{provider}', 'Claude').replace('{address}', 'api.anthropic.com');

/** Whether the first words of an answer stand in a text, marks and list signs left out. */
function beginsLike(text: string, answer: string): boolean {
  const plain = (words: string): string => words.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  const first = oneLine(answer).split(' ').slice(0, 2).join(' ');
  return plain(first) !== '' && plain(text).includes(plain(first));
}

const tail = (text: string): string => text.slice(-160);

/** The fault is over: the next step that the surface offers leads to an answer, and what was typed is still there. */
async function goOn(browser: Browser, surface: Surface, seen: Seen, ending: Ending): Promise<string[]> {
  const wrong: string[] = [];
  const typed = await surface.draft();
  if (typed !== '') wrong.push(typed);
  if (ending.kind === 'answer' || seen.node === undefined) return wrong;
  try {
    const text = await stepUntilRead(browser, surface, ending);
    if (!/Answered by Claude/u.test(text)) wrong.push(`the next step leads to no answer, but “${tail(text)}”`);
    const pauses = ending.kind === 'screen' && ending.pauses === true;
    if (text.includes(ON_SCREEN) && !pauses) wrong.push('the page is still read from the screen');
    if (describeFailure({ code: ending.code }).next.step === 'switch-model') await surface.home();
  } catch (error) {
    wrong.push(`the next step fails: ${oneLine(String(error)).slice(0, 240)}`);
  }
  return wrong;
}

/**
 * Takes the next step, and gives the text of what it leads to. Chrome itself holds an extension back for some seconds
 * after a few answers of 500 or 503, so that a page may need to be read once more.
 */
async function stepUntilRead(browser: Browser, surface: Surface, ending: Told): Promise<string> {
  let text = '';
  let { code } = ending;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const from = await surface.settled(PATIENCE_MS);
    if (ending.kind === 'screen' || (await standsStill(from))) {
      await surface.mark();
      await takeStep(browser, surface, from, code);
    } else if (!waits(ending.code, ending.partial)) {
      throw new Error('It went on although nobody asked it to');
    }
    text = await readAnswer(surface);
    if (ending.kind === 'failure' || ending.pauses === true || !text.includes(ON_SCREEN)) break;
    code = 'notion-unreachable';
  }
  return text;
}

/** What stands there in the end. What waits may be tried in vain once more before it is answered. */
async function readAnswer(surface: Surface): Promise<string> {
  let text = '';
  await surface.tab.waitFor(
    'an answer',
    async () => {
      const node = await surface.settled(PATIENCE_MS);
      text = oneLine(await node.text());
      return text.includes('Answered by') && (await node.findAll('alert')).length === 0;
    },
    { timeoutMs: ANSWERED_MS },
  );
  return text;
}

/** False once what waited has been taken up by itself. */
const standsStill = async (node: Node): Promise<boolean> => (await node.findAll('alert')).length > 0;

async function takeStep(browser: Browser, surface: Surface, node: Node, code: FailureCode): Promise<void> {
  const { next } = describeFailure({ code });
  const button = await node.find('button', next.label, { timeoutMs: 2000 });
  await button.click();
  if (next.step === 'options') return await thenRetry(browser, /options\.html/u, node);
  if (next.step === 'share') return await thenRetry(browser, HELP, node);
  if (next.step !== 'switch-model') return;
  const menu = await surface.tab.find('menu', next.label);
  const [other] = await menu.findAll('menuitem');
  if (other === undefined) throw new Error('no other model is offered');
  await other.click();
}

/** The step leads to another tab; once it is done there, the person comes back and asks again. */
async function thenRetry(browser: Browser, url: RegExp, node: Node): Promise<void> {
  await (await browser.waitForTab(url)).close();
  await (await node.find('button', 'Retry')).click();
}
