import { questionKey } from '../actions/question-key.ts';
import type { FillRun } from '../autofill/fill-run.ts';
import { Failure } from '../base/failure.ts';
import { asAnswerId, asJobId } from '../base/ids.ts';
import type { Answer } from '../jobs/answer.ts';
import type { JobInput } from '../jobs/job.ts';
import type { Page } from '../mirror/page.ts';
import { accumulate, newDraft } from '../models/accumulate.ts';
import type { Draft } from '../models/accumulate.ts';
import { BATCH_PRICE } from '../models/batch.ts';
import type { BatchSaid } from '../models/batch.ts';
import { costOf } from '../models/prices.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { citationsFor } from './citations-for.ts';
import type { BatchTask } from './fill-batch.ts';
import type { Filled } from './fill-row.ts';
import { keptBy } from './kept-by.ts';
import { prepareJob } from './prepare-job.ts';
import type { Prepared } from './prepared.ts';
import { saidOf } from './said-of.ts';

export type SummaryPorts = AnswerPorts;

/**
 * The summary of one page as its reader would ask for it, for a batch: where it was written before over the same words,
 * it is done. What comes back is kept as an answer like any other, and given when the page is asked about.
 * @throws Failure `page-empty`, `prompt-too-long` for a page that takes more than one request, `model-misfit`-like codes as told
 */
export async function prepareSummary(ports: SummaryPorts, run: FillRun, page: Page): Promise<Filled | BatchTask> {
  const settings = await ports.settings();
  const route = { provider: 'claude', model: settings.model } as const;
  const input: JobInput = {
    action: 'summarize',
    target: { pageId: page.id, title: page.title, url: page.url },
    length: settings.length,
    ...route,
  };
  const read: AnswerPorts = { ...ports, readPage: async () => page };
  const prepared = await prepareJob(read, input, new AbortController().signal, () => {}, false);
  const blank = blankOf(ports, run, input, prepared);
  const known = await ports.answers.finished(blank.questionKey);
  const none = { cells: [], fingerprint: page.fingerprint } as const;
  if (keptBy({ known, blank, asked: route }, route) !== undefined) return { ...none, state: 'nothing', costUsd: 0 };
  const plan = prepared.plan();
  if (plan.kind !== 'whole') {
    throw new Failure({
      code: 'prompt-too-long',
      detail: 'It takes more than one request: open it and press Summarize.',
    });
  }
  return {
    request: plan.request,
    ...(page.workspace === undefined ? {} : { workspace: page.workspace }),
    async take(result) {
      const said = saidOf(
        { plan, pages: prepared.pages, citing: { citations: true }, whole: true, firstN: 1 },
        draftOf(result),
      );
      if (said.markdown.trim() === '') throw new Failure({ code: 'answer-misfit', model: result.model });
      const paid = costOf(result.model, result.usage, settings.prices);
      const costUsd = paid === undefined ? {} : { costUsd: paid * BATCH_PRICE };
      const answer: Answer = {
        ...blank,
        state: 'done',
        text: said.markdown,
        citations: citationsFor(prepared.pages, said.cited),
        provenance: { ...blank.provenance, answeredBy: result.model, usage: result.usage, ...costUsd },
        updatedAt: ports.clock.now(),
      };
      await ports.answers.put(answer);
      return { ...none, state: 'filled', answeredBy: result.model, ...costUsd };
    },
  };
}

function blankOf(ports: SummaryPorts, run: FillRun, input: JobInput, { subject, asked, settings }: Prepared): Answer {
  const { sources, completeness, searched: _none, ...about } = subject;
  const { language } = settings;
  const now = ports.clock.now();
  return {
    id: asAnswerId(ports.chance.id()),
    jobId: asJobId(`batch-${run.id}`),
    action: 'summarize',
    questionKey: questionKey({ language, ...input }, about.pageId === undefined ? [] : [about.pageId]),
    ...about,
    state: 'streaming',
    text: '',
    citations: [],
    provenance: {
      asked: asked.model,
      provider: asked.provider,
      trail: [],
      usage: { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
      sources,
      completeness,
    },
    startedAt: now,
    updatedAt: now,
  };
}

/** What came back at once, as if it had arrived piece by piece: its citations get their numbers in the same way. */
function draftOf({ blocks, model, usage }: BatchSaid): Draft {
  const started = accumulate(newDraft(), { type: 'answer-start', model });
  const told = blocks.reduce((draft, { text, citations }, block) => {
    const written = accumulate(draft, { type: 'text-delta', text, block });
    return citations.reduce((so, citation) => accumulate(so, { type: 'citation-add', citation, block }), written);
  }, started);
  return accumulate(told, { type: 'answer-end', stopped: 'done', usage });
}
