import { DATABASES, userId } from '../ids.ts';
import { MEETING_LINES } from './meeting-lines.ts';
import { address, checked, choice, date, number, options, people, slug, words, KEPT_BY_NOTION } from './row.ts';
import type { Table } from './row.ts';

const TODAY = '2026-11-21';
/** Clocks in Leipzig go back on this day. */
const WINTER_TIME = '2026-10-25';

export const MEETINGS: Table = {
  name: 'Meetings',
  icon: '🗓️',
  parent: 'meetings',
  titleProperty: 'Meeting',
  schema: {
    Meeting: { type: 'title' },
    Date: { type: 'date' },
    Type: {
      type: 'select',
      options: options(
        ['Weekly', 'blue'],
        ['Decision', 'red'],
        ['Review', 'orange'],
        ['Customer', 'green'],
        ['Retrospective', 'purple'],
        ['All hands', 'pink'],
        ['Planning', 'yellow'],
      ),
    },
    Attendees: { type: 'people' },
    Project: { type: 'relation', dataSourceId: DATABASES.Projects.dataSourceId, syncedProperty: 'Meetings' },
    Decisions: { type: 'number', format: 'number' },
    'Notes written': { type: 'checkbox' },
    Summary: { type: 'rich_text' },
    Recording: { type: 'url' },
    ...KEPT_BY_NOTION,
  },
  rows: MEETING_LINES.map(([title, type, at, attendees, projects, decisions, notes, summary]) => ({
    key: notes ?? slug(title),
    title,
    ...(notes === null ? {} : { body: `meetings/${notes}` }),
    created: at < TODAY ? `${at}:00.000Z` : '2026-11-16T08:00:00.000Z',
    edited: at < TODAY ? `${at.slice(0, 10)}T18:00:00.000Z` : '2026-11-16T08:00:00.000Z',
    by: attendees[0] ?? 'nora',
    values: {
      Date: date(`${at}:00.000${at < WINTER_TIME ? '+02:00' : '+01:00'}`),
      Type: choice(type),
      Attendees: people(attendees.map((key) => userId(key))),
      Decisions: number(at < TODAY ? decisions : null),
      'Notes written': checked(notes !== null),
      Summary: words(summary),
      Recording: address('url', type === 'All hands' ? 'https://video.fernway.example/all-hands-november' : null),
    },
    relations: { Project: projects },
  })),
};
