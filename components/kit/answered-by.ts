import { describeFailure } from '../../lib/base/failure-words.ts';
import type { FailureCode, FailureFacts } from '../../lib/base/failure.ts';
import type { Answer, Provenance } from '../../lib/jobs/answer.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { ago } from './age.ts';
import { count, counted, dollars } from './amount.ts';
import { mended } from './mended.ts';
import type { Connected } from './mended.ts';
import { modelName, sameModel } from './model-name.ts';

/** Who wrote an answer, in words. */
export interface AnsweredBy {
  /** `Answered by Claude Haiku 5.5; Claude Sonnet 5.5 was asked and was overloaded`, or `No model used`. */
  readonly headline: string;
  /** Age, tokens, cost. */
  readonly details: readonly string[];
  /** Whole sentences on what the answer could not see. */
  readonly limits: readonly string[];
  /** All of it in one line, for copies. */
  readonly line: string;
}

/** What kept a model from answering, after `and`. A code that is not here is said in general words. */
const KEPT_FROM: Partial<Readonly<Record<FailureCode, string>>> = {
  offline: 'could not be reached: this device was offline',
  'vault-locked': 'was not asked: the keys were locked',
  'no-claude-key': 'was not asked: no Claude key is set',
  'claude-unreachable': 'could not be reached over this network',
  'claude-portal': 'could not be reached: the network answered in its place',
  'claude-edge-block': 'could not be reached: a gateway refused',
  'claude-key-invalid': 'did not accept the key',
  'claude-key-forbidden': 'is not open to this key',
  'claude-billing': 'was refused: the account needs attention',
  'claude-spend-limit': 'was refused: the spend limit is reached',
  'claude-auth-trouble': 'could not check the key',
  'claude-on-hold': 'was refused: the organization is on hold',
  'claude-rate-limited': 'asked for a pause',
  'claude-ramp-limited': 'asked to slow down',
  'claude-error': 'had an internal error',
  'claude-unavailable': 'was unavailable',
  'claude-timeout': 'took too long',
  'claude-silent': 'went silent',
  'claude-cut': 'broke off',
  'claude-garbled': 'sent what could not be read',
  'claude-refused-request': 'refused the form of the request',
  'model-overloaded': 'was overloaded',
  'model-slow': 'did not begin in time',
  'model-missing': 'is not there any more',
  'model-refusal': 'declined',
  'model-length': 'reached its length limit',
  'model-paused': 'paused midway',
  'prompt-too-long': 'cannot take this much text',
};

interface Moment {
  readonly writing?: boolean;
  readonly connected?: Connected;
}

/** An answer this new has no age worth a word, in milliseconds. */
const FRESH = 60_000;

/**
 * The disclosure under an answer, made from its stored provenance and nothing else.
 * @param now milliseconds since the epoch, for the age
 * @param models for shown names; may be empty
 * @param moment whether more is on its way, and what is connected by now; left out, it is told as it was then
 */
export function answeredBy(
  answer: Pick<Answer, 'provenance' | 'updatedAt'>,
  now: number,
  models: readonly ModelFacts[],
  { writing = false, connected }: Moment = {},
): AnsweredBy {
  const { provenance } = answer;
  const headline = whoAnswered(provenance, models, writing);
  // Age and price are those of a whole answer.
  const details = writing || now - answer.updatedAt < FRESH ? [] : [ago(answer.updatedAt, now)];
  if (provenance.searched !== undefined && !writing) details.push(...searchedIn(provenance.searched));
  if (provenance.answeredBy !== undefined && !writing) details.push(...price(provenance));
  const limits = limitsOf(provenance, connected);
  return { headline, details, limits, line: [[headline, ...details].join(' · '), ...limits].join('. ') };
}

function whoAnswered(provenance: Provenance, models: readonly ModelFacts[], writing: boolean): string {
  const { asked, answeredBy: answering } = provenance;
  const name = (id: string): string => modelName(id, models);
  if (answering === undefined) {
    const why = asked === undefined ? undefined : whyNot(provenance, asked);
    return asked === undefined || why === undefined ? 'No model used' : `No model used; ${name(asked)} ${why}`;
  }
  const headline = writing ? `${name(answering)} is writing` : `Answered by ${name(answering)}`;
  if (asked === undefined || sameModel(asked, answering)) return headline;
  return `${headline}; ${name(asked)} was asked and ${whyNot(provenance, asked) ?? 'did not answer'}`;
}

/** What kept the asked model from answering, as the trail tells; `undefined` when it tells nothing. */
function whyNot(provenance: Provenance, asked: string): string | undefined {
  const last = provenance.trail.findLast((step) => sameModel(step.model, asked) && typeof step.outcome === 'object');
  const outcome = last?.outcome;
  return typeof outcome === 'object' ? keptFrom(outcome) : undefined;
}

function keptFrom(facts: FailureFacts): string {
  return KEPT_FROM[facts.code] ?? 'did not answer';
}

function searchedIn({ pages, shown }: NonNullable<Provenance['searched']>): string[] {
  return pages === 0 ? [] : [`from ${counted(shown, 'page')} of ${count(pages)} searched`];
}

function price({ usage, costUsd }: Provenance): string[] {
  const read = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  if (read + usage.outputTokens === 0) return [];
  return [`${count(read + usage.outputTokens)} tokens`, costUsd === undefined ? 'price unknown' : dollars(costUsd)];
}

function limitsOf(provenance: Provenance, connected: Connected | undefined): readonly string[] {
  const { completeness } = provenance;
  const limits: string[] = [];
  if (completeness.seen === 'screen') {
    const { failure } = completeness;
    const past = failure && connected && mended(failure, connected);
    const cause = failure && (past ?? describeFailure(failure).cause);
    limits.push(['It saw only what was on the screen.', cause].filter(Boolean).join(' '));
  }
  if (completeness.missingBlocks > 0) {
    const missing = counted(completeness.missingBlocks, 'block');
    limits.push(
      `Notion did not give ${missing} of ${provenance.searched === undefined ? 'this page' : 'these pages'}, so the answer does not cover ${completeness.missingBlocks === 1 ? 'it' : 'them'}.`,
    );
  }
  return limits;
}
