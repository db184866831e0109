import type { Json } from '../../base/json.ts';
import type { ToolSpec } from '../../models/tool.ts';
import type { ToolName } from '../../settings/tool-choice.ts';
import { FILTER_CONDITIONS } from './filter.ts';

const text = (description: string): Json => ({ type: 'string', description });
const page = text('Id or address of the page, as other tools give it.');
const database = text('Id or address of the database, as other tools give it.');
const content = text('Markdown. No images, no HTML; links only to addresses that stand in what was read or typed.');
const values: Json = {
  type: 'object',
  description:
    'Values by the names of properties: text, a number, true or false, the name of an option, a list of names of options, an ISO date or {"start","end"}, a list of ids of pages or of people, or null to empty it.',
};

const object = (required: readonly string[], properties: Json): Json => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/** What a model is told of each tool. No tool takes an address that is then fetched: pages are named by their ids. */
const SPECS: Readonly<Record<ToolName, Omit<ToolSpec, 'name'>>> = {
  search: {
    description:
      'Searches the pages and databases of the person’s Notion workspaces. Gives titles, ids, addresses and the words around the matches, the best first. Use it first when you do not know where something stands.',
    input: object(['query'], {
      query: text('A few words, as they may stand in the pages. "Quotes" hold words together.'),
      kind: { type: 'string', enum: ['page', 'row', 'database'], description: 'Only this kind.' },
      limit: { type: 'integer', description: 'So many results at most, 1 to 20; 8 when left out.' },
    }),
  },
  read_page: {
    description:
      'Reads a page or row: its properties and its text. A long page is given up to a limit, with the list of its sections; read those one by one.',
    input: object(['page'], {
      page,
      section: text('Only the section under this heading.'),
      comments: { type: 'boolean', description: 'Whether the open comments on the page are read too.' },
    }),
  },
  query_database: {
    description:
      'Lists rows of a database, filtered and sorted by Notion itself. Always also tells the columns with their types and options: call it without a filter first when you do not know them.',
    input: object(['database'], {
      database,
      filter: {
        type: 'array',
        description: 'Conditions on columns.',
        items: object(['property', 'condition'], {
          property: text('Name of the column.'),
          condition: { type: 'string', enum: FILTER_CONDITIONS },
          value: { description: 'What it is compared with; left out for is_empty, is_not_empty and spans of time.' },
        }),
      },
      match: { type: 'string', enum: ['all', 'any'], description: 'Whether all conditions have to hold, or any.' },
      sort: {
        type: 'array',
        items: object(['property'], {
          property: text('Name of the column.'),
          direction: { type: 'string', enum: ['ascending', 'descending'] },
        }),
      },
      properties: { type: 'array', items: { type: 'string' }, description: 'Only these columns.' },
      limit: { type: 'integer', description: 'So many rows at most, 1 to 100; 25 when left out.' },
    }),
  },
  append: {
    description: 'Proposes to add text at the end of a page.',
    input: object(['page', 'content'], { page, content }),
  },
  create_page: {
    description: 'Proposes a new page below another page.',
    input: object(['parent', 'title'], { parent: page, title: text('Its title.'), content }),
  },
  create_row: {
    description: 'Proposes a new row in a database. Query the database first to know its columns and options.',
    input: object(['database', 'properties'], { database, properties: values, content }),
  },
  update_properties: {
    description:
      'Proposes to set properties of a row. Query its database first to know columns and options; no option is ever made.',
    input: object(['page', 'properties'], { page, properties: values }),
  },
  replace_text: {
    description: 'Proposes to replace passages of a page by others. Read the page first.',
    input: object(['page', 'edits'], {
      page,
      edits: {
        type: 'array',
        items: object(['before', 'after'], {
          before: text('The passage exactly as it stands in the page, long enough to stand there once.'),
          after: { type: 'string', description: 'What is to stand there instead; empty takes it away.' },
        }),
      },
    }),
  },
  comment: {
    description: 'Proposes a comment on a page.',
    input: object(['page', 'text'], { page, text: text('The comment, plain text.') }),
  },
};

export const specOf = (name: ToolName): ToolSpec => ({ name, ...SPECS[name] });
