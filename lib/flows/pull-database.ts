import { Failure } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import { databaseBlocks } from '../mirror/assemble-page.ts';
import type { Column, DatabaseRecord, NotionReader, Rows } from '../mirror/notion-reader.ts';
import type { Block } from '../text/block.ts';

export interface PulledDatabase {
  readonly record: DatabaseRecord;
  readonly blocks: readonly Block[];
  readonly moreRows: boolean;
}

/**
 * Reads a database as its columns and the first rows of each of its data sources.
 * @param first what asking for a page of that id had failed with: thrown when there is no such database either
 */
export async function pullDatabase(
  reader: NotionReader,
  id: PageId,
  first: Failure,
  signal: AbortSignal,
): Promise<PulledDatabase> {
  const record = await findDatabase(reader, id, first, signal);
  const blocks: Block[] = [];
  let moreRows = false;
  for (const source of record.dataSources) {
    const [columns, rows]: [readonly Column[], Rows] = await Promise.all([
      reader.columns(source.id, signal),
      reader.rows(source.id, undefined, signal),
    ]);
    const description = blocks.length === 0 ? record.description : '';
    if (record.dataSources.length > 1) blocks.push({ kind: 'heading', level: 1, depth: 0, text: source.name });
    blocks.push(...databaseBlocks(description, columns, rows.rows));
    moreRows ||= rows.cursor !== undefined;
  }
  return { record, blocks, moreRows };
}

async function findDatabase(
  reader: NotionReader,
  id: PageId,
  first: Failure,
  signal: AbortSignal,
): Promise<DatabaseRecord> {
  try {
    return await reader.database(id, signal);
  } catch (error) {
    throw error instanceof Failure ? first : error;
  }
}
