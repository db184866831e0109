import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NotionDocument } from '../../lib/markup/document.ts';
import { readDocument } from '../../lib/markup/read-document.ts';
import { writeDocument } from '../../lib/markup/write-document.ts';
import type { Dialect } from '../../lib/text/read-markdown.ts';
import { anyDocument } from '../properties/documents.ts';
import { sayable } from '../properties/sayable.ts';
import { parseMarkdown } from '../world/notion/parse-markdown.ts';
import { LARGEST_PAGE, writeMarkdown } from '../world/notion/write-markdown.ts';

const PAGE = '10000000-0000-4000-8000-000000000001';
const DIALECTS: readonly Dialect[] = ['v1', 'v2'];

/** What Notion gives back of a document that was published to it as Markdown. */
function throughNotion(document: NotionDocument, version: Dialect): NotionDocument {
  const blocks = parseMarkdown(writeDocument(document, version), { idFor: (ordinal) => `block-${ordinal}`, version });
  const options = { version, limit: LARGEST_PAGE, titleOf: () => undefined, pageId: PAGE, transcript: true };
  return readDocument(writeMarkdown(blocks, options).markdown, version);
}

describe('the simulated Notion', () => {
  it.each(DIALECTS)('parses and gives back any document in Markdown of %s', (dialect) => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(sayable(throughNotion(document, dialect), dialect)).toEqual(sayable(document, dialect));
      }),
      { numRuns: 300 },
    );
  });
});
