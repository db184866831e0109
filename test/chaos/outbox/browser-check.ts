import type { OutboxId } from '../../../lib/base/ids.ts';
import type { OutboxEntry } from '../../../lib/outbox/entry.ts';
import type { WorldBlock } from '../../world/model.ts';
import type { NotionStore } from '../../world/notion/store.ts';
import type { OutboxPlan } from './browser-plan.ts';
import { countTexts, propertyText, standingOf, textOf } from './browser-standing.ts';
import { passageOf, PASSAGES, placeOf } from './browser-workspaces.ts';

/** One schedule as it was played. */
export interface Played {
  readonly plan: OutboxPlan;
  readonly at: number;
  /** In the order in which they were proposed, as the outbox has them at the end, with the operation that was approved. */
  readonly entries: readonly OutboxEntry[];
  /** What somebody else did: words that they put there, and the times of edits of the same thing. */
  readonly beside: readonly string[];
  readonly sameAt: readonly number[];
  /** Said to be done before all of it stood. */
  readonly tooSoon: readonly string[];
}

/** What was promised of a schedule and not kept. */
export function checkPlayed(notion: NotionStore, played: Played): readonly string[] {
  const { entries, tooSoon } = played;
  return [
    ...tooSoon,
    ...entries.flatMap((entry, index) => checkEntry(notion, played, entry, index)),
    ...checkOrder(notion, played),
    ...checkCopies(notion, played),
    ...checkOutside(notion, played),
    ...checkLog(notion, played),
  ];
}

function checkEntry(notion: NotionStore, played: Played, entry: OutboxEntry, index: number): readonly string[] {
  const { plan, sameAt } = played;
  const name = `${plan.token}w${index}`;
  const { copies, whole, difference = '' } = standingOf(notion, entry, name);
  const told = `${name} ${entry.operation.kind} is ${entry.state}`;
  const why = entry.failure === undefined ? '' : ` (${entry.failure.code})`;
  if (copies > 1) return [`${told}${why}, and stands ${copies} times`];
  switch (entry.state) {
    case 'done':
      if (plan.fate === 'undo') return checkKept(played, entry, `${told}${why}`);
      return whole || overwritten(notion, name, sameAt) ? [] : [`lost: ${told}, and ${difference}`];
    case 'undone':
      return copies === 0 ? [] : [`${told}, and still stands`];
    case 'conflicted':
      return sameAt.length > 0 ? [] : [`${told}${why}, and nobody edited it: ${difference}`];
    case 'proposed':
    case 'cancelled':
      if (plan.fate !== 'decline') return [`${told}, and was approved`];
      return copies === 0 ? [] : [`${told}, and was written`];
    case 'approved':
    case 'sending':
    case 'unsure':
    case 'written':
    case 'audited':
    case 'undoing':
    case 'blocked':
      return [`not at its end: ${told}${why}`];
  }
}

/** What was to be undone may stay where others edited it. */
function checkKept({ beside, sameAt }: Played, { failure }: OutboxEntry, told: string): readonly string[] {
  if (failure === undefined) return [`${told} and was to be undone`];
  return beside.length > 0 || sameAt.length > 0 ? [] : [`${told}: undoing it was refused, and nobody edited it`];
}

/** Somebody changed the same thing after it was written. */
function overwritten(notion: NotionStore, name: string, sameAt: readonly number[]): boolean {
  const written = notion.written.all().filter(({ body }) => JSON.stringify(body).includes(name));
  return written.some(({ time }) => sameAt.some((edited) => edited >= time));
}

/** Containers stand on the page in the order in which they were approved. */
function checkOrder(notion: NotionStore, { plan, at, entries }: Played): readonly string[] {
  const page = notion.page(placeOf(at).page);
  const places = entries.flatMap(({ operation, state }, index) => {
    if (state !== 'done' || (operation.kind !== 'append' && operation.kind !== 'create')) return [];
    if (operation.kind === 'create' && operation.parent.kind === 'database') return [];
    const isOurs = (block: WorldBlock): boolean => textOf(block).includes(`${plan.token}w${index}`);
    return [page?.blocks.findIndex(isOurs) ?? -1];
  });
  const inOrder = places.every((place, index) => index === 0 || place > (places[index - 1] ?? -1));
  return inOrder ? [] : [`out of order: ${places.join(', ')}`];
}

/** No text of this schedule stands twice anywhere below its page. */
function checkCopies(notion: NotionStore, { plan, at }: Played): readonly string[] {
  const { page } = placeOf(at);
  const counts = new Map<string, number>();
  // Notion lists no page below its parent that is in the trash.
  const isListed = ({ type, target, id }: WorldBlock): boolean =>
    type !== 'child_page' || notion.page(target ?? id)?.inTrash !== true;
  for (const one of notion.pages()) {
    const below = one.id === page || (one.parent.type !== 'workspace' && one.title.includes(`${plan.token}w`));
    if (below && !one.inTrash) countTexts(one.blocks.filter(isListed), counts);
  }
  const twice = [...counts].filter(([text, count]) => count > 1 && text.includes(`${plan.token}w`));
  return twice.slice(0, 3).map(([text, count]) => `duplicated: “${text.slice(0, 60)}” stands ${count} times`);
}

/** What is not ours is as it was, but for what others did and for passages that were to be changed. */
function checkOutside(notion: NotionStore, { plan, at, entries, beside, sameAt }: Played): readonly string[] {
  const place = placeOf(at);
  const changed = new Set(
    entries.flatMap(({ operation }) =>
      operation.kind === 'replace-text' ? operation.edits.map(({ before }) => before) : [],
    ),
  );
  const expected = [...PASSAGES.map((which) => passageOf(at, which)).filter((text) => !changed.has(text)), ...beside];
  const found = (notion.page(place.page)?.blocks ?? [])
    .map(textOf)
    .filter((text) => !text.includes(`${plan.token}w`) && !changed.has(text) && !text.startsWith('Somebody changed'));
  const wrong: string[] = [];
  if (JSON.stringify(found.toSorted(byText)) !== JSON.stringify(expected.toSorted(byText)))
    wrong.push(`outside of it: “${found.join(' | ')}” for “${expected.join(' | ')}”`);
  const row = notion.page(place.row);
  const points = row?.properties['Points'];
  if (points?.type !== 'number' || points.number !== at || row?.title !== `Row ${at}`)
    wrong.push('outside of it: another property of the row was changed');
  const setBy = entries.some(({ operation, state }) => operation.kind === 'set-properties' && state !== 'undone');
  if (!setBy && sameAt.length === 0 && propertyText(row, 'Notes') !== 'As it was')
    wrong.push(`outside of it: the row’s notes are “${propertyText(row, 'Notes')}”`);
  return wrong;
}

const byText = (a: string, b: string): number => a.localeCompare(b);

/** What was declined never left. */
function checkLog(notion: NotionStore, { plan }: Played): readonly string[] {
  if (plan.fate !== 'decline') return [];
  const sent = notion.written.all().filter(({ body }) => JSON.stringify(body).includes(`${plan.token}w`));
  return sent.length === 0 ? [] : [`declined, and written ${sent.length} times`];
}

/** Writes that no approved schedule asked for: neither with its token nor on what it made. */
export function strayWrites(notion: NotionStore, all: readonly Played[]): readonly string[] {
  const tokens = all.map(({ plan }) => `${plan.token}w`);
  const made = new Set<string>();
  const undone = new Set<OutboxId>(all.flatMap(({ entries }) => entries.map(({ id }) => id)));
  return notion.written.all().flatMap(({ method, path, body, ids }) => {
    const words = JSON.stringify(body);
    const asked = tokens.some((token) => words.includes(token));
    if (asked) for (const id of ids) made.add(id);
    const own = [...made].some((id) => path.includes(id));
    const back = /As it was|passage of page/u.test(words) && undone.size > 0;
    return asked || own || back ? [] : [`a write that nobody approved: ${method} ${path} ${words.slice(0, 120)}`];
  });
}
