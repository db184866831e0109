import type { Workspace, WorldPage } from '../world/model.ts';
import { uuidFrom } from '../world/notion/ids.ts';
import { parseMarkdown } from '../world/notion/parse-markdown.ts';

export const ROOT = uuidFrom('page', 'root');
export const HANDBOOK = uuidFrom('page', 'handbook');
export const KINDS = uuidFrom('page', 'kinds');
export const HIDDEN = uuidFrom('page', 'hidden');
export const OTHER_ROOT = uuidFrom('page', 'other-root');
export const TASKS = uuidFrom('database', 'tasks');
export const TASKS_SOURCE = uuidFrom('data-source', 'tasks');
export const ANN = uuidFrom('user', 'ann');
export const BOT = uuidFrom('user', 'bot');

export const NIGHT = 'A hotel night may cost at most 140 euros.';

const KINDS_TEXT = `# Everything {color="blue"}
## Folds {toggle="true"}
	Inside.
Plain **bold** *italic* ~~gone~~ \`code\` [link](https://example.com/a) <span underline="true">line</span> $x^2$
- one
	- two
1. first
2. second
- [ ] open
- [x] done
> quoted
<details>
<summary>Toggle</summary>
	Hidden
</details>
<callout icon="💡" color="gray_bg">
	Note this
</callout>
\`\`\`typescript
const one = 1;
\`\`\`
$$
e = mc^2
$$
---
<table header-row="true">
	<tr>
		<td>Name</td>
		<td>Value</td>
	</tr>
	<tr>
		<td>a</td>
		<td>b</td>
	</tr>
</table>
<columns>
	<column>
		left
	</column>
	<column>
		right
	</column>
</columns>
<synced_block>
	Said once
</synced_block>
<meeting-notes>
	Weekly
	<summary>
		Agreed to ship
	</summary>
	<notes>
		- Bring cake
	</notes>
	<transcript>
		**Ann:** Shall we ship?
	</transcript>
</meeting-notes>
![A picture](https://example.com/p.png)
<table_of_contents/>
<unknown url="https://example.com/read" alt="bookmark"/>
<unknown url="https://example.com/frame" alt="embed"/>
<unknown url="" alt="breadcrumb"/>
<unknown url="" alt="button"/>
By <mention-user url="user://${ANN}">Ann</mention-user> on <mention-date start="2026-11-01"/>, see <mention-page url="https://app.notion.com/p/${HANDBOOK}">Handbook</mention-page>
<page url="https://app.notion.com/p/${HANDBOOK}">Handbook</page>
<database url="https://app.notion.com/p/${TASKS}">Tasks</database>`;

function page(
  id: string,
  title: string,
  parent: WorldPage['parent'],
  text: string,
  more: Partial<WorldPage> = {},
): WorldPage {
  return {
    id,
    title,
    parent,
    properties: {},
    blocks: parseMarkdown(text, { idFor: (ordinal) => uuidFrom(id, ordinal) }),
    createdTime: '2026-10-01T08:00:00.000Z',
    lastEditedTime: '2026-11-01T08:30:00.000Z',
    createdBy: ANN,
    lastEditedBy: ANN,
    inTrash: false,
    ...more,
  };
}

export function taskId(index: number): string {
  return uuidFrom('task', index);
}

const STATES = ['Open', 'Doing', 'Done'];

/** Task `index` blocks the next one; the first is blocked by nothing. Every third is done. */
function task(index: number, count: number): WorldPage {
  const related = (to: number): readonly string[] => (to >= 0 && to < count ? [taskId(to)] : []);
  return page(taskId(index), `Task ${index}`, { type: 'data_source_id', id: TASKS_SOURCE }, 'Do it.', {
    properties: {
      Name: { type: 'title', text: [{ text: `Task ${index}` }] },
      Notes: { type: 'rich_text', text: [{ text: `Note ${index}`, bold: true }] },
      Points: { type: 'number', number: index },
      State: { type: 'status', name: STATES[index % 3] ?? null },
      Kind: { type: 'select', name: index % 2 === 0 ? 'Even' : 'Odd' },
      Tags: { type: 'multi_select', names: index % 2 === 0 ? ['two'] : [] },
      Due:
        index === 0
          ? { type: 'date', start: null }
          : { type: 'date', start: `2026-11-${String((index % 28) + 1).padStart(2, '0')}` },
      Closed: { type: 'checkbox', checkbox: index % 3 === 2 },
      Owner: { type: 'people', ids: [ANN] },
      Link: { type: 'url', value: 'https://example.com' },
      Mail: { type: 'email', value: null },
      Phone: { type: 'phone_number', value: '+00 555 0100' },
      Blocks: {
        type: 'relation',
        ids: index === 0 ? Array.from({ length: count - 1 }, (_, at) => taskId(at + 1)) : related(index + 1),
      },
    },
  });
}

/** A workspace that holds one of everything, small enough to know by heart. */
export function smallWorkspace(tasks = 30): Workspace {
  const option = (name: string) => ({ name, color: 'gray' });
  return {
    id: uuidFrom('workspace', 'acme'),
    name: 'Acme',
    users: [
      { id: ANN, name: 'Ann', email: 'ann@acme.example', type: 'person' },
      { id: BOT, name: 'Understudy', email: '', type: 'bot' },
    ],
    facts: [],
    databases: [
      {
        id: TASKS,
        dataSourceId: TASKS_SOURCE,
        title: 'Tasks',
        icon: '✅',
        parent: { type: 'page_id', id: ROOT },
        schema: {
          Name: { type: 'title' },
          Notes: { type: 'rich_text' },
          Points: { type: 'number', format: 'number' },
          State: { type: 'status', options: STATES.map(option) },
          Kind: { type: 'select', options: [option('Even'), option('Odd')] },
          Tags: { type: 'multi_select', options: [option('two')] },
          Due: { type: 'date' },
          Closed: { type: 'checkbox' },
          Owner: { type: 'people' },
          Link: { type: 'url' },
          Mail: { type: 'email' },
          Phone: { type: 'phone_number' },
          Papers: { type: 'files' },
          Blocks: { type: 'relation', dataSourceId: TASKS_SOURCE, syncedProperty: 'Blocks' },
          'Points blocked': { type: 'rollup', relation: 'Blocks', property: 'Points', function: 'sum' },
          'Names blocked': { type: 'rollup', relation: 'Blocks', property: 'Name', function: 'show_original' },
          'Last due': { type: 'rollup', relation: 'Blocks', property: 'Due', function: 'latest_date' },
          Left: { type: 'formula', expression: 'if(prop("Closed"), 0, prop("Points") * 2)' },
          Made: { type: 'created_time' },
          'Made by': { type: 'created_by' },
          Edited: { type: 'last_edited_time' },
          'Edited by': { type: 'last_edited_by' },
        },
      },
    ],
    pages: [
      page(
        ROOT,
        'Home',
        { type: 'workspace' },
        `Welcome.\n<page url="https://app.notion.com/p/${HANDBOOK}">Handbook</page>`,
      ),
      page(
        HANDBOOK,
        'Travel handbook',
        { type: 'page_id', id: ROOT },
        `# Travel\nTrains under six hours replace flights.\n${NIGHT}`,
        { icon: '🚆' },
      ),
      page(KINDS, 'Kinds of blocks', { type: 'page_id', id: ROOT }, KINDS_TEXT),
      page(HIDDEN, 'Salaries', { type: 'page_id', id: ROOT }, 'Nobody reads this.', { hiddenFromApi: true }),
      page(OTHER_ROOT, 'Elsewhere', { type: 'workspace' }, 'Another top.'),
      ...Array.from({ length: tasks }, (_, index) => task(index, tasks)),
    ],
  };
}
