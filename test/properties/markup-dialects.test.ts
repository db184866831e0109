import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../lib/markup/read-document.ts';
import { writeDocument } from '../../lib/markup/write-document.ts';
import type { Dialect } from '../../lib/text/read-markdown.ts';
import { anyDocument } from './documents.ts';
import { sayable } from './sayable.ts';

const DIALECTS: readonly Dialect[] = ['v1', 'v2'];

describe.each(DIALECTS)('Markdown of %s', (dialect) => {
  it('says a document so that reading it gives the same document', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(sayable(readDocument(writeDocument(document, dialect), dialect), dialect)).toEqual(
          sayable(document, dialect),
        );
      }),
      { numRuns: 400 },
    );
  });
});
