import type { PrivateKind } from './finding.ts';
import type { KindCounts, Redacted } from './redacted.ts';

const WORDS: Readonly<Record<PrivateKind, readonly [one: string, more: string]>> = {
  SECRET: ['secret', 'secrets'],
  EMAIL: ['e-mail address', 'e-mail addresses'],
  PHONE: ['phone number', 'phone numbers'],
  IBAN: ['bank account', 'bank accounts'],
  CARD: ['card number', 'card numbers'],
  ID: ['identity number', 'identity numbers'],
  IP: ['IP address', 'IP addresses'],
  BIRTH: ['date of birth', 'dates of birth'],
  DEVICE: ['device address', 'device addresses'],
  OWN: ['match of your own patterns', 'matches of your own patterns'],
};

/** `1 secret and 2 e-mail addresses` */
export function countWords(counts: KindCounts): string {
  const parts = entriesOf(counts).map(([kind, count]) => `${count} ${WORDS[kind][count === 1 ? 0 : 1]}`);
  const last = parts.pop();
  return parts.length === 0 ? (last ?? 'nothing') : `${parts.join(', ')} and ${last}`;
}

export const totalOf = (counts: KindCounts): number => entriesOf(counts).reduce((sum, [, count]) => sum + count, 0);

const entriesOf = (counts: KindCounts): readonly (readonly [PrivateKind, number])[] =>
  (Object.keys(WORDS) as PrivateKind[]).flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count === 0 ? [] : [[kind, count] as const];
  });

/** Sentences about it for whoever reads the answer. */
export function redactedWords({ replaced, sent, hidden }: Redacted): readonly string[] {
  const values = replaced === undefined ? 0 : totalOf(replaced);
  return [
    ...(replaced === undefined || values === 0
      ? []
      : [
          `${values === 1 ? '1 value was' : `${values} values were`} replaced before sending: ${countWords(replaced)}.`,
        ]),
    ...(sent === undefined || totalOf(sent) === 0
      ? []
      : [`Sent as it stands, though it looks private: ${countWords(sent)}.`]),
    ...(hidden === undefined || hidden === 0
      ? []
      : [`${hidden === 1 ? '1 hidden character was' : `${hidden} hidden characters were`} taken out before sending.`]),
  ];
}
