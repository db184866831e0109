import { DATABASES, userId } from '../ids.ts';
import { PEOPLE_ROWS } from './people-rows.ts';
import { address, checked, choice, choices, date, options, people, words, KEPT_BY_NOTION } from './row.ts';
import type { Table } from './row.ts';

/** The directory: one row a person, each tied to the account of the same name. */
export const PEOPLE: Table = {
  name: 'People',
  icon: '🧑‍🔧',
  parent: 'handbook',
  titleProperty: 'Name',
  schema: {
    Name: { type: 'title' },
    Role: { type: 'rich_text' },
    Team: {
      type: 'select',
      options: options(
        ['Leadership', 'purple'],
        ['Hardware', 'orange'],
        ['Firmware', 'red'],
        ['Software', 'blue'],
        ['Product', 'pink'],
        ['Support', 'green'],
        ['Operations', 'brown'],
        ['Finance', 'gray'],
        ['Marketing', 'yellow'],
        ['Japan', 'default'],
      ),
    },
    Place: { type: 'rich_text' },
    Email: { type: 'email' },
    Phone: { type: 'phone_number' },
    Started: { type: 'date' },
    Languages: { type: 'multi_select', options: languages() },
    Remote: { type: 'checkbox' },
    Account: { type: 'people' },
    Projects: { type: 'relation', dataSourceId: DATABASES.Projects.dataSourceId, syncedProperty: 'Members' },
    Tasks: { type: 'relation', dataSourceId: DATABASES.Tasks.dataSourceId, syncedProperty: 'Assignee' },
    'Task count': { type: 'rollup', relation: 'Tasks', property: 'Task', function: 'count' },
    ...KEPT_BY_NOTION,
  },
  rows: PEOPLE_ROWS.map(([key, name, role, team, place, started, spoken, remote], index) => ({
    key,
    title: name,
    created: '2025-01-08T09:00:00.000Z',
    edited: '2026-11-03T10:20:00.000Z',
    by: 'farah',
    values: {
      Role: words(role),
      Team: choice(team),
      Place: words(place),
      Email: address('email', `${key}@fernway.example`),
      Phone: address('phone_number', `+00 555 01${String(index).padStart(2, '0')}`),
      Started: date(started),
      Languages: choices(spoken),
      Remote: checked(remote),
      Account: people([userId(key)]),
    },
    relations: {},
  })),
};

function languages(): { name: string; color: string }[] {
  const names = new Set(PEOPLE_ROWS.flatMap((row) => [...row[6]]));
  return [...names].toSorted().map((name) => ({ name, color: 'default' }));
}
