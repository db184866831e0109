import { DATABASES, userId } from '../ids.ts';
import type { PersonKey } from './people-rows.ts';
import { address, choice, date, number, options, people, status, words, KEPT_BY_NOTION } from './row.ts';
import type { Row, Table } from './row.ts';

export type ProjectKey =
  | 'glim-2'
  | 'ember-brake'
  | 'wren'
  | 'sparrow'
  | 'parts-portal'
  | 'ota-3'
  | 'winter-test'
  | 'japan'
  | 'arabic-support'
  | 'certification'
  | 'battery-safety'
  | 'ledger';

interface Project {
  readonly key: ProjectKey;
  readonly title: string;
  readonly icon: string;
  readonly status: string;
  readonly priority: string;
  readonly lead: PersonKey;
  readonly members: readonly PersonKey[];
  readonly from: string;
  readonly to: string;
  readonly confidence: number;
  readonly summary: string;
  readonly edited: string;
  readonly board?: string;
}

const ALL: readonly Project[] = [
  {
    key: 'glim-2',
    title: 'Glim 2 launch',
    icon: '🔦',
    status: 'In progress',
    priority: 'High',
    lead: 'priya',
    members: ['priya', 'jonas', 'lukas', 'callum', 'freya', 'chiara', 'anneke', 'goran', 'samuel'],
    from: '2026-03-02',
    to: '2026-12-08',
    confidence: 0.7,
    summary: 'Second front light: 600 lumens, every part replaceable with one key. On sale 8 December 2026.',
    edited: '2026-11-20T15:42:00.000Z',
    board: 'https://boards.fernway.example/glim-2',
  },
  {
    key: 'ember-brake',
    title: 'Ember brake sensing',
    icon: '🛑',
    status: 'In progress',
    priority: 'High',
    lead: 'maren',
    members: ['maren', 'yusuf', 'quentin', 'bence', 'dagny'],
    from: '2026-05-11',
    to: '2026-12-18',
    confidence: 0.6,
    summary: 'The rear light brightens when the rider slows. Needs fewer false triggers on cobbles.',
    edited: '2026-11-18T11:05:00.000Z',
  },
  {
    key: 'wren',
    title: 'Wren wheel sensor',
    icon: '🛞',
    status: 'In progress',
    priority: 'Medium',
    lead: 'callum',
    members: ['callum', 'quentin', 'mateo', 'mina', 'hana'],
    from: '2026-06-01',
    to: '2027-03-26',
    confidence: 0.5,
    summary: 'A speed sensor that lives on the hub and runs three years on one coin cell.',
    edited: '2026-11-12T09:30:00.000Z',
  },
  {
    key: 'sparrow',
    title: 'Sparrow close-pass research',
    icon: '📏',
    status: 'In progress',
    priority: 'Low',
    lead: 'isla',
    members: ['isla', 'emeka', 'callum', 'hana'],
    from: '2026-08-17',
    to: '2027-01-29',
    confidence: 0.35,
    summary: 'Can a light measure how closely cars overtake, and would riders use the record?',
    edited: '2026-11-10T13:15:00.000Z',
  },
  {
    key: 'parts-portal',
    title: 'Parts portal',
    icon: '🔩',
    status: 'In progress',
    priority: 'High',
    lead: 'diego',
    members: ['diego', 'ines', 'leo', 'hana', 'oskar', 'zeynep'],
    from: '2026-04-20',
    to: '2026-12-15',
    confidence: 0.75,
    summary: 'Find, buy and fit any spare part by scanning the code on the housing.',
    edited: '2026-11-19T16:20:00.000Z',
    board: 'https://boards.fernway.example/parts',
  },
  {
    key: 'ota-3',
    title: 'Firmware updates 3',
    icon: '📡',
    status: 'Blocked',
    priority: 'High',
    lead: 'maren',
    members: ['maren', 'ravi', 'jakub', 'mateo', 'mina', 'yusuf'],
    from: '2026-07-06',
    to: '2026-11-30',
    confidence: 0.4,
    summary: 'Signed updates in two banks, so that a light can never be bricked on the road.',
    edited: '2026-11-20T08:50:00.000Z',
  },
  {
    key: 'winter-test',
    title: 'Winter field test 2026',
    icon: '❄️',
    status: 'In progress',
    priority: 'Medium',
    lead: 'dagny',
    members: ['dagny', 'bence', 'lukas', 'emeka', 'takumi'],
    from: '2026-10-05',
    to: '2027-02-26',
    confidence: 0.8,
    summary: 'Sixteen riders in five cities ride through the winter and write down everything.',
    edited: '2026-11-17T19:00:00.000Z',
  },
  {
    key: 'japan',
    title: 'Japan market entry',
    icon: '🗾',
    status: 'In progress',
    priority: 'Medium',
    lead: 'keiko',
    members: ['keiko', 'sora', 'hiroto', 'takumi', 'chiara', 'karin'],
    from: '2026-01-12',
    to: '2027-04-01',
    confidence: 0.65,
    summary: 'Twenty-four shops in Aichi and Kyoto by April 2027, with repairs done in Nagoya.',
    edited: '2026-11-19T06:40:00.000Z',
  },
  {
    key: 'arabic-support',
    title: 'Support in Arabic',
    icon: '💬',
    status: 'Done',
    priority: 'Medium',
    lead: 'samuel',
    members: ['samuel', 'rania', 'nadia', 'amira'],
    from: '2026-02-02',
    to: '2026-10-30',
    confidence: 1,
    summary: 'Help pages, repair guides and a staffed inbox in Arabic.',
    edited: '2026-11-02T12:10:00.000Z',
  },
  {
    key: 'certification',
    title: 'Road approval for Glim 2',
    icon: '📜',
    status: 'In progress',
    priority: 'High',
    lead: 'jonas',
    members: ['jonas', 'karin', 'bence', 'lukas'],
    from: '2026-06-15',
    to: '2026-11-27',
    confidence: 0.55,
    summary: 'German road approval for the Glim 2 beam. Without it there is no launch.',
    edited: '2026-11-20T17:31:00.000Z',
  },
  {
    key: 'battery-safety',
    title: 'Battery safety programme',
    icon: '🔋',
    status: 'In progress',
    priority: 'High',
    lead: 'tomasz',
    members: ['tomasz', 'callum', 'goran', 'anneke', 'takumi', 'karin'],
    from: '2026-09-14',
    to: '2027-02-12',
    confidence: 0.6,
    summary: 'What we owe every rider after the swollen cells of September.',
    edited: '2026-11-16T14:00:00.000Z',
  },
  {
    key: 'ledger',
    title: 'Ledger move',
    icon: '🧾',
    status: 'Not started',
    priority: 'Low',
    lead: 'elif',
    members: ['elif', 'petra', 'ravi'],
    from: '2026-12-01',
    to: '2027-01-31',
    confidence: 0.9,
    summary: 'Move the books to the new accounting system over the turn of the year.',
    edited: '2026-11-09T08:00:00.000Z',
  },
];

export const PROJECTS: Table = {
  name: 'Projects',
  icon: '🗂️',
  parent: 'projects',
  titleProperty: 'Project',
  schema: {
    Project: { type: 'title' },
    Status: {
      type: 'status',
      options: options(['Not started', 'default'], ['In progress', 'blue'], ['Blocked', 'red'], ['Done', 'green']),
    },
    Priority: { type: 'select', options: options(['High', 'red'], ['Medium', 'yellow'], ['Low', 'gray']) },
    Lead: { type: 'people' },
    Members: { type: 'relation', dataSourceId: DATABASES.People.dataSourceId, syncedProperty: 'Projects' },
    Timeline: { type: 'date' },
    Confidence: { type: 'number', format: 'percent' },
    Summary: { type: 'rich_text' },
    Board: { type: 'url' },
    Tasks: { type: 'relation', dataSourceId: DATABASES.Tasks.dataSourceId, syncedProperty: 'Project' },
    Meetings: { type: 'relation', dataSourceId: DATABASES.Meetings.dataSourceId, syncedProperty: 'Project' },
    Budgets: { type: 'relation', dataSourceId: DATABASES.Budgets.dataSourceId, syncedProperty: 'Project' },
    'Task count': { type: 'rollup', relation: 'Tasks', property: 'Task', function: 'count' },
    'Tasks done': { type: 'rollup', relation: 'Tasks', property: 'Done', function: 'percent_checked' },
    'Next due': { type: 'rollup', relation: 'Tasks', property: 'Open until', function: 'earliest_date' },
    'Last meeting': { type: 'rollup', relation: 'Meetings', property: 'Date', function: 'latest_date' },
    Planned: { type: 'rollup', relation: 'Budgets', property: 'Planned', function: 'sum' },
    Spent: { type: 'rollup', relation: 'Budgets', property: 'Spent', function: 'sum' },
    Left: { type: 'formula', expression: 'prop("Planned") - prop("Spent")' },
    ...KEPT_BY_NOTION,
  },
  rows: ALL.map((project): Row => ({
    key: project.key,
    title: project.title,
    icon: project.icon,
    body: `projects/${project.key}`,
    created: `${project.from > '2026-11-21' ? '2026-11-02' : project.from}T08:00:00.000Z`,
    edited: project.edited,
    by: project.lead,
    values: {
      Status: status(project.status),
      Priority: choice(project.priority),
      Lead: people([userId(project.lead)]),
      Timeline: date(project.from, project.to),
      Confidence: number(project.confidence),
      Summary: words(project.summary),
      Board: address('url', project.board ?? null),
    },
    relations: { Members: project.members },
  })),
};
