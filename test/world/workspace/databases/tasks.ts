import { DATABASES, userId } from '../ids.ts';
import {
  address,
  checked,
  choice,
  choices,
  date,
  number,
  options,
  people,
  slug,
  status,
  words,
  KEPT_BY_NOTION,
} from './row.ts';
import type { Row, Table } from './row.ts';
import type { TaskLine } from './task-line.ts';
import type { ProjectKey } from './projects.ts';
import { BUSINESS_TASKS } from './tasks-business.ts';
import { CARE_TASKS } from './tasks-care.ts';
import { LIGHT_TASKS } from './tasks-lights.ts';
import { SENSOR_TASKS } from './tasks-sensors.ts';

export const TASKS: Table = {
  name: 'Tasks',
  icon: '✅',
  parent: 'projects',
  titleProperty: 'Task',
  schema: {
    Task: { type: 'title' },
    Status: {
      type: 'status',
      options: options(['Not started', 'default'], ['In progress', 'blue'], ['Blocked', 'red'], ['Done', 'green']),
    },
    Done: { type: 'checkbox' },
    Priority: { type: 'select', options: options(['High', 'red'], ['Medium', 'yellow'], ['Low', 'gray']) },
    Due: { type: 'date' },
    'Open until': { type: 'date' },
    Estimate: { type: 'number', format: 'number' },
    Tags: {
      type: 'multi_select',
      options: options(
        ['hardware', 'orange'],
        ['firmware', 'red'],
        ['app', 'blue'],
        ['web', 'purple'],
        ['test', 'green'],
        ['docs', 'brown'],
        ['supply', 'yellow'],
        ['legal', 'gray'],
        ['people', 'pink'],
        ['launch', 'default'],
      ),
    },
    Assignee: { type: 'relation', dataSourceId: DATABASES.People.dataSourceId, syncedProperty: 'Tasks' },
    Owner: { type: 'people' },
    Project: { type: 'relation', dataSourceId: DATABASES.Projects.dataSourceId, syncedProperty: 'Tasks' },
    'Project end': { type: 'rollup', relation: 'Project', property: 'Timeline', function: 'show_original' },
    Notes: { type: 'rich_text' },
    Link: { type: 'url' },
    'Points left': { type: 'formula', expression: 'if(prop("Done"), 0, prop("Estimate"))' },
    ...KEPT_BY_NOTION,
  },
  rows: [...LIGHT_TASKS, ...SENSOR_TASKS, ...BUSINESS_TASKS, ...CARE_TASKS].flatMap(([project, lines]) =>
    lines.map((line) => row(project, line)),
  ),
};

/** A done task was last touched on its day; the others in the week before the twenty-first of November. */
function row(project: ProjectKey | null, [title, assignee, state, priority, due, hours, tags, extra]: TaskLine): Row {
  const done = state === 'Done';
  const assignees = extra?.also === undefined ? [assignee] : [assignee, extra.also];
  const day = String(14 + (title.length % 7)).padStart(2, '0');
  return {
    key: slug(title),
    title,
    ...(extra?.body === undefined ? {} : { body: extra.body }),
    created: done && due !== null && due < '2026-08-01' ? '2026-02-16T09:00:00.000Z' : '2026-08-03T09:00:00.000Z',
    edited: done && due !== null ? `${due}T16:10:00.000Z` : `2026-11-${day}T10:05:00.000Z`,
    by: assignee,
    values: {
      Status: status(state),
      Done: checked(done),
      Priority: choice(priority),
      Due: date(due),
      'Open until': date(done ? null : due),
      Estimate: number(hours),
      Tags: choices(tags),
      Owner: people(assignees.map((key) => userId(key))),
      Notes: words(extra?.notes ?? ''),
      Link: address('url', extra?.link ?? null),
    },
    relations: { Assignee: assignees, ...(project === null ? {} : { Project: [project] }) },
  };
}
