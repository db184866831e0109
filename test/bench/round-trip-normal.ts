import type { DocBlock, NotionDocument, Run } from '../../lib/markup/document.ts';
import { notionLanguage } from '../../lib/markup/code-languages.ts';
import { escapeAddress } from '../../lib/markup/escape.ts';
import { fitLimits } from '../../lib/markup/fit-limits.ts';
import { inexpressible } from '../../lib/markup/inexpressible.ts';
import { joinRuns } from '../../lib/markup/runs.ts';
import { settleRuns } from '../../lib/markup/settle-runs.ts';
import { tellingRuns } from '../../lib/markup/to-api-blocks.ts';
import type { Way } from './round-trip-ways.ts';

type Other = Extract<DocBlock, { readonly kind: 'other' }>;

/** One thing that a document need not have in common with its like read again, on some ways. */
interface Normalisation {
  readonly name: string;
  readonly on: (way: Way) => boolean;
  /** The block as it is compared: one, several or none, its children already done. */
  readonly apply: (block: DocBlock) => NotionDocument;
}

const byApi = ({ into }: Way): boolean => into === 'api';
const byMarkdown = ({ into }: Way): boolean => into !== 'api';
const asMarkdown = ({ into, back }: Way): boolean => into !== 'api' || back !== 'api';
const always = (): boolean => true;

const FITTED = 'what cannot be created, or is too large, stands as blocks that can be';

const NORMALISATIONS: readonly Normalisation[] = [
  {
    name: FITTED,
    on: byMarkdown,
    apply: (block) => (isUncreatable(block) ? [...telling(block), ...block.children] : [block]),
  },
  {
    name: 'blocks have the ids that Notion gives them',
    on: always,
    apply: (block) => {
      const { id: _, ...rest } = block;
      return [rest];
    },
  },
  {
    name: 'a mention shows the title that Notion knows',
    on: always,
    apply: (block) => [
      withRuns(block, (run) => (run.kind === 'mention' && run.mention.of !== 'date' ? { ...run, text: '' } : run)),
    ],
  },
  { name: 'neighbours set alike are one run', on: always, apply: (block) => [withLines(block, joinRuns)] },
  {
    name: 'spaces at the edges of bold, italic and struck text are not, and breaks are no code',
    on: asMarkdown,
    apply: (block) => [withLines(block, settleRuns)],
  },
  {
    name: 'addresses are percent-encoded',
    on: asMarkdown,
    apply: (block) => [
      withRuns(block, (run) =>
        run.kind === 'text' && run.link !== undefined ? { ...run, link: escapeAddress(run.link) } : run,
      ),
    ],
  },
  {
    name: 'languages of code have Notion’s names',
    on: byApi,
    apply: (block) => [block.kind === 'code' ? { ...block, language: notionLanguage(block.language) } : block],
  },
  {
    name: 'lists made by the API count from 1',
    on: byApi,
    apply: (block) => {
      if (block.kind !== 'numbered_list_item') return [block];
      const { start: _, ...bare } = block;
      return [bare];
    },
  },
  {
    name: 'a link to a page is a mention of it',
    on: asMarkdown,
    apply: (block) =>
      block.kind === 'link_to_page'
        ? [paragraph([{ kind: 'mention', mention: { of: 'page', id: block.page }, text: '' }])]
        : [block],
  },
  {
    name: 'bookmarks and embeds are links',
    on: byMarkdown,
    apply: (block) =>
      block.kind === 'bookmark' || block.kind === 'embed'
        ? [paragraph([{ kind: 'text', text: block.url, link: escapeAddress(block.url) }])]
        : [block],
  },
  {
    name: 'what Notion’s Markdown does not show is unknown',
    on: (way) => byApi(way) && way.back !== 'api',
    apply: (block) => {
      if (!['bookmark', 'embed', 'breadcrumb', 'tab'].includes(block.kind))
        return block.kind === 'other' ? [unknown(block.type)] : [block];
      return [unknown(block.kind)];
    },
  },
  {
    name: 'breadcrumbs and captions of code are left out, columns equally wide',
    on: asMarkdown,
    apply: (block) => {
      if (block.kind === 'breadcrumb') return [];
      if (block.kind === 'code') {
        const { caption: _, ...bare } = block;
        return [bare];
      }
      if (block.kind !== 'column') return [block];
      const { ratio: _, ...bare } = block;
      return [bare];
    },
  },
  {
    name: 'in v2, the colour of a list item is that of its words',
    on: ({ into, back }) => into === 'v2' || back === 'v2',
    apply: (block) => {
      const { color, ...bare } = block;
      const isItem = /_list_item$|^to_do$/.test(block.kind);
      if (!isItem || color === undefined) return [block];
      return [withRuns(bare, (run) => (run.color === undefined ? { ...run, color } : run))];
    },
  },
];

const isUncreatable = (block: DocBlock): block is Other =>
  block.kind === 'other' && block.type !== 'child_page' && block.type !== 'child_database';

const telling = (block: Other): NotionDocument => {
  const runs = tellingRuns(block);
  return runs.length === 0 ? [] : [paragraph(runs)];
};

const paragraph = (runs: readonly Run[]): DocBlock => ({ kind: 'paragraph', runs, children: [] });
const unknown = (type: string): DocBlock => ({ kind: 'other', type, text: '', children: [] });

/**
 * The document as it is compared. `count` is given for one that is sent, which then is fitted to what Notion takes, and
 * is told each normalisation that changed a block.
 */
export function normalised(
  document: NotionDocument,
  way: Way,
  count?: (name: string, times: number) => void,
): NotionDocument {
  const fitted = byApi(way) && count ? fitLimits(document) : document;
  const changes = byApi(way) && count ? inexpressible(document, 'api').reduce((sum, one) => sum + one.count, 0) : 0;
  if (changes > 0) count?.(FITTED, changes);
  const steps = NORMALISATIONS.filter(({ on }) => on(way));
  return mapped(fitted, (block) =>
    steps.reduce<NotionDocument>(
      (blocks, { name, apply }) => {
        const changed = blocks.flatMap(apply);
        if (count && JSON.stringify(changed.map(bare)) !== JSON.stringify(blocks.map(bare))) count(name, 1);
        return changed;
      },
      [block],
    ),
  );
}

const bare = (block: DocBlock): DocBlock => ({ ...block, children: [] });

/** Blocks without what stands inside them, for a comparison. */
export const ownOf = (blocks: NotionDocument): string =>
  JSON.stringify(blocks.map((block) => sorted({ ...block, children: [] })));

/** The same value with the names of every object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return entries.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]);
}

const mapped = (blocks: NotionDocument, apply: (block: DocBlock) => NotionDocument): NotionDocument =>
  blocks.flatMap((block) => apply({ ...block, children: mapped(block.children, apply) }));

const withRuns = (block: DocBlock, change: (run: Run) => Run): DocBlock => withLines(block, (runs) => runs.map(change));

function withLines(block: DocBlock, change: (runs: readonly Run[]) => readonly Run[]): DocBlock {
  if ('runs' in block) return { ...block, runs: change(block.runs) };
  if (block.kind === 'table') return { ...block, rows: block.rows.map((row) => row.map(change)) };
  return 'caption' in block && block.caption ? { ...block, caption: change(block.caption) } : block;
}
