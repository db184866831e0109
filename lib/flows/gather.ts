import type { Action, Linked, Material } from '../actions/action.ts';
import { leadsFrom } from '../actions/leads.ts';
import { Failure } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import { pageUrl } from '../mirror/address.ts';
import type { Page } from '../mirror/page.ts';
import type { JobInput } from '../jobs/job.ts';
import type { Progress } from '../jobs/job.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { inTurns } from './in-turns.ts';

/** Pages read beside the one asked about, however far they are. Each costs two requests of Notion's budget. */
const MOST_RELATED = 24;
/** For a document: what the row relates to, one hop out. */
const MOST_OF_ROW = 8;
/** Pages that a person chose beside the one asked about. */
const MOST_CHOSEN = 16;
/**
 * Read at once. A person waits for them, so they are no background work; and as few are under way, a search typed
 * meanwhile comes next.
 */
const AT_ONCE = 4;
/** What is worth less than this of a link on the page itself is not followed: three hops end every way. */
const LEAST_WORTH = 0.2;
/** A page one hop further is worth so much less. */
const FURTHER = 0.4;
/** Pages left out that are named; the others are counted. */
const MOST_NAMED = 24;

type Tell = (progress: Progress) => void;

/** Reads what an action works from: the page, and beside it what the action asks for. */
export async function gather(
  ports: AnswerPorts,
  input: JobInput,
  page: Page,
  action: Action,
  signal: AbortSignal,
  tell: Tell,
): Promise<Material> {
  const history = await ports.history(input);
  const read = (ids: readonly PageId[]): Promise<readonly Page[]> => readAll(ports, ids, page, signal, tell);
  const { particulars } = input;
  const chosen = particulars?.of === 'wiki' || particulars?.of === 'tasks' ? particulars.pages : [];
  switch (action.gather) {
    case 'page-and-relations':
      return { page, history, ...(await readAround(ports, page, signal, tell)) };
    case 'page-and-template': {
      const ids = page.properties.flatMap(({ pages = [] }) => pages);
      const related = await read([...new Set(ids)].slice(0, MOST_OF_ROW));
      const wanted = particulars?.of === 'document' ? particulars.template : undefined;
      const template = wanted === undefined ? undefined : await ports.readRelated(wanted, page, signal);
      if (template === undefined) throw new Failure('page-unreadable');
      return { page, related, template, history };
    }
    case 'chosen-pages':
    case 'chosen-pages-and-relations': {
      const related = await read(chosen.filter((id) => id !== page.id).slice(0, MOST_CHOSEN));
      const linked = action.gather === 'chosen-pages' ? [] : await linkedTo(ports, page);
      return { page, related, linked, history };
    }
    case 'page':
    case 'nothing':
      return { page, related: await read(named(input, page)), history };
  }
}

/** Pages that go along with a message. */
const named = ({ pages = [] }: JobInput, page: Page): readonly PageId[] =>
  pages
    .map(({ pageId }) => pageId)
    .filter((id) => id !== page.id)
    .slice(0, MOST_CHOSEN);

async function readAll(
  ports: AnswerPorts,
  ids: readonly PageId[],
  page: Page,
  signal: AbortSignal,
  tell: Tell,
): Promise<readonly Page[]> {
  let begun = 0;
  const pages = await inTurns(ids, AT_ONCE, (id) => {
    begun += 1;
    tell({ doing: 'reading', done: begun, total: ids.length + 1 });
    return ports.readRelated(id, page, signal);
  });
  return pages.filter((one) => one !== undefined);
}

/**
 * Follows relations and links from the page, what is worth most first: what a relation names before what a text links,
 * what is near before what is far, what many lead to before what one does. Ends after so many pages, or where nothing
 * left is worth it; what is left then is named.
 */
async function readAround(
  ports: AnswerPorts,
  page: Page,
  signal: AbortSignal,
  tell: Tell,
): Promise<Pick<Material, 'related' | 'leftOut'>> {
  const worths = new Map<PageId, number>();
  const seen = new Set<PageId>([page.id]);
  const related: Page[] = [];
  const missed: PageId[] = [];
  const lead = (from: Page, share: number): void => {
    for (const { id, worth } of leadsFrom(from)) worths.set(id, (worths.get(id) ?? 0) + worth * share);
  };
  const next = (): readonly PageId[] =>
    [...worths]
      .filter(([id, worth]) => !seen.has(id) && worth >= LEAST_WORTH)
      .toSorted(([, one], [, other]) => other - one)
      .map(([id]) => id);

  lead(page, 1);
  const near = new Set(worths.keys());
  let tried = 0;
  for (let ids = next(); ids.length > 0 && tried < MOST_RELATED; ids = next()) {
    const batch = ids.slice(0, Math.min(AT_ONCE, MOST_RELATED - tried));
    tell({ doing: 'reading', done: tried + 1, total: Math.min(MOST_RELATED, tried + ids.length) + 1 });
    const read = await Promise.all(batch.map((id) => ports.readRelated(id, page, signal)));
    tried += batch.length;
    for (const [at, id] of batch.entries()) {
      const one = read[at];
      seen.add(id);
      if (one === undefined) missed.push(id);
      else {
        related.push(one);
        lead(one, near.has(id) ? FURTHER : FURTHER * FURTHER);
      }
    }
  }
  // What is far away and was not read is no gap that a reader would ask about.
  const left = [...missed, ...next().filter((id) => near.has(id))];
  return { related, leftOut: await titled(ports, left) };
}

async function titled(ports: AnswerPorts, ids: readonly PageId[]): Promise<NonNullable<Material['leftOut']>> {
  const kept = await ports.search.pages(ids.slice(0, MOST_NAMED));
  return ids.map((id, at) => ({ id, title: kept[at]?.title ?? '', url: pageUrl(id) }));
}

/** What the properties relate to, as far as its name is on this device. */
async function linkedTo(ports: AnswerPorts, page: Page): Promise<readonly Linked[]> {
  const related = page.properties.flatMap(({ name, pages = [] }) => pages.map((id) => ({ property: name, id })));
  const kept = await ports.search.pages(related.slice(0, MOST_NAMED).map(({ id }) => id));
  return related.flatMap(({ property, id }, at) => {
    const title = kept[at]?.title;
    return title === undefined ? [] : [{ id, property, title, url: pageUrl(id) }];
  });
}
