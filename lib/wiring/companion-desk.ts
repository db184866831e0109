import type { PageId } from '../base/ids.ts';
import { createClient } from '../messages/client.ts';
import { tellChanges } from '../messages/here.ts';
import type { Desk, HealthLine, Here } from '../messages/desk.ts';
import type { Drill } from '../messages/drill-desk.ts';
import type { PublishDesk } from '../messages/outbox-desk.ts';
import type { KitView } from '../mirror/offline-kit.ts';
import type { JobView } from '../jobs/job-view.ts';
import type { Settings } from '../settings/settings.ts';
import type { CompanionLink } from './companion-link.ts';
import { createJobDesk } from './job-desk.ts';
import { createCopyDesk } from './reader-copies.ts';
import { createSearchDesk } from './search-desk.ts';

/** The title on the screen follows the address so much later. */
const TITLE_FOLLOWS_MS = 600;

/**
 * The desk inside Notion's page: everything over one port, as the short list of the protocol allows.
 * @param titleOf the title of a page as it stands on the screen
 * @param watchPlace calls back at once, and whenever another page or the person's return may have changed something
 * @param pressed asks by messages of their own: over the port the press would not count as a user action
 */
export function createCompanionDesk(
  link: CompanionLink,
  watchPlace: (moved: () => void) => () => void,
  pressed: PublishDesk & Pick<Desk, 'openPanel'>,
  titleOf: (pageId: PageId) => string | undefined,
): Desk {
  const ask = createClient(link.carry);
  return {
    watchHere(show) {
      const tell = tellChanges(async () => named(await ask('here.read', {}), titleOf), show);
      let later: ReturnType<typeof setTimeout> | undefined;
      const unwatch = watchPlace(() => {
        void tell();
        clearTimeout(later);
        later = setTimeout(() => void tell(), TITLE_FOLLOWS_MS);
      });
      return () => {
        clearTimeout(later);
        unwatch();
      };
    },
    watchJob: (job, show) => link.watch({ what: 'job', job }, (value) => show(value as JobView | undefined)),
    watchLatest: (page, show) => link.watch({ what: 'latest', page }, (value) => show(value as JobView | undefined)),
    watchHealth: (show) => link.watch({ what: 'health' }, (value) => show(value as readonly HealthLine[])),
    watchSettings: (show) => link.watch({ what: 'settings' }, (value) => show(value as Settings)),
    watchDrill: (show) => link.watch({ what: 'drill' }, (value) => show(value as Drill | undefined)),
    endDrill: () => ask('drill.end', undefined),
    ...createJobDesk(ask),
    ...createSearchDesk(ask),
    ...createCopyDesk(ask),
    watchKit: (page, show) => link.watch({ what: 'kit', page }, (value) => show(value as KitView | undefined)),
    openCitation: ({ pageId, quote, url, start, end, blockId }) =>
      ask('citation.open', { pageId, quote, url, start, end, ...(blockId === undefined ? {} : { blockId }) }),
    openOptions: (place) => ask('options.open', place),
    ...pressed,
    // A script in Notion's page may ask for no host: the settings have the same button.
    async grantAccess() {
      await ask('options.open', undefined);
      return false;
    },
    readDraft: (key) => ask('draft.read', { key }),
    keepDraft: (key, text) => ask('draft.keep', { key, text }),
  };
}

/** The screen knows the title better than the tab does: of a peek, and right after Notion has changed pages. */
function named(here: Here, titleOf: (pageId: PageId) => string | undefined): Here {
  const { target } = here;
  const title = target === undefined ? undefined : titleOf(target.pageId);
  return target === undefined || title === undefined ? here : { ...here, target: { ...target, title } };
}
