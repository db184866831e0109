import type { Action, ActionOptions } from '../actions/action.ts';
import { contentsOfMaterial, pagesOf } from '../actions/action.ts';
import { Failure } from '../base/failure.ts';
import type { JobInput, PageTarget, Progress } from '../jobs/job.ts';
import type { Page } from '../mirror/page.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { guessLanguage } from '../text/languages.ts';
import { cutSections } from '../text/sections.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { prepareAsk } from './ask-pages.ts';
import { askedRoute, factsOfAsked } from './asked-route.ts';
import { gather } from './gather.ts';
import type { Prepared } from './prepared.ts';
import { prepareTalk } from './chat-talk.ts';
import { isOwnCommand, prepareCommand } from './chat-tools-slash.ts';
import { prepareGaps } from './gaps-job.ts';
import { prepareReport } from './report-job.ts';

/** Enough of a page to tell its language by. */
const BLOCKS_TO_GUESS = 60;

/**
 * Reads everything that a job works from and settles how it is asked.
 * @param mayAsk whether a model may be asked on the way; else what is kept of it has to do
 * @throws Failure `no-page`, `page-empty`, or why the page cannot be read
 */
export async function prepareJob(
  ports: AnswerPorts,
  input: JobInput,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
  mayAsk = true,
): Promise<Prepared> {
  const { scope, target } = input;
  tell({ doing: 'reading', done: 0, total: 1 });
  if (scope !== undefined && input.action === 'ask') return prepareAsk(ports, input, scope, signal, mayAsk);
  if (input.action === 'report') return prepareReport(ports, input, signal, tell);
  if (input.action === 'gaps') return prepareGaps(ports, input, signal, tell);
  if (isOwnCommand(input) && ports.tools !== undefined) return prepareCommand(ports, input, signal);
  const action = ports.action(input.action);
  const isTalk = action.gather === 'nothing' || (input.action === 'chat' && target === undefined);
  if (isTalk) return prepareTalk(ports, input, action);
  if (target === undefined) throw new Failure('no-page');
  return preparePage(ports, input, target, action, signal, tell);
}

/** An action over the page in front of the person. */
async function preparePage(
  ports: AnswerPorts,
  input: JobInput,
  target: PageTarget,
  action: Action,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<Prepared> {
  const [settings, page] = await Promise.all([ports.settings(), ports.readPage(target, signal)]);
  if (page.blocks.length === 0 && page.properties.length === 0) throw new Failure('page-empty');
  const material = await gather(ports, input, page, action, signal, tell);
  const asked = askedRoute(input, settings);
  const language = input.language ?? settings.language;
  const options: ActionOptions = {
    language: language === 'page' ? languageOf(page, input.question) : language,
    length: input.length,
    contextTokens: (await factsOfAsked(ports, asked)).contextTokens,
    model: asked.model,
    ...(input.question === undefined ? {} : { question: input.question }),
    ...(input.particulars === undefined ? {} : { particulars: input.particulars }),
  };
  const pages = pagesOf(material);
  return {
    options,
    asked,
    settings,
    pages,
    subject: {
      pageId: page.id,
      pageTitle: page.title,
      pageUrl: page.url,
      sections: cutSections(page.title, page.blocks).map((section) => section.fingerprint),
      sources: fingerprint(...pages.map((one) => one.fingerprint)),
      completeness: page.completeness,
    },
    spent: [],
    contents: contentsOfMaterial(material),
    unasked: [],
    nothingToAsk: false,
    plan: (of) => action.plan(material, { ...options, ...of }),
    modelFree: () => action.modelFree(material, options),
  };
}

/** A question is answered in its own language, a page is worked on in the page's. */
function languageOf(page: Page, question: string | undefined): string {
  if (question !== undefined && question.trim() !== '') return guessLanguage(question);
  return guessLanguage([page.title, ...page.blocks.slice(0, BLOCKS_TO_GUESS).map(({ text }) => text)].join('\n'));
}
