import type { FailureCode } from '../../lib/base/failure.ts';
import type { Answer, Provenance, TrailStep } from '../../lib/jobs/answer.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Route } from '../../lib/models/route.ts';
import type { ProviderId } from '../../lib/settings/provider.ts';
import { keptFrom } from './kept-from.ts';
import { modelName, sameModel } from './model-name.ts';
import { moment, took } from './moment.ts';

/** One rung that was tried. */
export interface TriedWords {
  /** `Claude Sonnet 5.5 was overloaded`. */
  readonly what: string;
  /** `10:32, after 2.1 s`. */
  readonly when: string;
}

/** Where a step of the trail led to. Rows of an earlier version knew Claude alone. */
const providerOf = ({ provider }: Pick<TrailStep, 'provider'>): ProviderId => provider ?? 'claude';

/**
 * A model as a person knows it, with who serves it where that is not Claude itself: `llama3.2 on Ollama on this computer`.
 * @param provider its shown name
 */
export function routeName(
  step: Pick<TrailStep, 'model' | 'provider'>,
  models: readonly ModelFacts[],
  shown: string | undefined,
): string {
  switch (providerOf(step)) {
    case 'claude':
      return modelName(step.model, models);
    case 'built-in':
      return 'the browser’s own model';
    default:
      return `${modelName(step.model, models)} on ${shown ?? 'another provider'}`;
  }
}

type Shown = Pick<Provenance, 'provider' | 'providerName'>;

/** The shown name of a step's provider: its failure tells it, and of the one that answered the answer does. */
function shownProvider(step: TrailStep, answered: Shown | undefined): string | undefined {
  const told = typeof step.outcome === 'object' ? step.outcome.provider : undefined;
  return told ?? (step.provider === answered?.provider ? answered?.providerName : undefined);
}

/** Everything that was tried for an answer, in order. */
export function triedWords(provenance: Provenance, now: number, models: readonly ModelFacts[]): readonly TriedWords[] {
  return provenance.trail.map((step) => {
    const length = took(step.endedAt - step.startedAt);
    return {
      what: stepWords(step, models, provenance),
      when: `${moment(step.startedAt, now)}, ${step.outcome === 'answered' ? 'took' : 'after'} ${length}`,
    };
  });
}

/** What came of one try: `Claude Sonnet 5.5 was overloaded`. */
export function stepWords(step: TrailStep, models: readonly ModelFacts[], provenance?: Shown): string {
  return `${capital(routeName(step, models, shownProvider(step, provenance)))} ${outcomeWords(step)}`;
}

function outcomeWords({ outcome }: TrailStep): string {
  if (outcome === 'answered') return 'answered';
  return outcome === 'stopped' ? 'was stopped' : keptFrom(outcome);
}

/** The rung that was asked for: the first of the trail that is of the asked model. */
const askedStep = ({ trail, asked }: Provenance): TrailStep | undefined =>
  trail.find((step) => asked !== undefined && sameModel(step.model, asked));

/** Whether somebody else than the asked one wrote the answer: another model, or the same at another provider. */
export function isSubstitute(provenance: Provenance): boolean {
  const { asked, answeredBy, provider } = provenance;
  if (asked === undefined || answeredBy === undefined) return false;
  const first = askedStep(provenance);
  return !sameModel(asked, answeredBy) || (first !== undefined && providerOf(first) !== provider);
}

/** Who was asked, as far as the answer tells. */
export function askedRoute(provenance: Provenance): Route | undefined {
  const { asked } = provenance;
  const first = askedStep(provenance);
  return asked === undefined
    ? undefined
    : { model: asked, provider: first === undefined ? 'claude' : providerOf(first) };
}

/** The asked one by name, and what kept it from answering where the trail tells. */
export function askedWords(
  provenance: Provenance,
  models: readonly ModelFacts[],
): { readonly name: string; readonly why: string | undefined; readonly spared?: string | undefined } | undefined {
  const { asked, trail } = provenance;
  if (asked === undefined) return undefined;
  const first = askedStep(provenance);
  const last = trail.findLast(
    (step) =>
      sameModel(step.model, asked) &&
      typeof step.outcome === 'object' &&
      (first === undefined || providerOf(step) === providerOf(first)),
  );
  const outcome = last?.outcome;
  return {
    name: first === undefined ? modelName(asked, models) : routeName(first, models, shownProvider(first, provenance)),
    why: typeof outcome === 'object' ? keptFrom(outcome) : undefined,
    // Nothing is wrong with it: the budget is what a person should read first.
    ...(typeof outcome === 'object' && isOfBudget(outcome.code) ? { spared: outcome.detail } : {}),
  };
}

const isOfBudget = (code: FailureCode): boolean => code === 'budget-near' || code === 'budget-spent';

/** The name of who wrote a turn, where it is not the one that was asked. */
export function writerOf(answer: Answer | undefined, models: readonly ModelFacts[]): string | undefined {
  if (answer === undefined || !isSubstitute(answer.provenance)) return undefined;
  const { answeredBy, provider, providerName } = answer.provenance;
  if (answeredBy === undefined || provider === 'none') return undefined;
  return capital(routeName({ model: answeredBy, provider }, models, providerName));
}

/** As the first words of a line. What a provider calls its model stays as it is written. */
export const capital = (name: string): string => name.replace(/^the /u, 'The ');
