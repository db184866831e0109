import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOfAnswer } from '../../lib/markup/document-of-answer.ts';
import type { DocBlock, NotionDocument, Run } from '../../lib/markup/document.ts';

const DATA = new URL('../../../shared/data/', import.meta.url).pathname;
const HANDBOOK = join(DATA, 'handbook/sourcegraph/content');
const EXPORT = join(DATA, 'notion/export');
const NAUGHTY = join(DATA, 'attacks/naughty-strings/blns.json');

export interface Named {
  readonly name: string;
  readonly document: NotionDocument;
}

/** The pages of a company handbook; none where it is not on this machine. */
export const handbookDocuments = (): readonly Named[] => markdownDocuments(HANDBOOK);

/** The pages of a workspace that Notion exported; none where they are not on this machine. */
export const exportDocuments = (): readonly Named[] => markdownDocuments(EXPORT);

function markdownDocuments(folder: string): readonly Named[] {
  return globSync('**/*.md', { cwd: folder })
    .toSorted()
    .map((file) => ({
      name: file,
      document: documentOfAnswer(readFileSync(join(folder, file), 'utf8').replace(/^---\n[^]*?\n---\n/, ''), []),
    }));
}

/** Texts that break programs, each in every kind of block that holds text; none where they are not on this machine. */
export function naughtyDocuments(): readonly Named[] {
  if (!existsSync(NAUGHTY)) return [];
  const texts: unknown = JSON.parse(readFileSync(NAUGHTY, 'utf8'));
  if (!Array.isArray(texts)) return [];
  return texts.map(String).map((text) => ({ name: JSON.stringify(text.slice(0, 40)), document: inEveryBlock(text) }));
}

const HEADINGS = ['heading_1', 'heading_2', 'heading_3', 'heading_4'] as const;
const LINES = ['paragraph', 'quote', 'bulleted_list_item', 'numbered_list_item', 'toggle'] as const;

/** A text as the text of every kind of block, and as a child, a caption, a cell, code and an equation. */
function inEveryBlock(text: string): NotionDocument {
  const runs: readonly Run[] = [{ kind: 'text', text }];
  const child: DocBlock = { kind: 'paragraph', runs, children: [] };
  return [
    ...LINES.map((kind): DocBlock => ({ kind, runs, children: [child] })),
    ...HEADINGS.map((kind): DocBlock => ({ kind, runs, children: [] })),
    { kind: 'heading_2', runs, toggleable: true, children: [child] },
    { kind: 'to_do', runs, checked: true, color: 'red_background', children: [child] },
    { kind: 'callout', runs, icon: '💡', children: [child] },
    { kind: 'code', text, language: 'plain text', children: [] },
    { kind: 'image', url: 'https://fernway.example/a.png', caption: runs, children: [] },
    {
      kind: 'table',
      headerRow: true,
      headerColumn: false,
      rows: [
        [runs, runs],
        [runs, []],
      ],
      children: [],
    },
  ];
}
