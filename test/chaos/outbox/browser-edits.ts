import { randomUUID } from 'node:crypto';
import type { OutboxId } from '../../../lib/base/ids.ts';
import { markOf } from '../../../lib/outbox/byline.ts';
import type { NotionStore } from '../../world/notion/store.ts';
import type { Wanted } from './browser-proposals.ts';
import { textOf } from './browser-standing.ts';
import { paragraph } from './browser-workspaces.ts';

/** Somebody changes the very thing that is written, as far as it is there already. */
export function editSame(notion: NotionStore, at: number, wanted: readonly Wanted[], ids: readonly OutboxId[]): void {
  for (const [index, { operation }] of wanted.entries()) {
    const id = ids[index];
    if (id === undefined) continue;
    const isByline = (text: string): boolean => text.includes(markOf({ id }));
    switch (operation.kind) {
      case 'append': {
        const container = notion.page(operation.page)?.blocks.find((block) => isByline(textOf(block)));
        if (container !== undefined) notion.appendBlocks(container.id, [somebody(at)]);
        break;
      }
      case 'create': {
        const made = [...notion.pages()].find((page) => page.blocks.some((block) => isByline(textOf(block))));
        if (made !== undefined) notion.appendBlocks(made.id, [somebody(at)]);
        break;
      }
      case 'set-properties': {
        const text = [{ text: `Somebody changed row ${at}` }];
        notion.setProperty(operation.page, 'Notes', { type: 'rich_text', text });
        break;
      }
      case 'replace-text': {
        const [edit] = operation.edits;
        const block = notion
          .page(operation.page)
          ?.blocks.find((one) => textOf(one) === edit?.before || textOf(one) === edit?.after);
        if (block !== undefined) notion.editBlock(block.id, `Somebody changed page ${at}`);
        break;
      }
      case 'comment':
        break;
    }
  }
}

const somebody = (at: number) => paragraph(randomUUID(), `Somebody changed place ${at}`);
