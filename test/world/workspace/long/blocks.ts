import type { BlockType, RichText, WorldBlock, WorldPage } from '../../model.ts';
import { plain } from '../databases/row.ts';
import { blockIds, pageId, userId } from '../ids.ts';

export type Writer = (type: BlockType, text: string, more?: Partial<WorldBlock>) => WorldBlock;

/** Makes the blocks of one page, each with the next id; children must be made before their parent. */
function writerFor(page: string): Writer {
  const idFor = blockIds(page);
  let ordinal = 0;
  return (type, text, more) => ({ id: idFor(ordinal++), type, text: plain(text), children: [], ...more });
}

/** A table whose first row is its head. */
export function tableOf(write: Writer, rows: readonly (readonly string[])[]): WorldBlock {
  const children = rows.map((row) =>
    write('table_row', '', { cells: row.map((cell): readonly RichText[] => plain(cell)) }),
  );
  return write('table', '', { children, headerRow: true, headerColumn: false });
}

export function longPage(
  head: {
    readonly path: string;
    readonly title: string;
    readonly icon: string;
    readonly by: string;
    readonly created: string;
    readonly edited: string;
  },
  make: (write: Writer) => WorldBlock[],
): WorldPage {
  const id = pageId(head.path);
  const author = userId(head.by);
  return {
    id,
    title: head.title,
    icon: head.icon,
    parent: { type: 'page_id', id: pageId(head.path.split('/').slice(0, -1).join('/')) },
    properties: { title: { type: 'title', text: plain(head.title) } },
    blocks: make(writerFor(id)),
    createdTime: head.created,
    lastEditedTime: head.edited,
    createdBy: author,
    lastEditedBy: author,
    inTrash: false,
  };
}
