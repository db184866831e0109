import type { ActionOptions, Material } from '../actions/action.ts';
import { Failure } from '../base/failure.ts';
import type { GapCheck, GapScope } from '../gaps/gap-check.ts';
import { scopeKey } from '../gaps/gap-check.ts';
import type { JobInput, Progress } from '../jobs/job.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { TYPED } from '../policy/class-of.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { askedRoute, factsOfAsked } from './asked-route.ts';
import { noPage } from './no-page.ts';
import type { Prepared } from './prepared.ts';

/**
 * Looks a part of the mirror through, or takes the check that an earlier life of this job has kept: what was new then
 * is not told as known. No model is asked.
 * @throws Failure `storage-broken`, or the signal's reason
 */
export async function prepareGaps(
  ports: AnswerPorts,
  input: JobInput,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<Prepared> {
  const { particulars, question = 'Gaps' } = input;
  if (particulars?.of !== 'gaps') throw new Failure('bug');
  const { scope, askedAt } = particulars;
  const check = await checkSince(ports, scope, askedAt, signal, tell);
  const settings = await ports.settings();
  const asked = askedRoute(input, settings);
  const action = ports.action(input.action);
  const sources = fingerprint(scopeKey(scope), String(check.checkedAt));
  const completeness = { seen: 'api', missingBlocks: 0 } as const;
  const material: Material = { page: noPage(), related: [], gaps: check };
  const options: ActionOptions = {
    length: input.length,
    contextTokens: (await factsOfAsked(ports, asked)).contextTokens,
    model: asked.model,
  };
  return {
    options,
    asked,
    settings,
    pages: [],
    subject: { pageTitle: question, pageUrl: '', sections: [], sources, completeness },
    spent: [],
    contents: TYPED,
    unasked: [],
    nothingToAsk: true,
    plan: (of) => action.plan(material, { ...options, ...of }),
    modelFree: () => action.modelFree(material, options),
  };
}

async function checkSince(
  { checkGaps, keptGaps }: AnswerPorts,
  scope: GapScope,
  askedAt: number,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<GapCheck> {
  if (checkGaps === undefined) throw new Failure('bug');
  const kept = await keptGaps?.(scope);
  if (kept !== undefined && kept.checkedAt >= askedAt) return kept;
  return checkGaps(scope, signal, (done, total) => tell({ doing: 'reading', done, total }));
}
