import type { WorldPage } from '../../model.ts';
import { changelog } from './changelog.ts';
import { engineeringHandbook } from './engineering-handbook.ts';
import { fieldLog } from './field-log.ts';

let made: readonly WorldPage[] | undefined;

/** The three very long pages: forty sections, about 5,000 blocks, and more than 20,000 blocks. Made once. */
export function longPages(): readonly WorldPage[] {
  made ??= [engineeringHandbook(), changelog(), fieldLog()];
  return made;
}
