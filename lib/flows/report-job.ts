import type { ActionOptions, Material } from '../actions/action.ts';
import { Failure } from '../base/failure.ts';
import type { JobInput, Progress } from '../jobs/job.ts';
import type { ReportResult } from '../report/result.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { guessLanguage } from '../text/languages.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { askedRoute, factsOfAsked } from './asked-route.ts';
import type { Prepared } from './prepared.ts';

/**
 * Computes the figures of a report and settles how its words are asked for: from here on it is answered like everything
 * else, by whoever can.
 * @throws Failure `report-unfit`, `no-notion-token`, or why Notion did not give the rows
 */
export async function prepareReport(
  ports: AnswerPorts,
  input: JobInput,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<Prepared> {
  const { particulars } = input;
  if (particulars?.of !== 'report' || ports.computeRun === undefined) throw new Failure('bug');
  const { run, result } = await ports.computeRun(particulars.report, signal, tell);
  const settings = await ports.settings();
  const asked = askedRoute(input, settings);
  const language = input.language ?? settings.language;
  const action = ports.action(input.action);
  const sources = fingerprint(JSON.stringify(result.figures), JSON.stringify(result.flags));
  const [first] = run.definition.sources;
  if (first === undefined) throw new Failure('bug');
  const databases = run.definition.sources.map(({ database }) => database);
  const completeness = { seen: 'api', missingBlocks: 0 } as const;
  const page = { id: first.database, title: result.title, url: '', properties: [], blocks: [], readAt: 0 };
  const material: Material = { page: { ...page, completeness, fingerprint: sources }, related: [], report: result };
  const options: ActionOptions = {
    language: language === 'page' ? guessLanguage(wordsOf(result)) : language,
    length: input.length,
    contextTokens: (await factsOfAsked(ports, asked)).contextTokens,
    model: asked.model,
  };
  return {
    options,
    asked,
    settings,
    pages: [],
    subject: { pageTitle: result.title, pageUrl: '', sections: [], sources, completeness },
    spent: [],
    contents: { pages: databases, whole: databases },
    unasked: [],
    nothingToAsk: false,
    plan: (of) => action.plan(material, { ...options, ...of }),
    modelFree: () => action.modelFree(material, options),
  };
}

/** Words of the person: notes and labels of our own are English. */
const wordsOf = ({ title, figures, sources }: ReportResult): string =>
  [title, ...sources.map((source) => source.title), ...new Set(figures.flatMap(({ group }) => group))].join('\n');
