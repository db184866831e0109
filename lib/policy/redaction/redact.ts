import type { RedactionSettings, RedactMode } from '../../settings/redaction.ts';
import { cleanText } from '../../text/clean-text.ts';
import { fingerprint } from '../../text/fingerprint.ts';
import { plainLetters } from '../../text/plain-letters.ts';
import { findPrivate, rulesOf } from './find-private.ts';
import type { Finding, PrivateKind, Rule } from './finding.ts';
import { namesIn, shown } from './placeholder.ts';
import type { PlaceholderName } from './placeholder.ts';
import type { PlaceholderBook } from './placeholder-book.ts';
import type { KindCounts, Redacted } from './redacted.ts';

/** Goes over every text of one request. */
export interface Redactor {
  /** The text as it may be sent. What nobody sees is taken out whatever the mode. */
  text(text: string): string;
  /** What stands for what in the texts given so far. */
  used(): ReadonlyMap<PlaceholderName, string>;
  /** Different values of each kind that would be sent, or were replaced. */
  redacted(): Redacted;
  /** What must not be sent, with a piece of the text around it that holds nothing of it. */
  heldBack(): readonly HeldBack[];
}

export interface HeldBack extends Pick<Finding, 'kind' | 'label'> {
  /** The words before it, for finding the place. */
  readonly before: string;
}

/** So much before a finding tells a person where it is, in characters. */
const BEFORE = 40;

/** What is done about a kind. */
export const modeOf = ({ secrets, personal }: RedactionSettings, kind: PrivateKind): RedactMode =>
  kind === 'SECRET' ? secrets : personal;

/** Names what a setting makes of a text: what was worked out under one is not used under another. Empty as it comes. */
export function redactionStamp({ secrets, personal, own }: RedactionSettings): string {
  if (secrets === 'warn' && personal === 'warn' && own.length === 0) return '';
  return fingerprint('redaction', secrets, personal, ...own.flatMap(({ pattern }) => pattern));
}

/**
 * @param settings with `placeholders` in place of `block` where the person sends anyway
 * @param all every text that will be given, for names that stand in one already
 */
export function createRedactor(settings: RedactionSettings, book: PlaceholderBook, all: readonly string[]): Redactor {
  const rules: readonly Rule[] = rulesOf(settings);
  const taken = new Set(rules.length === 0 ? [] : all.flatMap(namesIn));
  const used = new Map<PlaceholderName, string>();
  const sent = new Map<string, PrivateKind>();
  const held: HeldBack[] = [];
  let hidden = 0;

  const replace = (text: string, { start, end, kind, label }: Finding): string => {
    const value = text.slice(start, end);
    const mode = modeOf(settings, kind);
    if (mode === 'placeholders') {
      const name = book.nameOf(kind, value, (one) => taken.has(one));
      used.set(name, value);
      return shown(name);
    }
    if (mode === 'block') held.push({ kind, label, before: text.slice(Math.max(0, start - BEFORE), start) });
    else sent.set(`${kind} ${value}`, kind);
    return value;
  };

  return {
    text(text) {
      const cleaned = cleanText(text);
      const plain = plainLetters(cleaned.text);
      hidden += cleaned.removed + plain.changed;
      const found = findPrivate(plain.text, rules);
      if (found.length === 0) return plain.text;
      let at = 0;
      const pieces: string[] = [];
      for (const finding of found) {
        pieces.push(plain.text.slice(at, finding.start), replace(plain.text, finding));
        at = finding.end;
      }
      return pieces.join('') + plain.text.slice(at);
    },
    used: () => used,
    redacted: () => {
      const replaced = countsOf([...used.keys()].map((name) => name.slice(0, name.lastIndexOf('_')) as PrivateKind));
      const asIs = countsOf([...sent.values()]);
      return {
        ...(used.size === 0 ? {} : { replaced }),
        ...(sent.size === 0 ? {} : { sent: asIs }),
        ...(hidden === 0 ? {} : { hidden }),
      };
    },
    heldBack: () => held,
  };
}

function countsOf(kinds: readonly PrivateKind[]): KindCounts {
  const counts: Partial<Record<PrivateKind, number>> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
