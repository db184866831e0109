import type { Workspace, WorldDatabase, WorldPage } from '../world/model.ts';
import { createRandom } from '../world/random.ts';
import { generateWorkspace } from '../world/workspace/generate-workspace.ts';
import { stableId } from '../world/workspace/ids.ts';

/** One expense as it was drawn: what the world's row is made of, and what the plain reckoning is done from. */
export interface Expense {
  readonly title: string;
  /** Whole cents; `undefined` for an empty cell. */
  readonly cents: number | undefined;
  /** `2026-03`; `undefined` for no date. */
  readonly month: string | undefined;
  /** Place of the project; `undefined` for none. */
  readonly project: number | undefined;
}

export const PROJECTS = 30;
const EXPENSES = 12_000;
const MONTHS = 22;
const SEED = 7;
const SPENT_ON = stableId('bench/report/expenses');
const SPENT_FOR = stableId('bench/report/projects');

export const SOURCES = { expenses: SPENT_ON, projects: SPENT_FOR } as const;

export const projectName = (at: number): string =>
  `Venture ${String.fromCodePoint(65 + (at % 26))}${at < 26 ? '' : 'x'}`;

/** Amounts of many sizes, a few far off; some rows lack an amount, a date or a project. */
export function drawExpenses(): readonly Expense[] {
  const random = createRandom(SEED);
  return Array.from({ length: EXPENSES }, (_, at) => {
    const month = Math.floor(random() * MONTHS);
    const year = 2025 + Math.floor(month / 12);
    return {
      title: `Invoice no. ${at} of vendor ${Math.floor(random() * 900)}`,
      cents: random() < 0.02 ? undefined : Math.floor(random() ** 3 * 500_000) + (at % 1_700 === 0 ? 9_000_000 : 0),
      month: random() < 0.03 ? undefined : `${year}-${String((month % 12) + 1).padStart(2, '0')}`,
      project: random() < 0.01 ? undefined : Math.floor(random() * PROJECTS),
    };
  });
}

/** The expenses and the projects that they lead to as two databases of a workspace. */
export function workspaceOf(expenses: readonly Expense[]): Workspace {
  const base = generateWorkspace({ pages: 20 });
  const [home] = base.pages;
  if (home === undefined) throw new Error('A workspace without pages');
  const parent = { type: 'page_id', id: home.id } as const;
  const projectId = (at: number): string => stableId(`bench/report/project/${at}`);
  const row = (
    id: string,
    title: string,
    source: string,
    at: number,
    properties: WorldPage['properties'],
  ): WorldPage => {
    // Ten rows a minute: past 10,000 of them the next ones are found by when they were made.
    const time = new Date(Date.UTC(2025, 0, 1) + Math.floor(at / 10) * 60_000).toISOString();
    return {
      ...home,
      id,
      title,
      parent: { type: 'data_source_id', id: source },
      properties,
      blocks: [],
      createdTime: time,
    };
  };
  const named = (text: string) => ({ type: 'title', text: [{ text }] }) as const;
  const databases: readonly WorldDatabase[] = [
    {
      id: stableId('bench/report/expenses/database'),
      dataSourceId: SPENT_ON,
      title: 'Expenses',
      parent,
      schema: {
        Name: { type: 'title' },
        Amount: { type: 'number' },
        Paid: { type: 'date' },
        Venture: { type: 'relation', dataSourceId: SPENT_FOR, syncedProperty: 'Expenses' },
      },
    },
    {
      id: stableId('bench/report/projects/database'),
      dataSourceId: SPENT_FOR,
      title: 'Ventures',
      parent,
      schema: { Name: { type: 'title' }, Budget: { type: 'number' } },
    },
  ];
  const projects = Array.from({ length: PROJECTS }, (_, at) =>
    row(projectId(at), projectName(at), SPENT_FOR, at, {
      Name: named(projectName(at)),
      Budget: { type: 'number', number: 400_000 + at * 1_000 },
    }),
  );
  const rows = expenses.map(({ title, cents, month, project }, at) =>
    row(stableId(`bench/report/expense/${at}`), title, SPENT_ON, at, {
      Name: named(title),
      Amount: { type: 'number', number: cents === undefined ? null : cents / 100 },
      Paid: { type: 'date', start: month === undefined ? null : `${month}-15` },
      Venture: { type: 'relation', ids: project === undefined ? [] : [projectId(project)] },
    }),
  );
  return { ...base, databases: [...base.databases, ...databases], pages: [...base.pages, ...projects, ...rows] };
}

/** The figures by the name that the report gives them, reckoned the plain way: lists in memory, whole cents. */
export function reckon(expenses: readonly Expense[]): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  // What leads to no project is left out, as the report says.
  const counted = expenses.filter(({ project }) => project !== undefined);
  const put = (label: string, list: readonly Expense[]): void => {
    const cents = list.flatMap((one) => one.cents ?? []).toSorted((one, other) => one - other);
    const sum = cents.reduce((total, one) => total + one, 0);
    const middle =
      ((cents[Math.floor((cents.length - 1) / 2)] ?? 0) + (cents[Math.ceil((cents.length - 1) / 2)] ?? 0)) / 2;
    figures.set(`Spend${label}`, sum / 100);
    figures.set(`Mean${label}`, sum / cents.length / 100);
    figures.set(`Median${label}`, middle / 100);
    figures.set(`Invoices${label}`, list.length);
    figures.set(`Largest${label}`, (cents.at(-1) ?? 0) / 100);
  };
  put('', counted);
  for (let at = 0; at < PROJECTS; at += 1) {
    const mine = counted.filter(({ project }) => project === at);
    put(`, ${projectName(at)}`, mine);
    figures.set(`Budget, ${projectName(at)}`, 400_000 + at * 1_000);
    const share = (figures.get(`Spend, ${projectName(at)}`) ?? 0) / (figures.get('Spend') ?? 1);
    figures.set(`Spend, ${projectName(at)}, share of all`, share * 100);
  }
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const months = [...new Set(counted.flatMap(({ month }) => month ?? []))].toSorted();
  const sums = months.map((month) => {
    const label = `, ${names[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
    put(
      label,
      counted.filter((one) => one.month === month),
    );
    return figures.get(`Spend${label}`) ?? 0;
  });
  const n = sums.length;
  const x = sums.reduce((total, _one, at) => total + at, 0);
  const y = sums.reduce((total, one) => total + one, 0);
  const xy = sums.reduce((total, one, at) => total + one * at, 0);
  const xx = sums.reduce((total, _one, at) => total + at * at, 0);
  figures.set('Spend, trend', (n * xy - x * y) / (n * xx - x * x));
  return figures;
}
