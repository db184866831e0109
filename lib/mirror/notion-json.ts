import { parsePageId } from '../base/ids.ts';
import type { PageId } from '../base/ids.ts';

/** A JSON object of Notion's, before anybody has looked into it. */
export type Json = Readonly<Record<string, unknown>>;

/** Reads below give nothing instead of throwing: Notion may add, drop and rename fields at any time. */
export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

export function objectIn(value: unknown, name: string): Json | undefined {
  return asObject(asObject(value)?.[name]);
}

export function textIn(value: unknown, name: string): string | undefined {
  const found = asObject(value)?.[name];
  return typeof found === 'string' ? found : undefined;
}

export function numberIn(value: unknown, name: string): number | undefined {
  const found = asObject(value)?.[name];
  return typeof found === 'number' ? found : undefined;
}

export function listIn(value: unknown, name: string): readonly unknown[] {
  const found = asObject(value)?.[name];
  return Array.isArray(found) ? found : [];
}

export function pageIdIn(value: unknown, name: string): PageId | undefined {
  return parsePageId(textIn(value, name) ?? '');
}

/** An icon that is a character; pictures are not read. */
export function emojiIn(value: unknown): string | undefined {
  return textIn(objectIn(value, 'icon'), 'emoji');
}

/** Milliseconds since the epoch; `undefined` when it is no time. */
export function timeIn(value: unknown, name: string): number | undefined {
  const time = Date.parse(textIn(value, name) ?? '');
  return Number.isNaN(time) ? undefined : time;
}
