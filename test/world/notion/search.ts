import { isObject } from '../exchange.ts';
import type { WorldDatabase, WorldPage } from '../model.ts';
import { list, pageOf, readPaging, type Ask } from './ask.ts';
import { invalid } from './errors.ts';
import type { Answer } from './read-routes.ts';
import { renderDataSource } from './render-database.ts';
import { renderPage } from './render-page.ts';

interface Hit {
  readonly id: string;
  readonly title: string;
  readonly edited: string;
  readonly render: () => Record<string, unknown>;
}

/** Titles only, of what the index knows by now; the best match first, or by the time of the last edit. */
export function search(ask: Ask): Answer {
  const words = foldWords(typeof ask.body['query'] === 'string' ? ask.body['query'] : '');
  const wanted = { ...readFilter(ask), everything: words.length === 0 };
  const pages =
    wanted.kind === 'data_source' ? [] : [...ask.store.pages()].flatMap((page) => pageHit(ask, page, wanted));
  const sources =
    wanted.kind === 'page'
      ? []
      : [...ask.store.databases()].flatMap((database) => databaseHit(ask, database, wanted.inTrash));
  const scored = [...pages, ...sources]
    .map((hit) => ({ hit, score: wanted.everything ? 1 : titleScore(foldWords(hit.title), words) }))
    .filter(({ score }) => score > 0);
  const sort = ask.body['sort'];
  const byTime = (isObject(sort) && sort['timestamp'] === 'last_edited_time') || wanted.everything;
  const direction = isObject(sort) && sort['direction'] === 'ascending' ? -1 : 1;
  const newest = (a: Hit, b: Hit): number => compare(b.edited, a.edited) || compare(a.id, b.id);
  scored.sort((a, b) => (byTime ? direction * newest(a.hit, b.hit) : b.score - a.score || newest(a.hit, b.hit)));
  const page = pageOf(scored, readPaging(ask, 'body'), ({ hit }) => hit.id);
  return list(
    'page_or_data_source',
    page.items.map(({ hit }) => hit.render()),
    page.next,
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

interface Wanted {
  readonly kind: 'page' | 'data_source' | undefined;
  readonly inTrash: boolean;
}

function readFilter(ask: Ask): Wanted {
  const filter = ask.body['filter'];
  if (filter === undefined) return { kind: undefined, inTrash: false };
  const value = isObject(filter) && filter['property'] === 'object' ? filter['value'] : undefined;
  const inTrash = isObject(filter) && filter['in_trash'] === true;
  if (value === 'page' || value === 'data_source') return { kind: value, inTrash };
  if (isObject(filter) && typeof filter['in_trash'] === 'boolean' && filter['property'] === undefined)
    return { kind: undefined, inTrash };
  throw invalid(
    `body failed validation: body.filter.value should be \`"page"\` or \`"data_source"\`, instead was \`${JSON.stringify(value)}\`.`,
  );
}

function pageHit(ask: Ask, page: WorldPage, wanted: Wanted & { readonly everything: boolean }): Hit[] {
  const { store, connection } = ask;
  const known = store.index.find(page.id);
  if (known === undefined || !store.canSee(connection, page.id)) return [];
  if ((known.inTrash || store.isBelowTrash(page.id)) !== wanted.inTrash) return [];
  const isShared = connection.sharedPages?.has(page.id) ?? false;
  if (wanted.everything && !store.index.lists(page, isShared)) return [];
  return [{ id: page.id, title: known.title, edited: known.edited, render: () => renderPage(store, page) }];
}

function databaseHit(ask: Ask, database: WorldDatabase, inTrash: boolean): Hit[] {
  if (!ask.store.canSee(ask.connection, database.id)) return [];
  if (((database.inTrash ?? false) || ask.store.isBelowTrash(database.id)) !== inTrash) return [];
  const rendered = renderDataSource(ask.store, database);
  return [
    {
      id: database.dataSourceId,
      title: database.title,
      edited: String(rendered['last_edited_time']),
      render: () => rendered,
    },
  ];
}

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Words of any script, without case and accents. */
function foldWords(text: string): string[] {
  const folded = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return [...SEGMENTER.segment(folded)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
}

/** Every word of the query must begin a word of the title; whole words count more. */
function titleScore(title: readonly string[], query: readonly string[]): number {
  let score = 0;
  for (const word of query) {
    const best = Math.max(0, ...title.map((part) => (part === word ? 2 : part.startsWith(word) ? 1 : 0)));
    if (best === 0) return 0;
    score += best;
  }
  return score / Math.max(title.length, query.length);
}
