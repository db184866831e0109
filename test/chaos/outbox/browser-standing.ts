import type { NotionDocument } from '../../../lib/markup/document.ts';
import { fitLimits } from '../../../lib/markup/fit-limits.ts';
import { markOf } from '../../../lib/outbox/byline.ts';
import type { OutboxEntry } from '../../../lib/outbox/entry.ts';
import type { WorldBlock, WorldPage } from '../../world/model.ts';
import type { NotionStore } from '../../world/notion/store.ts';

/** What stands of one entry in the world, as far as it can be told from outside: copies of it, and whether one is whole. */
export interface Standing {
  /** How many containers, pages, comments or passages of it there are. */
  readonly copies: number;
  /** The first of them is exactly what was approved. */
  readonly whole: boolean;
  /** Where it differs, in a few words. */
  readonly difference?: string;
}

type Approved = Pick<OutboxEntry, 'id' | 'operation'>;

/** @param name the words of this operation that stand nowhere else */
export function standingOf(notion: NotionStore, entry: Approved, name: string): Standing {
  const { operation } = entry;
  switch (operation.kind) {
    case 'append': {
      const page = notion.page(operation.page);
      const found = page === undefined ? [] : page.blocks.filter((block) => isByline(block, entry));
      const children = found[0]?.children ?? [];
      return comparing(found.length, page && ours(notion, page, children), operation.content);
    }
    case 'create': {
      const made = [...notion.pages()].filter(
        (page) => !page.inTrash && isBelow(page, operation) && page.blocks.some((block) => isByline(block, entry)),
      );
      const [page] = made;
      if (page === undefined) return { copies: 0, whole: false, difference: 'no page of it' };
      if (page.title !== operation.title) return { copies: made.length, whole: false, difference: 'another title' };
      const rest = page.blocks.filter((block) => !isByline(block, entry));
      return comparing(made.length, ours(notion, page, rest), operation.content);
    }
    case 'set-properties':
      return noted(propertyText(notion.page(operation.page), 'Notes') === `Noted ${name}`);
    case 'replace-text': {
      const texts = [...(notion.page(operation.page)?.blocks ?? [])].map(textOf);
      const copies = texts.filter((text) => operation.edits.some(({ after }) => text.includes(after))).length;
      return copies === 0 ? noted(false) : { copies, whole: true };
    }
    case 'comment': {
      const copies = [...notion.comments.values()].filter(({ text }) =>
        text
          .map((run) => run.text)
          .join('')
          .startsWith(operation.text),
      ).length;
      return copies === 0 ? noted(false) : { copies, whole: true };
    }
  }
}

const noted = (stands: boolean): Standing =>
  stands ? { copies: 1, whole: true } : { copies: 0, whole: false, difference: 'it does not stand' };

function isBelow(page: WorldPage, { parent }: Extract<OutboxEntry['operation'], { kind: 'create' }>): boolean {
  const above = page.parent;
  if (parent.kind === 'database') return above.type === 'data_source_id' && above.id === parent.dataSource;
  return above.type === 'page_id' && above.id === parent.id;
}

const isByline = (block: WorldBlock, entry: Approved): boolean =>
  block.type === 'callout' && textOf(block).includes(markOf(entry));

/** Blocks that no person put there. */
function ours(notion: NotionStore, page: WorldPage, blocks: readonly WorldBlock[]): readonly WorldBlock[] {
  return blocks.filter(
    (block) => notion.makers.of(block, page).by !== page.createdBy || page.createdBy === botOf(notion, page),
  );
}

function botOf(notion: NotionStore, page: WorldPage): string | undefined {
  return notion.workspaceOf(page.id)?.users.find(({ type }) => type === 'bot')?.id;
}

function comparing(copies: number, blocks: readonly WorldBlock[] | undefined, content: NotionDocument): Standing {
  if (blocks === undefined || copies === 0) return { copies, whole: false, difference: 'nothing of it stands' };
  const wanted = flatten(fitLimits(content).map(asLine));
  const found = flatten(blocks.map(asFound));
  const at = wanted.findIndex((line, index) => line !== found[index]);
  if (at < 0 && found.length === wanted.length) return { copies, whole: true };
  const place = at < 0 ? wanted.length : at;
  const difference = `block ${place} of ${wanted.length}: “${found[place] ?? 'none'}” for “${wanted[place] ?? 'none'}”`;
  return { copies, whole: false, difference };
}

interface Line {
  readonly words: string;
  readonly children: readonly Line[];
}

const asLine = (block: NotionDocument[number]): Line => ({
  words: `${block.kind} ${'runs' in block ? block.runs.map((run) => ('text' in run ? run.text : '')).join('') : ''}`,
  children: block.children.map(asLine),
});

const asFound = (block: WorldBlock): Line => ({
  words: `${block.type} ${textOf(block)}`,
  children: block.children.map(asFound),
});

const flatten = (lines: readonly Line[], depth = 0): string[] =>
  lines.flatMap(({ words, children }) => [`${depth} ${words}`, ...flatten(children, depth + 1)]);

export const textOf = (block: WorldBlock): string => block.text.map((run) => run.text).join('');

export function propertyText(page: WorldPage | undefined, name: string): string | undefined {
  const value = page?.properties[name];
  return value?.type === 'rich_text' ? value.text.map((run) => run.text).join('') : undefined;
}

/** Every text on all levels of a page, with how often it is there. */
export function countTexts(blocks: readonly WorldBlock[], counts = new Map<string, number>()): Map<string, number> {
  for (const block of blocks) {
    const text = textOf(block);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    countTexts(block.children, counts);
  }
  return counts;
}
