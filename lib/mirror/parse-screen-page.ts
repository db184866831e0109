import { parseBlockId, parsePageId } from '../base/ids.ts';
import { flag, listOf, oneOf, parsed, record, text, wholeNumber } from '../base/shape.ts';
import type { Fit } from '../base/shape.ts';
import type { ScreenPage } from './page.ts';

const TITLE = 4_000;
const ADDRESS = 4_000;
const WORDS = 100_000;
const MOST_BLOCKS = 50_000;
const MOST_MENTIONS = 1_000;

const mention = record(
  { kind: oneOf('page', 'database', 'person', 'date'), text: text(WORDS) },
  { url: text(ADDRESS) },
);

const block = record(
  {
    kind: oneOf(
      'paragraph',
      'heading',
      'bullet',
      'number',
      'todo',
      'toggle',
      'quote',
      'callout',
      'code',
      'equation',
      'row',
      'media',
      'page',
      'database',
      'unknown',
    ),
    depth: wholeNumber,
    text: text(WORDS),
  },
  {
    level: wholeNumber,
    checked: flag,
    language: text(TITLE),
    url: text(ADDRESS),
    id: parsed(64, parseBlockId),
    mentions: listOf(mention, MOST_MENTIONS),
  },
);

const number = (value: unknown): Fit<number> =>
  typeof value === 'number' && Number.isFinite(value) ? { fits: true, value } : { fits: false };

const property = record(
  { name: text(TITLE), type: text(TITLE), text: text(WORDS) },
  {
    pages: listOf(parsed(64, parsePageId), MOST_MENTIONS),
    number,
    date: record({ start: text(64) }, { end: text(64) }),
    checked: flag,
    people: listOf(text(TITLE), MOST_MENTIONS),
    more: flag,
  },
);

const screen = record(
  {
    title: text(TITLE),
    url: text(ADDRESS),
    properties: listOf(property, MOST_MENTIONS),
    blocks: listOf(block, MOST_BLOCKS),
  },
  {},
);

/** Reads what the script in Notion's page made of the screen; `undefined` when it is not of that form. */
export function parseScreenPage(value: unknown): ScreenPage | undefined {
  const read = screen(value);
  return read.fits ? read.value : undefined;
}
