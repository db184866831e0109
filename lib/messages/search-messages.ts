import { asConnectionId, parsePageId } from '../base/ids.ts';
import { flag, listOf, nothing, oneOf, parsed, record, text, wholeNumber } from '../base/shape.ts';

const ID = 64;
const SHORT = 400;
const ADDRESS = 4_000;
/** Values of one filter: more than a person would choose. */
const MOST_VALUES = 100;
/** Results that a person looks through. */
const MOST_HITS = 40;

const pageId = parsed(ID, parsePageId);

/** What a search is narrowed to, as it comes from outside. */
export const searchFilters = record(
  {},
  {
    connections: listOf(parsed(ID, asConnectionId), MOST_VALUES),
    databases: listOf(pageId, MOST_VALUES),
    kinds: listOf(oneOf('page', 'row', 'database'), MOST_VALUES),
    people: listOf(text(SHORT), MOST_VALUES),
    properties: listOf(record({ name: text(SHORT), value: text(SHORT) }, {}), MOST_VALUES),
    editedFrom: wholeNumber,
    editedTo: wholeNumber,
  },
);

const search = record({ query: text(SHORT) }, { filters: searchFilters });

/** What is asked about searches by message. */
export const SEARCH_SHAPES = {
  'search.run': record({ query: text(SHORT), depth: oneOf('first', 'full', 'titles') }, { filters: searchFilters }),
  /** Titles and snippets go to a model, which puts them into an order. */
  'search.rerank': record(
    {
      query: text(SHORT),
      hits: listOf(
        record({ pageId, title: text(ADDRESS), snippet: text(ADDRESS) }, { place: text(ADDRESS) }),
        MOST_HITS,
      ),
    },
    {},
  ),
  /** What a search can be narrowed to; property values are those in the rows of the given databases. */
  'search.choices': record({ databases: listOf(pageId, MOST_VALUES) }, {}),
  'search.kept': nothing,
  'search.save': search,
  'search.forget': search,
  'search.clear-recent': nothing,
  'search.keep-recent': flag,
  /** The search that found the page goes along: it is a recent one from then on. */
  'hit.open': record(
    { pageId, url: text(ADDRESS) },
    { quote: text(ADDRESS), start: wholeNumber, tabId: wholeNumber, search },
  ),
} as const;
