import { Failure } from '../../base/failure.ts';
import { parseBlockId } from '../../base/ids.ts';
import type { BlockId, PageId } from '../../base/ids.ts';
import { fromApiBlock } from '../../markup/from-api-block.ts';
import { pageUrl } from '../../mirror/address.ts';
import { asObject, listIn, objectIn, pageIdIn, textIn, timeIn } from '../../mirror/notion-json.ts';
import { plainTextOf } from '../../mirror/read-rich-text.ts';
import type { CreatedPage, StandingBlock, StandingComment } from '../../outbox/notion-writer.ts';

/** Everything here parses at the border: an answer without what it must have is `notion-garbled`. */
function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Failure('notion-garbled');
  return value;
}

/** By whom and when something was made, as far as `nameOf` can name makers. */
function made(json: unknown, nameOf: NameOf | undefined): Pick<StandingBlock, 'createdBy' | 'createdAt'> {
  const by = textIn(objectIn(json, 'created_by'), 'id');
  const at = timeIn(json, 'created_time');
  return {
    ...(by !== undefined && nameOf !== undefined && { createdBy: nameOf(by) }),
    ...(at !== undefined && { createdAt: at }),
  };
}

export type NameOf = (maker: string) => string;

export function readStandingBlock(json: unknown, nameOf: NameOf): StandingBlock {
  return {
    id: must(parseBlockId(textIn(json, 'id') ?? '')),
    block: fromApiBlock(json),
    hasChildren: asObject(json)?.['has_children'] === true,
    ...made(json, nameOf),
  };
}

/** A page object, or the 503 that names the page that was made. */
export function readCreatedPage(json: unknown, title: string, nameOf?: NameOf): CreatedPage {
  const id = must(pageIdIn(json, 'id') ?? pageIdIn(json, 'committed_resource_id'));
  return { id, url: textIn(json, 'url') ?? pageUrl(id), title, ...made(json, nameOf) };
}

/** A row of a data source. */
export function readCreatedRow(json: unknown, nameOf: NameOf): CreatedPage {
  const values = Object.values(objectIn(json, 'properties') ?? {});
  const title = values.find((value) => textIn(value, 'type') === 'title');
  return readCreatedPage(json, plainTextOf(listIn(title, 'title')), nameOf);
}

/** A page below another, as its block shows it; `undefined` for every other block. */
export function readChildPage(json: unknown, nameOf: NameOf): CreatedPage | undefined {
  const id = textIn(json, 'type') === 'child_page' ? pageIdIn(json, 'id') : undefined;
  if (id === undefined) return undefined;
  return { id, url: pageUrl(id), title: textIn(objectIn(json, 'child_page'), 'title') ?? '', ...made(json, nameOf) };
}

export function readComment(json: unknown, nameOf?: NameOf): StandingComment {
  return {
    id: must(textIn(json, 'id')),
    discussion: must(textIn(json, 'discussion_id')),
    text: plainTextOf(listIn(json, 'rich_text')),
    ...made(json, nameOf),
  };
}

/** Ids of the `count` blocks that an append made: Notion gives what is new first. Told fewer, whoever asked reads back. */
export function readAppended(json: unknown, count: number): readonly BlockId[] {
  const saved = listIn(json, 'committed_child_ids').map((id) => (typeof id === 'string' ? id : ''));
  const told = saved.length > 0 ? saved : listIn(json, 'results').map((block) => textIn(block, 'id') ?? '');
  const ids = told.slice(0, count).flatMap((id) => parseBlockId(id) ?? []);
  return must(ids.length === count ? ids : undefined);
}

export const asParent = (id: PageId): { readonly type: 'page_id'; readonly page_id: PageId } => ({
  type: 'page_id',
  page_id: id,
});
