import { lazily } from '../../base/lazily.ts';
import type { PrivateKind } from './finding.ts';
import { PRIVATE_KINDS } from './finding.ts';

/** What stands in for a value in all that is sent, without its brackets: `EMAIL_1`. */
export type PlaceholderName = `${PrivateKind}_${number}`;

export const kindOf = (name: PlaceholderName): PrivateKind => name.slice(0, name.lastIndexOf('_')) as PrivateKind;

export const shown = (name: PlaceholderName): string => `⟦${name}⟧`;

const KINDS = PRIVATE_KINDS.join('|');
/** A name as a model may write it: in another case, with a space, a hyphen or an escaped line in it. */
const NAME = String.raw`(?:${KINDS})[\s_\\-]{0,2}\d{1,5}`;

const anyName = lazily(() => new RegExp(NAME, 'gi'));
const anyWhole = lazily(() => new RegExp(`^${NAME}$`, 'i'));

/** Names in a text, however they are written. */
export const namesIn = (text: string): readonly PlaceholderName[] =>
  text.includes('_') || /\d/.test(text) ? [...text.matchAll(anyName())].map(([name]) => plainName(name)) : [];

function plainName(name: string): PlaceholderName {
  const kind = PRIVATE_KINDS.find((one) => name.toUpperCase().startsWith(one)) ?? 'OWN';
  return `${kind}_${Number(name.replaceAll(/\D/g, ''))}`;
}

const bracketed = lazily(
  () =>
    new RegExp(
      [
        String.raw`[⟦〚【]\s?(${NAME})(?:\s?[⟧〛】\]])?`,
        String.raw`\[\[(${NAME})\]\]`,
        // A link's words keep their brackets.
        String.raw`\\?\[(${NAME})\\?\](?!\()`,
      ].join('|'),
      'gi',
    ),
);
/** Without its brackets a name is one only as we wrote it: `email_1` may be a field of somebody's table. */
const bare = lazily(() => new RegExp(String.raw`(?<![A-Za-z0-9_])((?:${KINDS})_\d{1,5})(?![0-9A-Za-z_])[⟧〛】]?`, 'g'));

/**
 * A text with its placeholders put back. What stands for nothing that was sent stays as it is.
 * @param valueOf the value behind a name, in the form that the text needs
 */
export function putBack(text: string, valueOf: (name: PlaceholderName) => string | undefined): string {
  const put = (whole: string, ...names: readonly unknown[]): string => {
    const name = names.slice(0, 3).find((one) => typeof one === 'string' && anyWhole().test(one));
    return (typeof name === 'string' ? valueOf(plainName(name)) : undefined) ?? whole;
  };
  return text.replace(bracketed(), put).replace(bare(), put);
}

/** `EM` begins `EMAIL`: any beginning of any kind. */
const beginnings = PRIVATE_KINDS.map((kind) =>
  Array.from(kind.slice(1)).reduceRight((rest, letter) => `(?:${letter}${rest})?`, ''),
);
const BEGUN = `(?:${PRIVATE_KINDS.map((kind, at) => `${kind[0]}${beginnings[at]}`).join('|')})`;
const bracketedTail = lazily(
  () => new RegExp(String.raw`(?:[⟦〚【]|\[\[?|\\\[?)\s?(?:${BEGUN}[\s_\\-]{0,2}(?:\d{1,5}\s?\\?\]{0,2})?)?$`, 'i'),
);
const bareTail = lazily(() => new RegExp(String.raw`(?<![A-Za-z0-9_])${BEGUN}(?:_\d{0,5})?$`));

/** The longest that a placeholder gets, however it is written. */
const MOST_LENGTH = 24;

/** Where at the end of a text a placeholder may have begun that is not whole yet; its length where none has. */
export function begunAt(text: string): number {
  const from = Math.max(0, text.length - MOST_LENGTH);
  const end = text.slice(from);
  const found = [end.search(bracketedTail()), end.search(bareTail())].filter((at) => at >= 0);
  return found.length === 0 ? text.length : from + Math.min(...found);
}
