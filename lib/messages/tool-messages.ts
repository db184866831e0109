import { asJobId } from '../base/ids.ts';
import { flag, oneOf, parsed, record, text } from '../base/shape.ts';

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

const ID = 64;
/** As long as any provider's name of a call. */
const CALL = 200;

/** What our own pages say about calls. A script in Notion's page may say none of it. */
export const TOOL_SHAPES = {
  'tool.decide': record({ job: parsed(ID, asJobId), call: text(CALL), run: flag }, {}),
} as const;
