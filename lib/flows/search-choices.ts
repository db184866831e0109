import { parsePageId } from '../base/ids.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import { chosenValues, FILTER_MARK } from '../fulltext/filter-terms.ts';
import type { IndexView, KnownTerm } from '../fulltext/index-view.ts';
import type { SearchSource } from '../fulltext/search-source.ts';
import type { PageKind } from '../fulltext/text-query.ts';
import type { FilterChoice, SearchChoices } from '../messages/search-desk.ts';
import type { PageHead } from '../mirror/page-head.ts';
import type { SyncView } from '../mirror/sync-view.ts';
import { fold } from '../text/fold.ts';

/** Values that a person may look through in one menu; the less frequent ones are found by their words. */
const MOST_CHOICES = 60;
/** Rows whose properties tell what there is to choose in a database. */
const SAMPLED_ROWS = 300;
const KINDS: readonly PageKind[] = ['page', 'row', 'database'];

export interface ChoicePorts {
  readonly source: SearchSource;
  headsOf(ids: readonly PageId[]): Promise<readonly (PageHead | undefined)[]>;
  syncs(): Promise<readonly SyncView[]>;
}

const NOTHING: SearchChoices = { connections: [], kinds: [], databases: [], people: [], properties: [] };

/**
 * What a search can be narrowed to, with the number of pages of each, as the index counts them. Names stand in no index:
 * they come from the heads of pages.
 * @param databases those whose rows tell which property values there are
 * @throws Failure `storage-broken`
 */
export async function searchChoices(ports: ChoicePorts, databases: readonly PageId[]): Promise<SearchChoices> {
  const view = await ports.source.view();
  if (view === undefined) return NOTHING;
  const [connections, kinds, bases, people, properties] = await Promise.all([
    connectionChoices(ports, view),
    kindChoices(view),
    databaseChoices(ports, view),
    personChoices(ports, view),
    propertyChoices(ports, view, databases),
  ]);
  return { connections, kinds, databases: bases, people, properties };
}

/** Values that stand in the index under a letter, the most frequent first. */
async function valuesOf(view: IndexView, letter: string): Promise<readonly (KnownTerm & { readonly value: string })[]> {
  const terms = await view.startingWith(FILTER_MARK + letter);
  return terms
    .map((known) => ({ ...known, value: known.term.slice(FILTER_MARK.length + letter.length) }))
    .toSorted((one, other) => other.df - one.df)
    .slice(0, MOST_CHOICES);
}

async function connectionChoices({ syncs }: ChoicePorts, view: IndexView): Promise<SearchChoices['connections']> {
  const [found, rows] = await Promise.all([valuesOf(view, 'c'), syncs()]);
  return found.flatMap(({ value, df }): readonly FilterChoice<ConnectionId>[] => {
    const row = rows.find(({ connection }) => connection === value);
    return row === undefined ? [] : [{ value: row.connection, label: row.workspace, pages: df }];
  });
}

async function kindChoices(view: IndexView): Promise<SearchChoices['kinds']> {
  const found = await valuesOf(view, 'k');
  return found.flatMap(({ value, df }) => {
    const kind = KINDS.find((one) => one === value);
    return kind === undefined ? [] : [{ value: kind, label: kind, pages: df }];
  });
}

async function databaseChoices({ headsOf }: ChoicePorts, view: IndexView): Promise<SearchChoices['databases']> {
  const found = await valuesOf(view, 'd');
  const counts = new Map(found.map(({ value, df }) => [parsePageId(value), df] as const));
  const heads = await headsOf([...counts.keys()].filter((id) => id !== undefined));
  return heads.flatMap((head) =>
    head === undefined ? [] : [{ value: head.id, label: head.title, pages: counts.get(head.id) ?? 0 }],
  );
}

/** Names stand folded in the index; one page of each person shows how the name is written. */
async function personChoices({ source }: ChoicePorts, view: IndexView): Promise<SearchChoices['people']> {
  const found = await valuesOf(view, 'p');
  const postings = await view.postings(found.map(({ term }) => term));
  const examples = postings.flatMap(({ slots }) => slots.find((slot) => view.dead[slot] !== 1) ?? []);
  const heads = await source.heads(examples.map((slot) => view.docOf(slot)));
  const names = new Map(heads.flatMap((head) => (head?.people ?? []).map((name) => [fold(name), name] as const)));
  return found.map(({ value, df }) => {
    const name = names.get(value) ?? value;
    return { value: name, label: name, pages: df };
  });
}

async function propertyChoices(
  { source }: ChoicePorts,
  view: IndexView,
  databases: readonly PageId[],
): Promise<SearchChoices['properties']> {
  const postings = await view.postings(databases.map((id) => `${FILTER_MARK}d${id}`));
  const rowsOf = (all: Uint32Array): number[] =>
    Array.from(all.filter((slot) => view.dead[slot] !== 1).slice(0, SAMPLED_ROWS));
  const slots = postings.flatMap((one) => rowsOf(one.slots)).slice(0, SAMPLED_ROWS);
  const heads = await source.heads(slots.map((slot) => view.docOf(slot)));
  const rows = await source.pages(heads.flatMap((head) => head?.id ?? []));
  const counts = new Map<string, FilterChoice<{ readonly name: string; readonly value: string }>>();
  for (const property of rows.flatMap((row) => row?.properties ?? [])) {
    const { name } = property;
    for (const value of chosenValues(property)) {
      const label = `${name}: ${value}`;
      counts.set(label, { value: { name, value }, label, pages: (counts.get(label)?.pages ?? 0) + 1 });
    }
  }
  return [...counts.values()].toSorted((one, other) => other.pages - one.pages).slice(0, MOST_CHOICES);
}
