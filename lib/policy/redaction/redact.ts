import type { RedactionSettings, RedactMode } from '../../settings/redaction.ts';
import { cleanText } from '../../text/clean-text.ts';
import { fingerprint } from '../../text/fingerprint.ts';
import { plainLetters } from '../../text/plain-letters.ts';
import { findPrivate, rulesOf } from './find-private.ts';
import type { Finding, PrivateKind, Rule } from './finding.ts';
import { namesIn, shown } from './placeholder.ts';
import type { PlaceholderName } from './placeholder.ts';
import type { PlaceholderBook } from './placeholder-book.ts';

/** Goes over every text of one request. */
export interface Redactor {
  /**
   * The text as it may be sent. What nobody sees is taken out whatever the mode.
   * @param from the page that it is of
   */
  text(text: string, from?: PageOf): string;
  /** What stands for what in the texts given so far. */
  used(): ReadonlyMap<PlaceholderName, string>;
  /** What was found and is sent as it is, each value once. */
  sent(): ReadonlyMap<string, PrivateKind>;
  /** How many characters were taken out or made plain. */
  hidden(): number;
  /** What must not be sent, with a piece of the text around it that holds nothing of it. */
  heldBack(): readonly HeldBack[];
}

export interface PageOf {
  readonly title: string;
  readonly url: string;
}

export interface HeldBack extends Pick<Finding, 'kind' | 'label'> {
  readonly from: PageOf | undefined;
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

  const replace = (text: string, { start, end, kind, label }: Finding, from: PageOf | undefined): string => {
    const value = text.slice(start, end);
    const mode = modeOf(settings, kind);
    if (mode === 'placeholders') {
      const name = book.nameOf(kind, value, (one) => taken.has(one));
      used.set(name, value);
      return shown(name);
    }
    if (mode === 'block') held.push({ kind, label, from, before: text.slice(Math.max(0, start - BEFORE), start) });
    else sent.set(`${kind} ${value}`, kind);
    return value;
  };

  return {
    text(text, from) {
      const cleaned = cleanText(text);
      const plain = plainLetters(cleaned.text);
      hidden += cleaned.removed + plain.changed;
      const found = findPrivate(plain.text, rules);
      if (found.length === 0) return plain.text;
      let at = 0;
      const pieces: string[] = [];
      for (const finding of found) {
        pieces.push(plain.text.slice(at, finding.start), replace(plain.text, finding, from));
        at = finding.end;
      }
      return pieces.join('') + plain.text.slice(at);
    },
    used: () => used,
    sent: () => sent,
    hidden: () => hidden,
    heldBack: () => held,
  };
}
