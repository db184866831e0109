import type { Json } from '../../base/json.ts';
import { textIn } from '../../base/json.ts';
import { named } from './told.ts';

/** What a call is doing or was to do, in one line for the person, before it is known what came of it. */
export function aboutCall(name: string, input: Json): string {
  switch (name) {
    case 'search':
      return `Searching for ${named(textIn(input, 'query') ?? '')}`;
    case 'read_page':
      return 'Reading a page';
    case 'query_database':
      return 'Querying a database';
    case 'append':
      return 'Proposing to add text to a page';
    case 'create_page':
      return `Proposing a new page ${named(textIn(input, 'title') ?? '')}`;
    case 'create_row':
      return 'Proposing a new row';
    case 'update_properties':
      return 'Proposing to set properties';
    case 'replace_text':
      return 'Proposing to change text';
    case 'comment':
      return 'Proposing a comment';
    default:
      return `Calling ${named(name)}`;
  }
}
