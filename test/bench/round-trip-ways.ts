import { randomUUID } from 'node:crypto';
import { chunksOf } from '../../lib/markup/chunks.ts';
import type { NotionDocument } from '../../lib/markup/document.ts';
import { fromApiBlock } from '../../lib/markup/from-api-block.ts';
import { readDocument } from '../../lib/markup/read-document.ts';
import { toApiBlocks } from '../../lib/markup/to-api-blocks.ts';
import { writeDocument } from '../../lib/markup/write-document.ts';
import type { Dialect } from '../../lib/text/read-markdown.ts';
import { WorldClock } from '../world/clock.ts';
import type { WorldBlock } from '../world/model.ts';
import { parseBlocks } from '../world/notion/parse-api.ts';
import { parseMarkdown } from '../world/notion/parse-markdown.ts';
import { renderBlock } from '../world/notion/render-block.ts';
import { NotionStore } from '../world/notion/store.ts';
import { writeMarkdown } from '../world/notion/write-markdown.ts';
import { loadSampleWorkspaces } from '../world/workspace/load.ts';

/** How a document goes into the simulated Notion and how it comes back. */
export interface Way {
  readonly into: 'api' | Dialect;
  readonly back: 'api' | Dialect;
}

/** Every way by which the extension writes, with every way by which it reads what it wrote. */
export const WAYS: readonly Way[] = [
  { into: 'api', back: 'api' },
  { into: 'api', back: 'v1' },
  { into: 'api', back: 'v2' },
  { into: 'v1', back: 'v1' },
  { into: 'v2', back: 'v2' },
];

export const nameOfWay = ({ into, back }: Way): string => `${into} to ${back}`;

const PAGE = '10000000-0000-4000-8000-000000000001';

/** The simulated Notion as far as a document needs it; what it parses, stores and serialises is its own code. */
export class RoundTrip {
  readonly #store = new NotionStore(loadSampleWorkspaces(), new WorldClock(new Date('2026-11-21T09:00:00Z')));

  /** The documents of the sample workspaces, as the block API gives them. */
  sample(): readonly { readonly name: string; readonly document: NotionDocument }[] {
    return [...this.#store.pages()].map((page) => ({ name: page.title, document: this.#asApi(page.blocks) }));
  }

  /** Publishes a document and reads it again. Throws where Notion would refuse a request. */
  travel(document: NotionDocument, { into, back }: Way): NotionDocument {
    const blocks = into === 'api' ? appended(document) : parsed(document, into);
    if (back === 'api') return this.#asApi(blocks);
    const options = {
      version: back,
      // Longer pages than the endpoint gives at once come in parts, which is not measured here.
      limit: Number.POSITIVE_INFINITY,
      titleOf: () => undefined,
      pageId: PAGE,
      transcript: true,
    };
    return readDocument(writeMarkdown(blocks, options).markdown, back);
  }

  #asApi(blocks: readonly WorldBlock[]): NotionDocument {
    const read = (block: WorldBlock): unknown => ({
      ...renderBlock(this.#store, { block, pageId: PAGE, parentId: undefined }),
      children: block.children.map(read),
    });
    return blocks.map((block) => fromApiBlock(JSON.parse(JSON.stringify(read(block)))));
  }
}

interface Growing extends Omit<WorldBlock, 'children'> {
  readonly children: Growing[];
}

/** What stands in Notion after every chunk was appended by a request of its own. */
function appended(document: NotionDocument): readonly WorldBlock[] {
  const top: Growing[] = [];
  for (const { under, blocks } of chunksOf(document)) {
    const parent = under.reduce<Growing[]>((list, at) => list[at]?.children ?? [], top);
    const request: unknown = JSON.parse(JSON.stringify(toApiBlocks(blocks)));
    parent.push(...parseBlocks(request, 'body.children', randomUUID).map(growing));
  }
  return top;
}

const growing = (block: WorldBlock): Growing => ({ ...block, children: block.children.map(growing) });

const parsed = (document: NotionDocument, version: Dialect): readonly WorldBlock[] =>
  parseMarkdown(writeDocument(document, version), { idFor: () => randomUUID(), version });
