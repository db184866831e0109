import type { PageTarget } from '../jobs/job.ts';
import type { Connections, Here } from './desk.ts';

/** Where a surface stands, from what is connected and the page in front. */
export function hereOf({ claude, notion, others }: Connections, target: PageTarget | undefined): Here {
  const locked = notion.every((workspace) => workspace.locked);
  return {
    claude: claude.state === 'missing' && others === true ? 'connected' : claude.state,
    notion: notion.length === 0 ? 'missing' : locked ? 'locked' : 'connected',
    ...(target === undefined ? {} : { target }),
  };
}

/**
 * Tells of a place whenever it has changed. Looks overlap where things move fast: an older one never speaks after a
 * newer, and one that fails leaves what was told standing.
 * @returns looks now, and tells what is new
 */
export function tellChanges<Place>(
  look: () => Promise<Place | undefined>,
  show: (place: Place) => void,
): () => Promise<void> {
  let newest = 0;
  let told: string | undefined;
  return async () => {
    newest += 1;
    const turn = newest;
    const place = await look().catch(() => undefined);
    if (place === undefined || turn !== newest) return;
    const seen = JSON.stringify(place);
    if (seen !== told) show(place);
    told = seen;
  };
}
