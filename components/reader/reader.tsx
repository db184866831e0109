import { useEffect, useState } from 'preact/hooks';

import type { PageId } from '../../lib/base/ids.ts';
import { readReaderAddress, readerAddress } from '../../lib/messages/reader-address.ts';
import type { ReaderAsk } from '../../lib/messages/reader-address.ts';
import type { ReaderPage, ReaderPlace } from '../../lib/messages/reader-desk.ts';
import { pageUrl } from '../../lib/mirror/address.ts';
import type { KitView } from '../../lib/mirror/offline-kit.ts';
import { Button } from '../kit/button.tsx';
import { Doors } from '../kit/doors.tsx';
import { useAsk } from '../kit/handing.ts';
import { Icon } from '../kit/icon.tsx';
import { SearchView } from '../kit/search-view.tsx';
import { DrillBanner } from '../kit/drill-banner.tsx';
import { Surface } from '../kit/surface.tsx';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';
import { KitList } from './kit-list.tsx';
import { LinkGround, shownTitle } from './links.tsx';
import { PageView } from './page-view.tsx';
import type { ReaderDesk } from './page-view.tsx';
import { PlaceList } from './place-list.tsx';
import './reader.css';

/** Pages in the start view's list. */
const MOST_READ = 20;

/** Copies of pages, to be read when Notion or the network is away. What is shown stands in the address. */
export function Reader({
  desk,
  search,
  hash,
}: {
  readonly desk: ReaderDesk;
  readonly search: string;
  readonly hash: string;
}) {
  const [place, setPlace] = useState({ hash, occasion: 0 });
  const asked = readReaderAddress(search, place.hash);
  const now = useNow();
  useEffect(() => {
    const moved = (): void => setPlace(({ occasion }) => ({ hash: location.hash, occasion: occasion + 1 }));
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return (
    <Surface desk={desk}>
      <div class="reader">
        <header class="reader-top">
          <a class="home" href={readerAddress({})}>
            <Icon name="page" size={20} />
            <span>Reader</span>
          </a>
          <SearchView desk={desk} focused={asked.query !== undefined} seeking={asked.query} />
          <Doors desk={desk} />
        </header>
        <DrillBanner desk={desk} />
        <main>
          {asked.page === undefined ? (
            <StartView desk={desk} now={now} />
          ) : (
            <OnePage desk={desk} id={asked.page} asked={asked} occasion={place.occasion} now={now} />
          )}
        </main>
      </div>
    </Surface>
  );
}

/** What a watch showed: that there is no copy is knowledge too. */
interface Seen {
  readonly found: ReaderPage | undefined;
}

function OnePage({
  desk,
  id,
  asked,
  occasion,
  now,
}: {
  readonly desk: ReaderDesk;
  readonly id: PageId;
  readonly asked: ReaderAsk;
  readonly occasion: number;
  readonly now: number;
}) {
  const seen = useWatch<Seen>((show) => desk.watchPage(id, (found) => show({ found })), [desk, id]);
  const title = seen?.found?.page.title;
  useEffect(() => {
    if (title !== undefined) document.title = `${shownTitle(title)} (copy)`;
  }, [title]);
  if (seen === undefined) return null;
  if (seen.found === undefined) return <NotHere desk={desk} id={id} />;
  return <PageView desk={desk} found={seen.found} asked={asked} occasion={occasion} now={now} />;
}

function NotHere({ desk, id }: { readonly desk: ReaderDesk; readonly id: PageId }) {
  const ask = useAsk();
  return (
    <div class="not-here">
      <h1>This page is not on this device</h1>
      <p class="second">It was never read here, or it was removed to make room. Notion has it.</p>
      <div class="row">
        <Button icon="out" tone="main" onClick={() => ask(() => desk.openPage(pageUrl(id)))}>
          Open in Notion
        </Button>
        <Button icon="retry" onClick={() => ask(() => desk.refresh(id))}>
          Read it now
        </Button>
      </div>
    </div>
  );
}

function StartView({ desk, now }: { readonly desk: ReaderDesk; readonly now: number }) {
  const kits = useWatch<readonly KitView[]>((show) => desk.watchKits(show), [desk]) ?? [];
  const read = useWatch<readonly ReaderPlace[]>((show) => desk.watchRead(MOST_READ, show), [desk]);
  const known = new Map((read ?? []).map((place) => [place.id, place] as const));
  return (
    <LinkGround desk={desk} known={known}>
      <div class="start">
        <h1>Your pages on this device</h1>
        <p class="second">Copies of Notion pages, readable and searchable when Notion or the network is away.</p>
        <KitList desk={desk} kits={kits} now={now} inPlace />
        {read !== undefined && read.length === 0 && (
          <p class="second">Nothing has been read yet. Open a Notion page and summarize it, or connect a workspace.</p>
        )}
        <PlaceList places={read ?? []} label="Read lately" now={now} />
      </div>
    </LinkGround>
  );
}
