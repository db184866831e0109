import type { DocBlock, NotionDocument, Run } from './document.ts';

/** Address of a page, a database or a block in Notion's app. */
export const notionAddress = (id: string): string => `https://app.notion.com/p/${id.replaceAll('-', '')}`;

/** The last Notion id that an address holds, undashed or dashed: the block after `#` where there is one, else the page. */
export function idInAddress(address: string): string | undefined {
  return address.match(/[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/giu)?.at(-1);
}

/**
 * Every address that a document would carry into Notion, each once: of links, media, embeds and bookmarks as they
 * stand; of a mentioned page or database `notionAddress`; of a mentioned person or agent `user://` and the id.
 */
export function addressesIn(document: NotionDocument): readonly string[] {
  const found = new Set<string>();
  collect(document, found);
  return [...found];
}

function collect(blocks: NotionDocument, into: Set<string>): void {
  for (const block of blocks) {
    for (const runs of runsIn(block)) for (const run of runs) addRun(run, into);
    if ('url' in block && block.url !== undefined && block.url !== '') into.add(block.url);
    if (block.kind === 'link_to_page') into.add(notionAddress(block.page));
    collect(block.children, into);
  }
}

function addRun(run: Run, into: Set<string>): void {
  if (run.kind === 'text') {
    if (run.link !== undefined) into.add(run.link);
  } else if (run.kind === 'mention') {
    const { mention } = run;
    if (mention.of === 'person' || mention.of === 'agent') into.add(`user://${mention.id}`);
    else if (mention.of !== 'date') into.add(notionAddress(mention.id));
  }
}

/** The lines of runs that a block itself holds: its text, its caption or its cells. */
export function runsIn(block: DocBlock): readonly (readonly Run[])[] {
  if ('runs' in block) return [block.runs];
  if ('caption' in block && block.caption) return [block.caption];
  return block.kind === 'table' ? block.rows.flat() : [];
}
