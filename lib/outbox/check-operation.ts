import { Failure } from '../base/failure.ts';
import { addressesIn } from '../markup/addresses.ts';
import type { DocKind, NotionDocument } from '../markup/document.ts';
import { LONGEST_ADDRESS } from '../markup/limits.ts';
import type { Column } from '../mirror/notion-reader.ts';
import { COMMENT_LINE_LONGEST } from './byline.ts';
import type { Origin } from './entry.ts';
import type { Operation, TextEdit } from './operation.ts';
import type { PropertyValues } from './property-value.ts';
import { repairValue } from './repair-value.ts';

/** Longest title that is one run of text, and longest comment with its line of ours (request limits: 2,000). */
const LONGEST_TITLE = 2_000;
const LONGEST_COMMENT = 2_000 - COMMENT_LINE_LONGEST;
/** Edits in one request (working with Markdown content). */
const MOST_EDITS = 100;

/** What makes Notion's servers, or whoever opens the page, fetch something: never written by a model. */
const FETCHED: ReadonlySet<DocKind> = new Set<DocKind>(['image', 'video', 'audio', 'file', 'pdf', 'embed', 'bookmark']);
/** The same in Notion's Markdown, and what stands there for other pages and databases. */
const FETCHED_TAG =
  /!\[|<\/?(?:img|image|video|audio|file|pdf|embed|bookmark|iframe|page|database|data-source|synced_block|unknown)\b/iu;
const ADDRESS = /\b(?:https?|ftp|data|javascript|file):[^\s<>"'`\])}]+/giu;

/**
 * The operation as it may be sent: repaired where that is certain. Throws `write-invalid` where Notion would refuse it,
 * and `write-address` where it would carry an address that was neither read nor typed; the detail names what it is.
 * @param columns the schema of the rows concerned; absent for plain pages
 */
export function checkOperation(
  operation: Operation,
  origin: Pick<Origin, 'addresses' | 'model'>,
  columns: readonly Column[] | undefined,
): Operation {
  const allowed = new Set(origin.addresses.map(plainAddress));
  const checkText = (text: string): void => checkAddresses(text.match(ADDRESS) ?? [], allowed);
  switch (operation.kind) {
    case 'append':
      if (operation.content.length === 0) refuse('There is nothing to append.');
      checkContent(operation.content, origin, allowed);
      return operation;
    case 'create': {
      const title = operation.title.trim();
      if (title.length > LONGEST_TITLE) refuse(`The title takes at most ${LONGEST_TITLE} characters.`);
      checkText(title);
      checkContent(operation.content, origin, allowed);
      const values = checkValues(operation.values, columns, allowed);
      if (operation.parent.kind === 'page' && Object.keys(values).length > 0) {
        refuse('A page below a page has a title and no other properties.');
      }
      return { ...operation, title, values };
    }
    case 'set-properties':
      if (Object.keys(operation.values).length === 0) refuse('There is no property to set.');
      return { ...operation, values: checkValues(operation.values, columns, allowed) };
    case 'replace-text':
      return { ...operation, edits: checkEdits(operation.edits, origin, allowed) };
    case 'comment': {
      const text = operation.text.trim();
      if (text === '') refuse('The comment is empty.');
      if (text.length > LONGEST_COMMENT) refuse(`A comment takes at most ${LONGEST_COMMENT} characters.`);
      checkText(text);
      return { ...operation, text };
    }
  }
}

function checkContent(content: NotionDocument, { model }: Pick<Origin, 'model'>, allowed: ReadonlySet<string>): void {
  checkAddresses(addressesIn(content), allowed);
  checkBlocks(content, model);
}

function checkBlocks(blocks: NotionDocument, model: string | undefined): void {
  for (const block of blocks) {
    const { kind } = block;
    if (kind === 'other') refuse(`A block of the kind “${block.type}” cannot be made.`);
    if (model !== undefined && FETCHED.has(kind)) refuse(`A model may not write a block of the kind “${kind}”.`);
    if (kind === 'table' && block.rows.some((row) => row.length !== block.rows[0]?.length)) {
      refuse('A table has rows of different lengths.');
    }
    checkBlocks(block.children, model);
  }
}

function checkValues(
  values: PropertyValues,
  columns: readonly Column[] | undefined,
  allowed: ReadonlySet<string>,
): PropertyValues {
  const checked: [string, PropertyValues[string]][] = [];
  for (const [name, value] of Object.entries(values)) {
    const column = columns && columnCalled(columns, name);
    const repaired = repairValue(column?.name ?? name, value, column);
    if ('text' in repaired && repaired.text !== null) {
      const isAddress = repaired.type === 'url';
      checkAddresses(isAddress ? [repaired.text] : (repaired.text.match(ADDRESS) ?? []), allowed);
    }
    checked.push([column?.name ?? name, repaired]);
  }
  return Object.fromEntries(checked);
}

function columnCalled(columns: readonly Column[], name: string): Column {
  const exact = columns.find((column) => column.name === name);
  if (exact !== undefined) return exact;
  const folded = columns.filter((column) => column.name.trim().toLowerCase() === name.trim().toLowerCase());
  const [only] = folded;
  if (only !== undefined && folded.length === 1) return only;
  const names = columns.slice(0, 20).map((column) => `“${column.name}”`);
  return refuse(
    `There is no property “${name}”; there are ${names.join(', ')}${columns.length > 20 ? ' and more' : ''}.`,
  );
}

function checkEdits(
  edits: readonly TextEdit[],
  { model }: Pick<Origin, 'model'>,
  allowed: ReadonlySet<string>,
): readonly TextEdit[] {
  const changing = edits.filter(({ before, after }) => before !== after);
  if (changing.length === 0) refuse('There is no passage to change.');
  if (changing.length > MOST_EDITS) refuse(`At most ${MOST_EDITS} passages can be changed at once.`);
  for (const { before, after } of changing) {
    if (before === '') refuse('A passage to change is empty.');
    // What stands there already may go on standing there.
    const known = new Set([...allowed, ...(before.match(ADDRESS) ?? []).map(plainAddress)]);
    checkAddresses(after.match(ADDRESS) ?? [], known);
    if (model !== undefined && FETCHED_TAG.test(after) && !FETCHED_TAG.test(before)) {
      refuse('A model may not write an image, a file, an embed or another page into a text.');
    }
  }
  return changing;
}

function checkAddresses(addresses: readonly string[], allowed: ReadonlySet<string>): void {
  for (const address of addresses) {
    if (address.length > LONGEST_ADDRESS) refuse(`An address takes at most ${LONGEST_ADDRESS} characters.`);
    if (allowed.has(plainAddress(address))) continue;
    throw new Failure({ code: 'write-address', detail: `It is ${address.slice(0, 120)}` });
  }
}

/** What an address leads to: the place within a page and marks of a sentence at its end aside. */
function plainAddress(address: string): string {
  const text = address.trim().replace(/[.,;:!?]+$/u, '');
  const url = URL.parse(text);
  if (url === null) return text;
  return url.href.slice(0, url.href.length - url.hash.length).replace(/\/$/u, '');
}

function refuse(detail: string): never {
  throw new Failure({ code: 'write-invalid', detail });
}
