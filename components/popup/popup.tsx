import { useState } from 'preact/hooks';

import type { JobId } from '../../lib/base/ids.ts';
import type { PageTarget } from '../../lib/jobs/job.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Desk, HealthLine, Here, Unwatch } from '../../lib/messages/desk.ts';
import type { MirrorDesk } from '../../lib/messages/reader-desk.ts';
import type { SyncDesk } from '../../lib/messages/sync-desk.ts';
import type { KitView } from '../../lib/mirror/offline-kit.ts';
import type { SyncView } from '../../lib/mirror/sync-view.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { ActOnPage } from '../kit/act-on-page.tsx';
import { MoreOfResult } from '../kit/act-more-results.tsx';
import { MoreForm } from '../kit/act-more.tsx';
import { DrillBanner } from '../kit/drill-banner.tsx';
import { Surface } from '../kit/surface.tsx';
import { Doors } from '../kit/doors.tsx';
import { HealthView } from '../kit/health-view.tsx';
import { PageTitle } from '../kit/page-title.tsx';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';
import { CopyOfferNote } from '../reader/copy-offer.tsx';
import { CopyRow } from '../reader/copy-row.tsx';
import { KitList } from '../reader/kit-list.tsx';
import { BudgetLine } from './budget-line.tsx';
import { MirrorLine } from './mirror-line.tsx';
import { PageClass } from './page-class.tsx';
import { Recent } from './recent.tsx';
import { Queued } from './waiting.tsx';
import './popup.css';

interface PopupProps {
  readonly desk: Desk;
  /** The newest results over all pages, newest first. */
  readonly watchRecent?: (show: (views: readonly JobView[]) => void) => Unwatch;
  /** How far the mirror of each workspace is. */
  readonly watchSyncs?: SyncDesk['watchSyncs'];
  /** Copies on this device: offered where the tab does not show its page. */
  readonly copies?: Pick<MirrorDesk, 'watchKits' | 'offerCopy'>;
}

/** The page of the current tab in brief, how the services are, and what was made lately. */
export function Popup({ desk, watchRecent, watchSyncs, copies }: PopupProps) {
  const here = useWatch<Here>((show) => desk.watchHere(show), [desk]);
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]) ?? DEFAULT_SETTINGS;
  const health = useWatch<readonly HealthLine[]>((show) => desk.watchHealth(show), [desk]) ?? [];
  const recent = useWatch<readonly JobView[]>(watchRecent, [watchRecent]) ?? [];
  const syncs = useWatch<readonly SyncView[]>(watchSyncs, [watchSyncs]) ?? [];
  const kits = useWatch<readonly KitView[]>(copies?.watchKits, [copies]) ?? [];
  const now = useNow();
  const [recalled, setRecalled] = useState<{ readonly id: JobId }>();
  return (
    <Surface desk={desk}>
      <main class="popup">
        <header class="row between">
          <h1 class="unseen">Understudy</h1>
          {here && <PageTitle title={here.target?.title} />}
          <span class="row tight">
            <Doors desk={desk} />
          </span>
        </header>
        <DrillBanner desk={desk} />
        {copies && <CopyOfferNote desk={desk} copies={copies} page={here?.target?.pageId} now={now} />}
        {here && (
          <ActOnPage
            desk={desk}
            here={here}
            settings={settings}
            recalled={recalled}
            more={{
              form: (props) => <MoreForm {...props} />,
              under: (view) => <MoreOfResult desk={desk} view={view} settings={settings} />,
            }}
          />
        )}
        {here?.target && <PageRows desk={desk} page={here.target} settings={settings} now={now} />}
        <KitList desk={desk} kits={kits} now={now} />
        <BudgetLine desk={desk} settings={settings} now={now} />
        <HealthView lines={health} now={now} onSettings={() => void desk.openOptions()} />
        {desk.queue && (
          <Queued desk={desk} queue={desk.queue} models={[]} now={now} onRecall={(id) => setRecalled({ id })} />
        )}
        <MirrorLine syncs={syncs} now={now} />
        <Recent
          views={recent.filter(({ job }) => !isHere(job.input.target, here?.target))}
          desk={desk}
          now={now}
          onRecall={(id) => setRecalled({ id })}
        />
      </main>
    </Surface>
  );
}

/** What can be said and done about the open page beside acting on it. */
function PageRows(props: {
  readonly desk: Desk;
  readonly page: PageTarget;
  readonly settings: Settings;
  readonly now: number;
}) {
  return (
    <>
      <PageClass {...props} />
      <CopyRow {...props} />
    </>
  );
}

const isHere = (target: PageTarget | undefined, here: PageTarget | undefined): boolean =>
  target !== undefined && target.pageId === here?.pageId;
