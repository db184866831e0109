import type { Json } from '../../base/json.ts';
import type { PageId } from '../../base/ids.ts';
import { asObject } from '../../base/json.ts';
import type { TextEdit } from '../../outbox/operation.ts';
import { misuse, readInput } from './read-input.ts';

const QUERY = 400;
const HEADING = 400;
const TITLE = 400;
/** Longer than a person reads through before approving. */
const CONTENT = 60_000;
const COMMENT = 4_000;
const PASSAGE = 8_000;
const MOST_EDITS = 20;
const MOST_COLUMNS = 50;
const MOST_SORTS = 5;

export interface SearchCall {
  readonly query: string;
  readonly kind?: 'page' | 'row' | 'database';
  readonly limit: number;
}

const MOST_HITS = 20;
const USUAL_HITS = 8;

export function readSearch(input: Json | undefined): SearchCall {
  const call = readInput(input, ['query', 'kind', 'limit']);
  return {
    query: call.text('query', QUERY),
    ...(call.has('kind') ? { kind: call.oneOf('kind', ['page', 'row', 'database']) } : {}),
    limit: call.has('limit') ? call.count('limit', MOST_HITS) : USUAL_HITS,
  };
}

export interface ReadCall {
  readonly page: PageId;
  readonly section?: string;
  /** What was said about the page as a whole goes along. */
  readonly comments: boolean;
}

export function readReadPage(input: Json | undefined): ReadCall {
  const call = readInput(input, ['page', 'section', 'comments']);
  return {
    page: call.page('page'),
    comments: input?.['comments'] === true,
    ...(call.has('section') ? { section: call.text('section', HEADING) } : {}),
  };
}

/** Filters, sorts and columns are held to the database's columns once those are known. */
export interface QueryCall {
  readonly database: PageId;
  readonly filter: readonly unknown[];
  readonly match: 'all' | 'any';
  readonly sort: readonly unknown[];
  readonly properties?: readonly unknown[];
  readonly limit: number;
}

const MOST_ROWS = 100;
const USUAL_ROWS = 25;
const MOST_CONDITIONS = 20;

export function readQuery(input: Json | undefined): QueryCall {
  const call = readInput(input, ['database', 'filter', 'match', 'sort', 'properties', 'limit']);
  const listed = (name: string, most: number): readonly unknown[] =>
    call.has(name) && !isEmptyList(input?.[name]) ? call.list(name, most) : [];
  const properties = listed('properties', MOST_COLUMNS);
  return {
    database: call.page('database'),
    filter: listed('filter', MOST_CONDITIONS),
    match: call.has('match') ? call.oneOf('match', ['all', 'any']) : 'all',
    sort: listed('sort', MOST_SORTS),
    ...(properties.length === 0 ? {} : { properties }),
    limit: call.has('limit') ? call.count('limit', MOST_ROWS) : USUAL_ROWS,
  };
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** What a model wants written, before it is known what it would be written to. */
export type WriteCall =
  | { readonly kind: 'append'; readonly page: PageId; readonly content: string }
  | { readonly kind: 'create_page'; readonly page: PageId; readonly title: string; readonly content: string }
  | { readonly kind: 'create_row'; readonly page: PageId; readonly properties: Json; readonly content: string }
  | { readonly kind: 'update_properties'; readonly page: PageId; readonly properties: Json }
  | { readonly kind: 'replace_text'; readonly page: PageId; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'comment'; readonly page: PageId; readonly text: string };

export function readWrite(kind: WriteCall['kind'], input: Json | undefined): WriteCall {
  switch (kind) {
    case 'append': {
      const call = readInput(input, ['page', 'content']);
      return { kind, page: call.page('page'), content: call.text('content', CONTENT) };
    }
    case 'create_page': {
      const call = readInput(input, ['parent', 'title', 'content']);
      const content = call.has('content') && input?.['content'] !== '' ? call.text('content', CONTENT) : '';
      return { kind, page: call.page('parent'), title: call.text('title', TITLE), content };
    }
    case 'create_row': {
      const call = readInput(input, ['database', 'properties', 'content']);
      const content = call.has('content') && input?.['content'] !== '' ? call.text('content', CONTENT) : '';
      return { kind, page: call.page('database'), properties: call.object('properties'), content };
    }
    case 'update_properties': {
      const call = readInput(input, ['page', 'properties']);
      return { kind, page: call.page('page'), properties: call.object('properties') };
    }
    case 'replace_text': {
      const call = readInput(input, ['page', 'edits']);
      return { kind, page: call.page('page'), edits: call.list('edits', MOST_EDITS).map(editOf) };
    }
    case 'comment': {
      const call = readInput(input, ['page', 'text']);
      return { kind, page: call.page('page'), text: call.text('text', COMMENT) };
    }
  }
}

function editOf(given: unknown): TextEdit {
  const edit = readInput(asObject(given), ['before', 'after']);
  const after = asObject(given)?.['after'];
  if (typeof after !== 'string' || after.length > PASSAGE)
    throw misuse(`“after” has to be text of ${PASSAGE} characters at most.`);
  const before = edit.text('before', PASSAGE);
  if (before === after) throw misuse('“before” and “after” are the same.');
  return { before, after };
}
