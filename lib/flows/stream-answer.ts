import type { WholePlan } from '../actions/action.ts';
import { Failure } from '../base/failure.ts';
import type { Answer } from '../jobs/answer.ts';
import { newDraft, textOf } from '../models/accumulate.ts';
import type { Draft } from '../models/accumulate.ts';
import { addCosts } from '../models/prices.ts';
import type { Route } from '../models/route.ts';
import { joinContinuation } from '../prompt/join-continuation.ts';
import { createAnswerWriter } from './answer-writer.ts';
import type { Ascent } from './ask-parts.ts';
import { wholeAlone } from './ask-parts.ts';
import { attemptAnswer } from './attempt-answer.ts';
import { citationsFor } from './citations-for.ts';
import { climb } from './climb.ts';
import type { AttemptHooks } from './climb.ts';
import { openRungs } from './open-rungs.ts';
import { requestFor } from './request-for.ts';
import { rungFor } from './rungs.ts';
import type { Rung } from './rungs.ts';
import { saidOf } from './said-of.ts';
import { addUsage } from './tally.ts';

/** What one model has written so far, by which plan. */
interface Written {
  readonly rung: Rung;
  readonly plan: WholePlan;
  readonly draft: Draft;
}

/** Asks for the answer itself and streams it into its row; until its first word one model may take the place of another. */
export async function streamAnswer(ascent: Ascent, rungs: readonly Rung[]): Promise<Answer> {
  const { work, tally, tries, options } = ascent;
  const { ports, job, blank } = work;
  const { continues, action } = job.input;
  const goesOn = continues !== undefined && ports.action(action).structured !== true;
  const earlier = goesOn ? await ports.answers.get(continues) : undefined;
  const writer = createAnswerWriter(ports.answers, ports.clock);
  let shown: Written | undefined;

  // Nothing waits for these rows. The answer's name goes first, so that its first words wait for one write alone; what
  // is gone on from stays in its place until there are words to replace it.
  work.tell({ type: 'progress', progress: { doing: 'asking', done: 0, total: 1 } });
  const named = (): void => work.tell({ type: 'answer-start', answerId: blank.id });
  if (earlier === undefined) named();

  const rowOf = (written: Written, state: Answer['state']): Answer => rowFrom(ascent, written, state, earlier);

  const tryOne = async (route: Route, signal: AbortSignal, hooks: AttemptHooks): Promise<Written> => {
    const rung = rungFor(rungs, route);
    const plan = await wholeAlone(ascent, rung, signal, hooks);
    let speaks = false;
    const show = (draft: Draft): void => {
      const text = joined(earlier, textOf(draft), false);
      if (text.trim() === (earlier?.text.trim() ?? '')) return;
      if (plan.read !== undefined && (plan.read(text, false)?.markdown ?? '') === '') return;
      hooks.started();
      if (!speaks) work.speaks();
      if (!speaks && earlier !== undefined) named();
      speaks = true;
      shown = { rung, plan, draft };
      writer.write(rowOf(shown, 'streaming'));
    };
    const failed = (draft: Draft): void => {
      if (speaks) shown = { rung, plan, draft };
      else tally.add({ ...route, model: draft.model ?? route.model }, draft.usage);
    };
    const request = requestFor({ asked: work.asked, ...rung }, plan, earlier);
    const wanted = earlier === undefined ? 'words' : 'words or silence';
    const asking = { request, from: newDraft(firstOf(earlier)), wanted, show, failed } as const;
    const draft = await attemptAnswer(ports.model(route.provider), route, asking, signal, hooks);
    if (plan.read !== undefined && plan.read(textOf(draft), true) === undefined) {
      failed(draft);
      throw new Failure({ code: 'answer-misfit', model: route.model });
    }
    return { rung, plan, draft };
  };

  try {
    const routes = openRungs(rungs, tries.made).map(({ route }) => route);
    const { value } = await climb(ports, routes, tryOne, options);
    shown = value;
    const whole = rowOf(value, 'done');
    await writer.end(whole);
    return whole;
  } catch (error) {
    if (shown !== undefined) await writer.end(rowOf(shown, 'interrupted'));
    throw error;
  }
}

const joined = (earlier: Answer | undefined, text: string, whole: boolean): string =>
  earlier === undefined ? text : joinContinuation(earlier.text, text, whole);

/** The number of the first new citation: past those of the answer that this one goes on from. */
const firstOf = (earlier: Answer | undefined): number =>
  1 + Math.max(0, ...(earlier?.citations ?? []).map(({ n }) => n));

function rowFrom(
  { work, tally, tries }: Ascent,
  { rung, plan, draft }: Written,
  state: Answer['state'],
  earlier: Answer | undefined,
): Answer {
  const { blank, ports, settings, pages } = work;
  const { provider, model } = rung.route;
  const answeredBy = draft.model ?? model;
  const { usage, costUsd } = tally.with({ provider, model: answeredBy }, draft.usage);
  // Matching takes a moment and changes what is shown: once, when no more comes.
  const citing = state === 'streaming' ? { citations: true } : rung.facts;
  const said = saidOf({ plan, pages, citing, whole: state === 'done', firstN: firstOf(earlier) }, draft);
  const providerName = settings.providers.find(({ id }) => id === provider)?.name;
  const before = earlier?.provenance;
  const paid = before === undefined ? costUsd : addCosts(before.costUsd, costUsd);
  return {
    ...blank,
    state,
    text: joined(earlier, said.markdown, state === 'done'),
    ...(said.data === undefined ? {} : { data: said.data }),
    citations: [...(earlier?.citations ?? []), ...citationsFor(pages, said.cited)],
    provenance: {
      ...blank.provenance,
      answeredBy,
      provider,
      ...(providerName === undefined ? {} : { providerName }),
      ...(rung.facts.citations && before?.citedBy === undefined ? {} : { citedBy: 'device' }),
      trail: tries.all(before?.trail),
      usage: before === undefined ? usage : addUsage(before.usage, usage),
      ...(paid === undefined ? {} : { costUsd: paid }),
    },
    updatedAt: ports.clock.now(),
  };
}
