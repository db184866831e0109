import type { Workspace, WorldBlock, WorldPage } from '../../world/model.ts';
import { uuidFrom } from '../../world/notion/ids.ts';

/** Workspaces that are written to side by side. */
export const WORKSPACES = ['Ash', 'Birch', 'Cedar', 'Dogwood', 'Elm'] as const;

/** Where one schedule writes: a page, a row, and the database in which the row stands. */
export interface Place {
  readonly workspace: number;
  readonly page: string;
  readonly title: string;
  readonly row: string;
  readonly database: string;
  readonly dataSource: string;
}

const MADE = '2026-10-01T08:00:00.000Z';
/** Passages of a page that can be changed: each stands once. */
export const PASSAGES = ['first', 'second', 'third'] as const;
export const passageOf = (at: number, which: string): string => `The ${which} passage of page ${at} stands here`;

const nameOf = (at: number): (typeof WORKSPACES)[number] => WORKSPACES[at % WORKSPACES.length] ?? 'Ash';
const person = (name: string): string => uuidFrom('outbox', name, 'person');

export function placeOf(at: number): Place {
  const name = nameOf(at);
  return {
    workspace: at % WORKSPACES.length,
    page: uuidFrom('outbox', 'page', at),
    title: `Page ${at}`,
    row: uuidFrom('outbox', 'row', at),
    database: uuidFrom('outbox', name, 'database'),
    dataSource: uuidFrom('outbox', name, 'source'),
  };
}

/** Five workspaces that share so many pages and rows, numbered from `first` on. */
export function outboxWorkspaces(first: number, count: number): readonly Workspace[] {
  return WORKSPACES.map((name, workspace) => {
    const top = uuidFrom('outbox', name, 'top');
    const ours = Array.from({ length: count }, (_, at) => first + at).filter(
      (at) => at % WORKSPACES.length === workspace,
    );
    const page = (
      id: string,
      title: string,
      parent: WorldPage['parent'],
      texts: readonly string[],
      properties: WorldPage['properties'] = {},
    ): WorldPage => ({
      id,
      title,
      parent,
      properties,
      blocks: texts.map((text, index) => paragraph(uuidFrom(id, index), text)),
      createdTime: MADE,
      lastEditedTime: MADE,
      createdBy: person(name),
      lastEditedBy: person(name),
      inTrash: false,
    });
    const pages = ours.flatMap((at) => {
      const place = placeOf(at);
      const title = `Row ${at}`;
      return [
        page(
          place.page,
          place.title,
          { type: 'page_id', id: top },
          PASSAGES.map((which) => passageOf(at, which)),
        ),
        page(place.row, title, { type: 'data_source_id', id: place.dataSource }, [], {
          Name: { type: 'title', text: [{ text: title }] },
          Notes: { type: 'rich_text', text: [{ text: 'As it was' }] },
          Points: { type: 'number', number: at },
        }),
      ];
    });
    const [any] = ours;
    const { database, dataSource } = placeOf(any ?? workspace);
    return {
      id: uuidFrom('outbox', name),
      name,
      users: [
        { id: person(name), name: 'Somebody', email: 'somebody@acme.example', type: 'person' },
        { id: uuidFrom('outbox', name, 'bot'), name: 'Understudy', email: '', type: 'bot' },
      ],
      facts: [],
      databases: [
        {
          id: database,
          dataSourceId: dataSource,
          title: 'Rows',
          parent: { type: 'page_id', id: top },
          schema: { Name: { type: 'title' }, Notes: { type: 'rich_text' }, Points: { type: 'number' } },
        },
      ],
      pages: [page(top, `Top of ${name}`, { type: 'workspace' }, ['Everything is below.']), ...pages],
    };
  });
}

export const paragraph = (id: string, text: string): WorldBlock => ({
  id,
  type: 'paragraph',
  text: [{ text }],
  children: [],
});
