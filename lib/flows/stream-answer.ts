import type { WholePlan } from '../actions/action.ts';
import { Failure } from '../base/failure.ts';
import type { Answer } from '../jobs/answer.ts';
import { endsInCalls } from '../jobs/ends-in-calls.ts';
import { newDraft, textOf } from '../models/accumulate.ts';
import type { Draft } from '../models/accumulate.ts';
import { addCosts } from '../models/prices.ts';
import { withHidden } from '../policy/redaction/redacted.ts';
import type { Route } from '../models/route.ts';
import { joinContinuation } from '../prompt/join-continuation.ts';
import { createAnswerWriter } from './answer-writer.ts';
import type { Ascent } from './ask-parts.ts';
import { wholeAlone } from './ask-parts.ts';
import { billOf } from './bill-of.ts';
import { createToolbox } from './chat-tools.ts';
import { citationsFor } from './citations-for.ts';
import { climb } from './climb.ts';
import type { AttemptHooks } from './climb.ts';
import { openRungs } from './open-rungs.ts';
import { requestFor } from './request-for.ts';
import { rungFor } from './rungs.ts';
import type { Rung } from './rungs.ts';
import { saidOf } from './said-of.ts';
import { addUsage } from './tally.ts';
import { answerInRounds } from './tool-rounds.ts';

/** What one model has written so far, by which plan. */
interface Written {
  readonly rung: Rung;
  readonly plan: WholePlan;
  readonly draft: Draft;
}

/** Asks for the answer itself and streams it into its row; until its first word one model may take the place of another. */
export async function streamAnswer(whole: Ascent, rungs: readonly Rung[]): Promise<Answer> {
  const ascent = await takenUp(whole);
  const { work, tally, tries, options, earlier } = ascent;
  const { ports, blank } = work;
  const writer = createAnswerWriter(ports.answers, ports.clock);
  let shown: Written | undefined;
  let calling: Written | undefined;
  let sent: Sent = {};

  // Nothing waits for these rows. The answer's name goes first, so that its first words wait for one write alone; what
  // is gone on from stays in its place until there are words to replace it.
  work.tell({ type: 'progress', progress: { doing: 'asking', done: 0, total: 1 } });
  let isNamed = false;
  const named = (): void => {
    if (!isNamed) work.tell({ type: 'answer-start', answerId: blank.id });
    isNamed = true;
  };
  if (earlier === undefined) named();

  const toolbox = createToolbox(work, earlier && { job: earlier.jobId, uses: earlier.tools ?? [] }, async () => {
    if (calling === undefined) return;
    // A later life looks for the calls where the job says.
    await work.note({ type: 'answer-start', answerId: blank.id });
    isNamed = true;
    await writer.keep(rowOf(calling, 'streaming'));
  });
  const rowOf = (written: Written, state: Answer['state']): Answer => ({
    ...rowFrom({ ...ascent, sent }, written, state),
    ...(toolbox === undefined || toolbox.uses().length === 0 ? {} : { tools: [...toolbox.uses()] }),
  });

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
      named();
      speaks = true;
      shown = { rung, plan, draft };
      writer.write(rowOf(shown, 'streaming'));
    };
    const failed = (draft: Draft): void => {
      if (speaks) shown = { rung, plan, draft };
      else tally.add({ ...route, model: draft.model ?? route.model }, draft.usage);
    };
    const request = requestFor({ asked: work.asked, ...rung }, plan);
    const draft = await answerInRounds(
      { ports, contents: work.contents, bill: billOf(work.job.input, work.pages), tally, toolbox, rung, earlier },
      {
        request,
        from: newDraft(firstOf(earlier)),
        wanted: earlier === undefined || endsInCalls(earlier) ? 'words' : 'words or silence',
        show,
        failed,
      },
      {
        textOf: (so) => joined(earlier, textOf(so), false),
        calls: (so) => {
          calling = { rung, plan, draft: so };
        },
        sends: (contents, classed) => {
          sent = { contents, classed };
        },
      },
      signal,
      hooks,
    );
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
    const row = rowOf(value, 'done');
    await writer.end(row);
    return row;
  } catch (error) {
    const left = shown ?? ((toolbox?.uses().length ?? 0) > 0 ? calling : undefined);
    if (left !== undefined) await writer.end(rowOf(left, 'interrupted'));
    throw error;
  }
}

/** What went out with what tools brought, where that is more than the answer began with. */
type Sent = Pick<Answer['provenance'], 'contents' | 'classed'>;

/** An ascent, and the answer that this one goes on from: a cut one, or what an earlier life of this very job called. */
interface Going extends Ascent {
  readonly earlier: Answer | undefined;
}

async function takenUp(ascent: Ascent): Promise<Going> {
  const { work } = ascent;
  const { job, ports } = work;
  const { continues, action } = job.input;
  const own =
    job.answerId === undefined || job.answerId === continues ? undefined : await ports.answers.get(job.answerId);
  if (own?.jobId === job.id && own.state !== 'done' && (own.tools ?? []).length > 0) {
    const blank = { ...work.blank, id: own.id, startedAt: own.startedAt };
    return { ...ascent, work: { ...work, blank }, earlier: own };
  }
  const goesOn = continues !== undefined && ports.action(action).structured !== true;
  return { ...ascent, earlier: goesOn ? await ports.answers.get(continues) : undefined };
}

/** What was called last parts the words before it from those behind it. */
function joined(earlier: Answer | undefined, text: string, whole: boolean): string {
  if (earlier === undefined) return text;
  if (!endsInCalls(earlier)) return joinContinuation(earlier.text, text, whole);
  return [earlier.text.trimEnd(), text].filter((part) => part.trim() !== '').join('\n\n');
}

/** The number of the first new citation: past those of the answer that this one goes on from. */
const firstOf = (earlier: Answer | undefined): number =>
  1 + Math.max(0, ...(earlier?.citations ?? []).map(({ n }) => n));

function rowFrom(going: Going & { readonly sent: Sent }, written: Written, state: Answer['state']): Answer {
  const { blank, ports, pages } = going.work;
  const { earlier } = going;
  const { rung, plan, draft } = written;
  // Matching takes a moment and changes what is shown: once, when no more comes.
  const citing = state === 'streaming' ? { citations: true } : rung.facts;
  const said = saidOf({ plan, pages, citing, whole: state === 'done', firstN: firstOf(earlier) }, draft);
  return {
    ...blank,
    state,
    text: joined(earlier, said.markdown, state === 'done'),
    ...(said.data === undefined ? {} : { data: said.data }),
    citations: [...(earlier?.citations ?? []), ...citationsFor(pages, said.cited)],
    provenance: provenanceOf(going, written),
    updatedAt: ports.clock.now(),
  };
}

function provenanceOf(
  { work, tally, tries, earlier, sent }: Going & { readonly sent: Sent },
  { rung, plan, draft }: Written,
): Answer['provenance'] {
  const { provider, model } = rung.route;
  const answeredBy = draft.model ?? model;
  const { usage, costUsd } = tally.with({ provider, model: answeredBy }, draft.usage);
  const redacted = withHidden(work.redacted() ?? earlier?.provenance.redacted, plan.removed);
  const providerName = work.settings.providers.find(({ id }) => id === provider)?.name;
  const before = earlier?.provenance;
  const paid = before === undefined ? costUsd : addCosts(before.costUsd, costUsd);
  return {
    ...work.blank.provenance,
    ...sent,
    answeredBy,
    provider,
    ...(providerName === undefined ? {} : { providerName }),
    ...(draft.toolless === undefined ? {} : { toolless: draft.toolless }),
    ...(rung.facts.citations && before?.citedBy === undefined ? {} : { citedBy: 'device' }),
    ...(redacted === undefined ? {} : { redacted }),
    trail: tries.all(before?.trail),
    usage: before === undefined ? usage : addUsage(before.usage, usage),
    ...(paid === undefined ? {} : { costUsd: paid }),
  };
}
