import type { Action, ActionOptions, Material } from '../actions/action.ts';
import { Failure } from '../base/failure.ts';
import type { JobInput, Progress } from '../jobs/job.ts';
import type { Page } from '../mirror/page.ts';
import { factsFor } from '../models/capabilities.ts';
import type { Settings } from '../settings/settings.ts';
import { guessLanguage } from '../text/languages.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { gather } from './gather.ts';

/** Enough of a page to tell its language by. */
const BLOCKS_TO_GUESS = 60;

export interface Prepared {
  readonly action: Action;
  readonly material: Material;
  readonly options: ActionOptions;
  readonly settings: Settings;
}

/**
 * Reads everything that an action works from and settles how it is asked.
 * @throws Failure `no-page`, `page-empty`, or why the page cannot be read
 */
export async function prepareMaterial(
  ports: AnswerPorts,
  input: JobInput,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<Prepared> {
  if (input.target === undefined) throw new Failure('no-page');
  const action = ports.action(input.action);
  tell({ doing: 'reading', done: 0, total: 1 });
  const [settings, listed, page] = await Promise.all([
    ports.settings(),
    ports.listedModels(),
    ports.readPage(input.target, signal),
  ]);
  if (page.blocks.length === 0 && page.properties.length === 0) throw new Failure('page-empty');
  const material = await gather(ports, input, page, action, signal, tell);
  const model = input.model ?? settings.model;
  const language = input.language ?? settings.language;
  const options: ActionOptions = {
    language: language === 'page' ? languageOf(page, input.question) : language,
    length: input.length,
    contextTokens: factsFor(model, listed).contextTokens,
    model,
    ...(input.question === undefined ? {} : { question: input.question }),
  };
  return { action, material, options, settings };
}

/** A question is answered in its own language, a page is worked on in the page's. */
function languageOf(page: Page, question: string | undefined): string {
  if (question !== undefined && question.trim() !== '') return guessLanguage(question);
  return guessLanguage([page.title, ...page.blocks.slice(0, BLOCKS_TO_GUESS).map(({ text }) => text)].join('\n'));
}
