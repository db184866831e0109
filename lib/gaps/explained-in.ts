/** All that may stand before a term at the beginning of a line that explains it. */
const LEAD = /^(?:[\p{P}\p{S}\s]|\b(?:an?|the|der|die|das|ein|eine|le|la|les|un|une|el|los|las)\b)*$/iu;
/** What stands between a term and its explanation, in the languages that the product speaks. */
const MEANS =
  /^s?\s*(?:\([^)]*\)\s*)?(?:(?:is|are|means|stands for|refers to|describes|ist|sind|bedeutet|steht für|bezeichnet|est|sont|signifie|désigne|es|son|significa|è|sono|betekent)(?=\s)|[=—–:](?=\s|$)|とは|は|是|指)/iu;
const INITIALS_ONLY = /^[A-Z][A-Z0-9]+$/;
/** Long forms are no longer. */
const LONG_FORM_CHARS = 80;

/**
 * Whether a line explains a term: it begins with the term and a word of meaning, gives the long form in brackets, or
 * gives the term in brackets behind its long form.
 */
export function explainsTerm(line: string, term: string): boolean {
  for (let at = line.indexOf(term); at >= 0; at = line.indexOf(term, at + term.length)) {
    const before = line.slice(Math.max(0, at - LONG_FORM_CHARS), at);
    const after = line.slice(at + term.length, at + term.length + LONG_FORM_CHARS);
    if (at < LONG_FORM_CHARS && MEANS.test(after) && LEAD.test(before)) return true;
    if (INITIALS_ONLY.test(term) && (isBehindLongForm(before, after, term) || isBeforeLongForm(after, term)))
      return true;
  }
  return false;
}

/** `Service level objective (SLO)`. */
const isBehindLongForm = (before: string, after: string, term: string): boolean =>
  before.endsWith('(') && /^s?\)/.test(after) && spells(before, term);

/** `SLO (service level objective)`. */
function isBeforeLongForm(after: string, term: string): boolean {
  const words = /^s? \(([^)]{4,})\)/.exec(after)?.[1];
  return words !== undefined && spells(words, term);
}

/** Whether the last words of a phrase have the initials of the term; a small word more or less is forgiven. */
function spells(phrase: string, term: string): boolean {
  const words = phrase.match(/[\p{L}\p{N}]+/gu) ?? [];
  const wanted = term.replaceAll(/\d/g, '');
  const initials = (from: number): string =>
    words
      .slice(-from)
      .map((word) => (word[0] ?? '').toUpperCase())
      .join('');
  if (initials(wanted.length) === wanted) return true;
  const longer = initials(wanted.length + 1);
  return longer.length > wanted.length && longer.startsWith(wanted[0] ?? '') && longer.endsWith(wanted.slice(-1));
}
