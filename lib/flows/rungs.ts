import type { Plan } from '../actions/action.ts';
import { budgetFor } from '../actions/budget.ts';
import { lazily } from '../base/lazily.ts';
import type { TrailStep } from '../jobs/answer.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import type { ModelFacts, ModelRequest } from '../models/answer-event.ts';
import { estimateRequest } from '../models/estimate-tokens.ts';
import { costOf } from '../models/prices.ts';
import { sameRoute } from '../models/route.ts';
import type { Route } from '../models/route.ts';
import { billOf } from './bill-of.ts';
import { cheapestFirst } from './cheapest-first.ts';
import { Unanswered } from './climb.ts';
import { keptBy } from './kept-by.ts';
import { costOfSizes, sizesOf } from './plan-cost.ts';
import type { Work } from './work.ts';

/** One model that may be asked, and the plan that has room in it. */
export interface Rung {
  readonly route: Route;
  readonly facts: ModelFacts;
  /** Made when it is needed first: a long page is not cut once for every model that is never asked. */
  plan(): Plan;
}

/**
 * Who may be asked, the asked one first. Left out is who cannot take even a plan of its own, and who would cost more than
 * the person lets a stand-in cost. The first one is asked whatever it costs.
 */
export async function rungsOf(work: Work, onStep: (step: TrailStep) => void): Promise<readonly Rung[]> {
  const { ports } = work;
  const allowed = await spared(work, onStep);
  // Whose answer is kept is not paid for it again: the way ends there.
  const kept = allowed.findIndex((route, at) => at > 0 && keptBy(work, route) !== undefined);
  const routes = kept < 0 ? allowed : allowed.slice(0, kept);
  const facts = await Promise.all(routes.map((route) => ports.factsOf(route)));
  const rungs = routes.flatMap((route, at) => {
    const known = facts[at];
    return known === undefined ? [] : [rungOf(work, route, known)];
  });
  const [lead] = rungs;
  const isWithinMeans = meansOf(work, lead);
  return rungs.filter((rung) => rung === lead || ((hasRoomOf(rung, lead) || hasRoom(rung)) && isWithinMeans(rung)));
}

/**
 * Who may be asked: near the end of a budget the cheapest first, which the trail then tells. An answer that it gave
 * before is given again.
 */
async function spared(work: Work, onStep: (step: TrailStep) => void): Promise<readonly Route[]> {
  const { ports, job, pages, settings } = work;
  const { open: routes } = await work.judged;
  const near = await ports.near?.(billOf(job.input, pages));
  if (near === undefined) return routes;
  const cheapest = cheapestFirst(routes, settings);
  const [asked] = routes;
  const [first] = cheapest;
  if (asked === undefined || first === undefined || sameRoute(asked, first)) return routes;
  const failure = { code: 'budget-near', model: asked.model, detail: near, unsent: true } as const;
  const now = ports.clock.now();
  const step = { ...asked, startedAt: now, endedAt: now, outcome: failure };
  if (keptBy(work, first) !== undefined) throw new Unanswered(failure, [step], false);
  onStep(step);
  ports.record?.({
    kind: 'policy',
    what: 'budget',
    outcome: 'done',
    code: failure.code,
    rule: 'cheapest-first',
    ...first,
  });
  return cheapest;
}

function rungOf(work: Work, route: Route, facts: ModelFacts): Rung {
  const { contextTokens } = facts;
  return { route, facts, plan: lazily(() => work.plan({ contextTokens, model: route.model })) };
}

/** The rung once the parts of its plan are worked out. */
export const combined = (rung: Rung, results: readonly string[]): Rung => ({
  ...rung,
  plan: lazily(() => {
    const plan = rung.plan();
    return plan.kind === 'sections' && plan.parts.length === results.length ? plan.combine(results) : plan;
  }),
});

/** Rungs whose plans have the same parts as the first one's: results for one serve the others. */
export function matesOf(rungs: readonly Rung[], parts: number): readonly Rung[] {
  const [lead] = rungs;
  return rungs.filter((rung) => {
    if (rung === lead) return true;
    if (lead !== undefined && sharesOf(rung) === sharesOf(lead)) return true;
    const plan = rung.plan();
    return plan.kind === 'sections' && plan.parts.length === parts;
  });
}

/** Pages are cut and shown by this alone. */
const sharesOf = ({ facts }: Rung): number => budgetFor(facts.contextTokens).whole;

const hasRoomOf = ({ facts }: Rung, lead: Rung | undefined): boolean =>
  lead !== undefined && facts.contextTokens >= lead.facts.contextTokens;

function hasRoom({ facts, plan }: Rung): boolean {
  const made = plan();
  const requests = made.kind === 'whole' ? [made.request] : made.parts.map(({ request }) => request);
  return requests.every((request) => tokensOf(request, facts) <= facts.contextTokens);
}

const tokensOf = (request: ModelRequest, { outputTokens }: ModelFacts): number =>
  estimateRequest(request) + Math.min(request.maxTokens, outputTokens);

/**
 * Whether what was spent on the way here and the estimate of a rung's plan stay within what one answer may cost when
 * another model stands in. Without a known price a rung is let through: on this computer it costs nothing, elsewhere
 * nobody can tell. So is one that costs nothing, whatever was spent before.
 */
function meansOf({ settings: { prices, standInUsd }, spent }: Work, lead: Rung | undefined): (rung: Rung) => boolean {
  const gone = spent.reduce((sum, { model, usage }) => sum + (costOf(model, usage, prices) ?? 0), 0);
  const leadSizes = lazily(() => (lead === undefined ? [] : sizesOf(lead.plan())));
  return (rung) => {
    const { route, facts, plan } = rung;
    if (costOf(route.model, NO_USAGE, prices) === undefined) return true;
    const isAlike = lead !== undefined && sharesOf(rung) === sharesOf(lead);
    const cost = costOfSizes(route.model, facts.outputTokens, isAlike ? leadSizes() : sizesOf(plan()), prices) ?? 0;
    return cost === 0 || gone + cost <= standInUsd;
  };
}

export const rungFor = (rungs: readonly Rung[], route: Route): Rung => {
  const rung = rungs.find((one) => sameRoute(one.route, route));
  if (rung === undefined) throw new Error('Only who may be asked is asked');
  return rung;
};
