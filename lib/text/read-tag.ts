/** A tag of Notion's Markdown, as `<callout icon="💡">`. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly closing: boolean;
  /** Opens and closes in one, as `<empty-block/>`. */
  readonly empty: boolean;
  /** Where the text after it begins. */
  readonly end: number;
}

/** A value is at most as long as a signed file address can be, so that reading stays linear. */
const TAG = /<(\/?)([a-z][a-z0-9_-]*)((?:\s{1,9}[\w-]+(?:="[^"]{0,8192}")?)*)\s{0,9}(\/?)>/y;

/** Reads the tag that starts exactly at `at`; `undefined` when what stands there is not one. */
export function readTag(text: string, at: number): Tag | undefined {
  TAG.lastIndex = at;
  const match = TAG.exec(text);
  if (!match) return undefined;
  const [whole, slash, name = '', attributes = '', selfClosing] = match;
  return {
    name,
    attributes: readAttributes(attributes),
    closing: slash === '/',
    empty: selfClosing === '/',
    end: at + whole.length,
  };
}

/** Reads `name="value"` pairs; an attribute without a value reads as `true`. */
function readAttributes(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, name = '', value] of text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)) {
    found[name] = value === undefined ? 'true' : decodeEntities(value);
  }
  return found;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&#39;': "'",
  '&apos;': "'",
};

export function decodeEntities(text: string): string {
  return text.includes('&')
    ? text.replaceAll(/&(?:quot|lt|gt|amp|#39|apos);/g, (entity) => ENTITIES[entity] ?? entity)
    : text;
}
