import { createDraw } from './draw.ts';
import type { Draw } from './draw.ts';
import { PERSONAL, PLACED_PERSONAL } from './personal-values.ts';
import { PLACED, TOKENS } from './secret-values.ts';

export interface Sample {
  readonly className: string;
  readonly of: 'secret' | 'personal';
  readonly text: string;
  /** Where what is private begins and ends. */
  readonly start: number;
  readonly end: number;
}

/** What stands around a value that is told by itself: prose in several languages, code, files, tables. */
const AROUND: readonly ((value: string) => string)[] = [
  (value) => `Please use ${value} for the demo tomorrow.`,
  (value) => `Bitte nimm dafür ${value}, danke!`,
  (value) => `Voici ce qu’il faut : ${value}.`,
  (value) => `Usa esto (${value}) hasta el viernes.`,
  (value) => `こちらをお使いください：${value} です。`,
  (value) => `Вот он: ${value}`,
  (value) => `VALUE=${value}`,
  (value) => `{"id": 7, "value": "${value}", "on": true}`,
  (value) => `| Anna | ${value} | today |`,
  (value) => `const value = '${value}'; // for now`,
  (value) => `- item one\n- ${value}\n- item three`,
  (value) => `> ${value}`,
  (value) => `value: ${value}\nother: 12`,
  (value) => `Seen in the log: "${value}"`,
];

/** Samples of one half in each context: the rules are written before one half and judged by the other. */
const PER_CLASS = 28;

/** @param half `0` for looking at while rules are written, `1` for the figures */
export function labelledSet(half: 0 | 1): readonly Sample[] {
  const bare = (of: Sample['of'], classes: Readonly<Record<string, (draw: Draw) => string>>) =>
    Object.entries(classes).flatMap(([className, make]) =>
      drawn(className, half, (draw, at) => {
        const value = make(draw);
        const text = AROUND[at % AROUND.length]?.(value) ?? value;
        return { className, of, text, ...placeOf(text, value) };
      }),
    );
  const placed = (of: Sample['of'], classes: Readonly<Record<string, (draw: Draw) => readonly [string, string]>>) =>
    Object.entries(classes).flatMap(([className, make]) =>
      drawn(className, half, (draw) => {
        const [text, value] = make(draw);
        return { className, of, text, ...placeOf(text, value) };
      }),
    );
  return [
    ...bare('secret', TOKENS),
    ...placed('secret', PLACED),
    ...bare('personal', PERSONAL),
    ...placed('personal', PLACED_PERSONAL),
  ];
}

function drawn(className: string, half: number, make: (draw: Draw, at: number) => Sample): readonly Sample[] {
  const name = Array.from(className).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
  return Array.from({ length: PER_CLASS }, (_none, at) => make(createDraw(name * 1000 + at * 2 + half), at));
}

function placeOf(text: string, value: string): Pick<Sample, 'start' | 'end'> {
  const start = text.lastIndexOf(value);
  if (start < 0) throw new Error('The value stands in its text');
  return { start, end: start + value.length };
}
