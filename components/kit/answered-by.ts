import { describeFailure } from '../../lib/base/failure-words.ts';
import type { Answer, Provenance } from '../../lib/jobs/answer.ts';
import { redactedWords } from '../../lib/policy/redaction/redacted-words.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Classed } from '../../lib/policy/class-of.ts';
import { ago } from './age.ts';
import { dollars } from '../../lib/base/dollars.ts';
import { count, counted } from './amount.ts';
import { classWords } from './class-words.ts';
import { askedWords, capital, isSubstitute, routeName, triedWords } from './answer-trail.ts';
import type { TriedWords } from './answer-trail.ts';
import { mended } from './mended.ts';
import type { Connected } from './mended.ts';

/** Who wrote an answer, in words. */
export interface AnsweredBy {
  /** `Answered by Claude Haiku 5.5; Claude Sonnet 5.5 was asked and was overloaded`, or `No model used`. */
  readonly headline: string;
  /** Age, tokens, cost. */
  readonly details: readonly string[];
  /** Whole sentences on what the answer could not see, and on who matched its sources. */
  readonly limits: readonly string[];
  /** What was tried, in order; empty when the asked model answered at once. */
  readonly tried: readonly TriedWords[];
  /** All of it in one line, for copies. */
  readonly line: string;
}

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
  if (provenance.classed !== undefined) details.push(...classDetail(provenance, provenance.classed));
  if (provenance.searched !== undefined && !writing) details.push(...searchedIn(provenance.searched));
  if (provenance.answeredBy !== undefined && !writing) details.push(...price(provenance));
  const limits = limitsOf(provenance, connected);
  const tried = provenance.trail.some(({ outcome }) => outcome !== 'answered')
    ? triedWords(provenance, now, models)
    : [];
  return { headline, details, limits, tried, line: inOneLine([headline, ...details].join(' · '), limits, tried) };
}

function inOneLine(first: string, limits: readonly string[], tried: readonly TriedWords[]): string {
  const told = tried.map(({ what, when }) => `${what} (${when})`).join('; ');
  const rest = [...limits, ...(told === '' ? [] : [`What was tried: ${told}.`])];
  return rest.length === 0 ? first : [`${first}.`, ...rest].join(' ');
}

function whoAnswered(provenance: Provenance, models: readonly ModelFacts[], writing: boolean): string {
  const { answeredBy: answering, provider, providerName } = provenance;
  const asked = askedWords(provenance, models);
  if (answering === undefined || provider === 'none') {
    return asked?.why === undefined ? 'No model used' : `No model used; ${asked.name} ${asked.why}`;
  }
  const writer = routeName({ model: answering, provider }, models, providerName);
  const headline = writing ? `${capital(writer)} is writing` : `Answered by ${writer}`;
  if (asked === undefined || !isSubstitute(provenance)) return headline;
  if (asked.spared !== undefined) return `${headline} in place of ${asked.name}: ${asked.spared}`;
  // What is known to be down is passed over without a request.
  return `${headline}; ${asked.name} ${asked.why === undefined ? 'was known to be out of service' : `was asked and ${asked.why}`}`;
}

/** What was sent, by its class; where nothing was sent, only what would have kept it back is worth a word. */
function classDetail({ answeredBy: writer }: Provenance, classed: Classed): string[] {
  if (writer !== undefined) return [`sent as ${classWords(classed)}`];
  return classed.because.is === 'unsaid' ? [] : [classWords(classed)];
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
  if (provenance.citedBy === 'device') {
    limits.push('This model cannot cite: its sentences were matched to their sources on this device.');
  }
  return provenance.redacted === undefined ? limits : [...limits, ...redactedWords(provenance.redacted)];
}
