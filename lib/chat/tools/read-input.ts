import { Failure } from '../../base/failure.ts';
import type { PageId } from '../../base/ids.ts';
import type { Json } from '../../base/json.ts';
import { asObject } from '../../base/json.ts';
import { pageIn } from '../../mirror/address.ts';

/** A call that does not fit, in a sentence that tells the model what would. */
export const misuse = (detail: string): Failure => new Failure({ code: 'tool-misused', detail });

/** Reads the fields of a call's input one by one. Each method throws `tool-misused` and says what would fit. */
export interface InputReader {
  has(name: string): boolean;
  text(name: string, longest: number): string;
  /** A Notion id with or without dashes, or a Notion address. */
  page(name: string): PageId;
  /** A whole number from 1 to `most`. */
  count(name: string, most: number): number;
  oneOf<const Names extends readonly string[]>(name: string, names: Names): Names[number];
  list(name: string, most: number): readonly unknown[];
  object(name: string): Json;
}

/**
 * @param fields names of all fields that there are: anything else is refused, so that nothing is passed over in silence
 * @throws Failure `tool-misused` where the input is no JSON object, or has a field that is not among them
 */
export function readInput(input: Json | undefined, fields: readonly string[]): InputReader {
  if (input === undefined) throw misuse('Its input was no JSON object.');
  const stranger = Object.keys(input).find((name) => !fields.includes(name));
  if (stranger !== undefined) throw misuse(`“${stranger}” is no field of it. It takes ${fields.join(', ')}.`);
  return {
    has: (name) => input[name] !== undefined && input[name] !== null,
    text: (name, longest) => textOf(name, input[name], longest),
    page: (name) => pageOf(name, input[name]),
    count(name, most) {
      const value = input[name];
      const fits = typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= most;
      if (!fits) throw misuse(`“${name}” has to be a whole number from 1 to ${most}.`);
      return value;
    },
    oneOf(name, names) {
      const found = names.find((one) => one === input[name]);
      if (found === undefined) throw misuse(`“${name}” has to be one of ${names.join(', ')}.`);
      return found;
    },
    list: (name, most) => listOf(name, input[name], most),
    object(name) {
      const value = asObject(input[name]);
      if (value === undefined) throw misuse(`“${name}” has to be an object.`);
      return value;
    },
  };
}

function textOf(name: string, value: unknown, longest: number): string {
  if (typeof value !== 'string' || value.trim() === '') throw misuse(`“${name}” has to be text that is not empty.`);
  if (value.length > longest) throw misuse(`“${name}” is longer than ${longest} characters.`);
  return value;
}

function pageOf(name: string, value: unknown): PageId {
  const found = typeof value === 'string' ? pageIn(value.trim()) : undefined;
  if (found === undefined)
    throw misuse(`“${name}” has to be the id or address of a page or database, as other tools give it.`);
  return found;
}

function listOf(name: string, value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value)) throw misuse(`“${name}” has to be a list.`);
  if (value.length === 0 || value.length > most) throw misuse(`“${name}” has to have 1 to ${most} items.`);
  return value;
}
