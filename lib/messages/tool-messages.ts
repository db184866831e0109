import { oneOf, record } from '../base/shape.ts';

const choice = oneOf('allow', 'ask', 'off');
const write = oneOf('ask', 'off');

/** How tools stand, as a message carries it: a write that runs by itself cannot be said. */
export const TOOL_CHOICES = record(
  {},
  {
    search: choice,
    read_page: choice,
    query_database: choice,
    append: write,
    create_page: write,
    create_row: write,
    update_properties: write,
    replace_text: write,
    comment: write,
  },
);
