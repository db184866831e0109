import { createHash } from 'node:crypto';

const HEX_ID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;

/** A dashed, version-4-shaped UUID that depends on nothing but `parts`: the same page has the same ids in every run. */
export function uuidFrom(...parts: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(parts.join('\u0000')).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return dashed(`${hex.slice(0, 12)}4${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`);
}

/** `8-4-4-4-12` in lower case, from an id with or without dashes. */
export function dashed(id: string): string {
  const hex = undashed(id);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function undashed(id: string): string {
  return id.replaceAll('-', '').toLowerCase();
}

/** The id in a path segment, dashed; `undefined` when the text is not an id. */
export function parseId(text: string): string | undefined {
  return /^[0-9a-f]{32}$/.test(undashed(text)) ? dashed(text) : undefined;
}

/** The last id in an address: the block after `#` where there is one, else the page. */
export function idInUrl(url: string): string | undefined {
  const last = [...url.matchAll(HEX_ID)].at(-1);
  return last && dashed(last[0]);
}
