import { useMemo, useState } from 'preact/hooks';

import { hereOf } from '../../lib/messages/here.ts';
import type { Connections, Desk, HealthLine, Here, OptionsDesk } from '../../lib/messages/desk.ts';
import type { MirrorDesk, ReaderPage, ReaderRows } from '../../lib/messages/reader-desk.ts';
import type { ReaderAsk } from '../../lib/messages/reader-address.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { ActOnPage } from '../kit/act-on-page.tsx';
import { useWatch } from '../kit/use-watch.ts';
import { Blocks } from './blocks.tsx';
import { isToldByTable, rowsInText } from './database-rows.ts';
import { KitLine } from './kit-button.tsx';
import { LinkGround } from './links.tsx';
import { Outline } from './outline.tsx';
import { Breadcrumb, PageHead } from './page-head.tsx';
import { piecesOf } from './pieces.ts';
import { PlaceList } from './place-list.tsx';
import { Properties } from './properties.tsx';
import { RowsTable } from './rows-table.tsx';
import { SpotContext, placeOf, useSpot } from './spot.ts';
import { WhyBanner } from './why-banner.tsx';

export type ReaderDesk = Desk & MirrorDesk & Pick<OptionsDesk, 'watchConnections'>;

interface PageViewProps {
  readonly desk: ReaderDesk;
  readonly found: ReaderPage;
  readonly asked: ReaderAsk;
  /** Changes each time that a place in the page is asked for. */
  readonly occasion: number;
  readonly now: number;
}

/** The copy of a page, for reading. */
export function PageView({ desk, found, asked, occasion, now }: PageViewProps) {
  const { page, kind } = found;
  const [acting, setActing] = useState(false);
  const health = useWatch<readonly HealthLine[]>((show) => desk.watchHealth(show), [desk]) ?? [];
  const here = useHere(desk, found);
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]) ?? DEFAULT_SETTINGS;
  const rows = useRows(desk, found);
  const known = useMemo(
    () => new Map([...found.links, ...rows.rows.filter((row) => row.here).map((row) => [row.id, row] as const)]),
    [found.links, rows],
  );
  const pieces = useMemo(
    () => piecesOf(page.blocks, (block) => kind !== 'database' || !isToldByTable(block)),
    [page.fingerprint, kind],
  );
  const spot = useMemo(() => placeOf(asked.spot, page.blocks), [asked.spot, page.fingerprint]);
  useSpot(spot, occasion);
  return (
    <LinkGround desk={desk} known={withPlaces(known, found)}>
      <div class="reader-page">
        <WhyBanner
          page={page}
          rowsKnown={rows.mirrored}
          why={asked.why}
          lostAt={found.lostAt}
          health={health}
          now={now}
        />
        <Breadcrumb found={found} />
        <PageHead desk={desk} found={found} acting={acting} onAct={() => setActing(!acting)} />
        <p class="paper-only small">
          {page.url}, as of {new Date(page.readAt).toLocaleString()}
        </p>
        <KitLine
          desk={desk}
          page={{ pageId: page.id, title: page.title }}
          now={now}
          {...(here?.target && {
            claude: here.claude,
            brief: { action: 'brief', target: here.target, length: settings.length } as const,
          })}
        />
        {acting && here && (
          <section class="acting" aria-label="Summarize or ask">
            <ActOnPage desk={desk} here={here} settings={settings} />
          </section>
        )}
        <Properties properties={page.properties} />
        <Outline blocks={page.blocks} />
        <article class="blocks" aria-label={page.title}>
          <SpotContext.Provider value={spot}>
            <Blocks pieces={pieces} />
          </SpotContext.Provider>
          {pieces.length === 0 && kind !== 'database' && <p class="second">This page is empty.</p>}
        </article>
        {kind === 'database' && <RowsTable rows={rows.rows} known={rows.known} title={page.title} />}
        <PlaceList places={found.children} label="Pages inside" />
      </div>
    </LinkGround>
  );
}

/** Pages above and below are known too, whether or not the text leads to them. */
function withPlaces(known: ReaderPage['links'], { path, children }: ReaderPage): ReaderPage['links'] {
  return new Map([...known, ...[...path, ...children].map((place) => [place.id, place] as const)]);
}

/** The rows as the mirror has them; until it has any, those that the database's own text lists. */
function useRows(desk: ReaderDesk, { page, kind, links }: ReaderPage): ReaderRows & { readonly mirrored: boolean } {
  const watched = useWatch<ReaderRows>(kind === 'database' ? (show) => desk.watchRows(page.id, show) : undefined, [
    desk,
    page.id,
    kind,
  ]);
  const listed = useMemo(() => {
    const rows = rowsInText(page.blocks).map((row) => ({ ...row, here: links.get(row.id)?.here === true }));
    return { rows, known: rows.length, mirrored: false };
  }, [page.fingerprint, links]);
  return watched === undefined || watched.known === 0 ? listed : { ...watched, mirrored: true };
}

/** The page of the Reader as the page in front: every action works on it, from the copy where Notion is away. */
function useHere(desk: ReaderDesk, { page: { id, title, url } }: ReaderPage): Here | undefined {
  const connections = useWatch<Connections>((show) => desk.watchConnections(show), [desk]);
  return useMemo(
    () => (connections === undefined ? undefined : hereOf(connections, { pageId: id, title, url })),
    [connections, id, title, url],
  );
}
