import { historyContents } from '../actions/action.ts';
import type { Action, ActionOptions, Material, ModelFree } from '../actions/action.ts';
import type { JobInput } from '../jobs/job.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { guessLanguage } from '../text/languages.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { askedRoute, factsOfAsked } from './asked-route.ts';
import { noPage } from './no-page.ts';
import type { Prepared } from './prepared.ts';

/** Settles an action that works from the conversation alone: no page is read for it. */
export async function prepareTalk(ports: AnswerPorts, input: JobInput, action: Action): Promise<Prepared> {
  const [settings, history] = await Promise.all([ports.settings(), ports.history(input)]);
  const asked = askedRoute(input, settings);
  const material: Material = { page: noPage(), related: [], history };
  const language = input.language ?? settings.language;
  const options: ActionOptions = {
    language: language === 'page' ? guessLanguage(input.question ?? history.at(-1)?.text ?? '') : language,
    length: input.length,
    contextTokens: (await factsOfAsked(ports, asked)).contextTokens,
    model: asked.model,
    ...(input.question === undefined ? {} : { question: input.question }),
  };
  return {
    options,
    asked,
    settings,
    pages: [],
    subject: {
      pageTitle: '',
      pageUrl: '',
      sections: [],
      sources: fingerprint(...history.map(({ text }) => text)),
      completeness: { seen: 'api', missingBlocks: 0 },
    },
    spent: [],
    contents: historyContents(history),
    unasked: [],
    // Only a summary has nothing to work from before the first turn.
    nothingToAsk: action.gather === 'nothing' && history.length === 0,
    plan: (of) => action.plan(material, { ...options, ...of }),
    modelFree: () => (action.gather === 'nothing' ? action.modelFree(material, options) : NOTHING_TO_QUOTE),
  };
}

const NOTHING_TO_QUOTE: ModelFree = {
  markdown: 'No page goes with this message, so nothing can be quoted without a model.',
  cited: [],
};
