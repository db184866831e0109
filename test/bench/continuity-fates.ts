import type { FailureCode } from '../../lib/base/failure.ts';
import type { Route } from '../../lib/models/route.ts';
import { createRandom } from '../world/random.ts';
import { LINES } from './incidents.ts';
import type { Line, StatusRecord } from './incidents.ts';

/** How an incident's level becomes failing requests, in percent of them: degraded, partial outage, major outage. */
export const SETTINGS = {
  optimistic: [0, 0.02, 0.2, 0.8],
  central: [0, 0.1, 0.35, 0.95],
  pessimistic: [0, 0.25, 0.6, 1],
} as const;
export type Setting = keyof typeof SETTINGS;

export const MODELS: Readonly<Record<Line, Route>> = {
  sonnet: { provider: 'claude', model: 'claude-sonnet-5-5' },
  haiku: { provider: 'claude', model: 'claude-haiku-5-5' },
  opus: { provider: 'claude', model: 'claude-opus-5-5' },
};
export const SECOND: Route = { provider: 'openai:second', model: 'second' };

/** Assumptions of the facts: failures that a quick retry does not cure, and failures common to the family. */
const STICKY = 0.3;
const COMMON = 0.3;
/** The second provider fails by itself so often, and so often together with Claude. */
const SECOND_FAILS = 0.001;
const SECOND_SHARES = 0.1;

/** How failures look: most are quick errors, some are silence. */
const KINDS: readonly { readonly upTo: number; readonly code: FailureCode; readonly afterMs: number }[] = [
  { upTo: 0.5, code: 'model-overloaded', afterMs: 300 },
  { upTo: 0.75, code: 'claude-error', afterMs: 900 },
  { upTo: 0.9, code: 'claude-unavailable', afterMs: 600 },
];
const SILENT = { code: 'claude-silent', afterMs: 30_000 } as const;

/** What a try comes to. */
export type Outcome =
  | { readonly answered: true; readonly firstWordMs: number; readonly lastWordMs: number }
  | { readonly answered: false; readonly code: FailureCode; readonly afterMs: number };

/** What would come of each try of one question: the same whoever asks, so that all ways of asking meet one fate. */
export interface Fate {
  /** @param again how often this route was tried for this question before */
  of(route: Route, again: number, at: number): Outcome;
}

/** @param question its number: chance depends on it and on the seed alone */
export function fateOf(record: StatusRecord, setting: Setting, seed: number, question: number): Fate {
  const draw = (what: number): number =>
    createRandom(Math.imul(question + 1, 2_654_435_761) ^ Math.imul(what + 1, 2_246_822_519) ^ seed)();
  const chance = (line: Line, at: number): number => SETTINGS[setting][record.levelAt(line, at)] ?? 0;
  const isCommon = draw(1) < COMMON;
  const isShared = draw(2) < SECOND_SHARES;
  /** Each source of failures has draws of its own, so that who shares a source shares its failures. */
  const fails = (source: number, chanceToFail: number, again: number): boolean => {
    const first = draw(100 * source) < chanceToFail;
    if (again === 0 || (first && draw(100 * source + 50) < STICKY)) return first;
    return draw(100 * source + again) < chanceToFail;
  };
  const lineFails = (line: Line, again: number, at: number): boolean =>
    isCommon
      ? fails(1, Math.max(chance('sonnet', at), chance(line, at)), again)
      : fails(2 + LINES.indexOf(line), chance(line, at), again);
  const isFailing = (line: Line | undefined, again: number, at: number): boolean =>
    line === undefined
      ? (isShared && lineFails('sonnet', again, at)) || fails(9, SECOND_FAILS, again)
      : lineFails(line, again, at);

  return {
    of(route, again, at) {
      const line = LINES.find((one) => MODELS[one] === route);
      const look = draw(5_000 + 10 * (line === undefined ? 9 : LINES.indexOf(line)) + again);
      if (!isFailing(line, again, at)) {
        // Half the first words come within 1.1 s, one in a thousand after 5 s.
        const firstWordMs = Math.round(600 - 700 * Math.log(1 - look));
        return { answered: true, firstWordMs, lastWordMs: firstWordMs + 4_000 };
      }
      const { code, afterMs } = KINDS.find(({ upTo }) => look < upTo) ?? SILENT;
      return { answered: false, code, afterMs };
    },
  };
}
