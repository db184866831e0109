import { lazily } from '../base/lazily.ts';

const encoder = lazily(() => new TextEncoder());

/** Bytes of a value's JSON in UTF-8, as a request carries it. */
export const byteLength = (value: unknown): number => encoder().encode(JSON.stringify(value)).length;
