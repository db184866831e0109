import { asConnectionId, parsePageId } from '../base/ids.ts';
import { either, listOf, oneOf, parsed, record, text, wholeNumber } from '../base/shape.ts';

const ID = 64;
const SHORT = 400;
const WISH = 4_000;
/** A selection on a page; a model's answer to it must fit as well. */
const SELECTION = 100_000;
const MOST_PAGES = 16;

const pageId = parsed(ID, parsePageId);

/** The part of the mirror that is looked through for gaps. */
export const gapScope = record({}, { connection: parsed(ID, asConnectionId), under: pageId });

/** What some actions need to know besides the page. */
export const particulars = either(
  record(
    { of: oneOf('write'), how: oneOf('rewrite', 'translate', 'continue', 'fix'), selection: text(SELECTION) },
    { into: text(SHORT), wish: text(WISH) },
  ),
  either(
    record({ of: oneOf('document'), template: pageId }, {}),
    either(
      record({ of: oneOf('wiki', 'tasks'), pages: listOf(pageId, MOST_PAGES) }, {}),
      either(
        record({ of: oneOf('report'), report: text(ID) }, { slot: wholeNumber }),
        record({ of: oneOf('gaps'), scope: gapScope, askedAt: wholeNumber }, {}),
      ),
    ),
  ),
);
