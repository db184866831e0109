import type { PageId } from '../base/ids.ts';
import type { FoundTask } from '../jobs/answer-data.ts';
import type { Column } from '../mirror/notion-reader.ts';
import type { Property } from '../mirror/page.ts';
import type { PropertyValue, PropertyValues } from '../outbox/property-value.ts';
import { fold } from '../text/fold.ts';
import { DATE_WORD, OWNER_WORD } from '../actions/meeting-words.ts';

/** What a task becomes in a database: found by rule from the columns, and shown before anything is written. */
export interface TaskRow {
  readonly title: string;
  readonly values: PropertyValues;
  /** What is known of the task and has no column to stand in. */
  readonly rest: readonly string[];
}

/** What can be named in a row. */
export interface TaskSurroundings {
  /** Ids of Notion users by their names. */
  readonly people: ReadonlyMap<string, string>;
  /** The page that the task was found on: its id, its properties, and the data sources in which it is a row. */
  readonly source: { readonly id: PageId; readonly properties: readonly Property[]; readonly rowOf: readonly string[] };
}

const DUE_WORD = /\bdue\b|deadline|\bby\b|fällig|frist|期限|締め?切|الموعد|موعد/iu;
const STATUS_WORD = /\bstat(?:us|e)\b|状態|ステータス|الحالة/iu;
const NOT_BEGUN = /^(?:to.?do|not started|open|new|offen|nicht begonnen|未着手|未完了|لم يبدأ|مفتوح)$/iu;

/** The row for one task. */
export function taskRow(task: FoundTask, columns: readonly Column[], around: TaskSurroundings): TaskRow {
  const values: Record<string, PropertyValue> = {};
  const rest: string[] = [];
  const owned = task.owner === undefined ? undefined : ownerIn(task.owner, columns, around.people);
  if (owned !== undefined) values[owned.column] = owned.value;
  else if (task.owner !== undefined) rest.push(task.owner);

  const dated =
    columns.find(({ type, name }) => type === 'date' && DUE_WORD.test(name)) ?? best(columns, 'date', DATE_WORD);
  if (task.due !== undefined && dated !== undefined) values[dated.name] = { type: 'date', date: { start: task.due } };
  else if (task.due !== undefined) rest.push(task.due);

  const status = columns.find(({ type, name }) => (type === 'status' || type === 'select') && STATUS_WORD.test(name));
  const begins = status?.options?.find((option) => NOT_BEGUN.test(option.trim()));
  if (status !== undefined && begins !== undefined) {
    values[status.name] = { type: status.type === 'status' ? 'status' : 'select', option: begins };
  }
  for (const [name, pages] of relationsOf(columns, around)) values[name] = { type: 'relation', pages };
  return { title: task.task, values, rest };
}

/** The person where Notion's user is known, else the name as words. */
function ownerIn(
  owner: string,
  columns: readonly Column[],
  people: TaskSurroundings['people'],
): { readonly column: string; readonly value: PropertyValue } | undefined {
  const column = best(columns, 'people', OWNER_WORD);
  const user = userNamed(owner, people);
  if (column !== undefined && user !== undefined) {
    return { column: column.name, value: { type: 'people', people: [user] } };
  }
  const written = columns.find(({ type, name }) => type === 'rich_text' && OWNER_WORD.test(name));
  return written === undefined ? undefined : { column: written.name, value: { type: 'rich_text', text: owner } };
}

const best = (columns: readonly Column[], type: string, cue: RegExp): Column | undefined =>
  columns.find((column) => column.type === type && cue.test(column.name)) ??
  columns.find((column) => column.type === type);

/** Back to the page itself, and to what the page relates to under the same name, where that is one page. */
function relationsOf(
  columns: readonly Column[],
  { source }: TaskSurroundings,
): readonly (readonly [string, readonly PageId[]])[] {
  return columns.flatMap(({ name, type, relatedSource }) => {
    if (type !== 'relation') return [];
    if (relatedSource !== undefined && source.rowOf.includes(relatedSource)) return [[name, [source.id]] as const];
    const same = source.properties.find((one) => one.name === name && one.pages?.length === 1 && one.more !== true);
    return same?.pages === undefined ? [] : [[name, same.pages] as const];
  });
}

/** Somebody of that name, or the only one whose name begins with it. */
function userNamed(name: string, people: ReadonlyMap<string, string>): string | undefined {
  const sought = fold(name).trim();
  const called = [...people].filter(([one]) => fold(one) === sought);
  const begins = called.length > 0 ? called : [...people].filter(([one]) => fold(one).startsWith(`${sought} `));
  const ids = new Set(begins.map(([, id]) => id));
  return ids.size === 1 ? [...ids][0] : undefined;
}
