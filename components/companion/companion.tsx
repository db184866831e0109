import { useEffect, useRef } from 'preact/hooks';

import type { Desk, Here } from '../../lib/messages/desk.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { ActOnPage } from '../kit/act-on-page.tsx';
import { DrillBanner } from '../kit/drill-banner.tsx';
import { Surface } from '../kit/surface.tsx';
import { Button } from '../kit/button.tsx';
import { CopyRow } from '../reader/copy-row.tsx';
import { Doors } from '../kit/doors.tsx';
import { PageTitle } from '../kit/page-title.tsx';
import { useNow } from '../kit/use-now.ts';
import { useScrollFollow } from '../kit/use-scroll-follow.ts';
import { useWatch } from '../kit/use-watch.ts';
import type { Wish } from './wish.ts';

interface CompanionProps {
  readonly desk: Desk;
  readonly onClose: () => void;
  readonly wish?: Wish | undefined;
}

/** The panel over a Notion page. It shows and asks; it never approves. */
export function Companion({ desk, onClose, wish }: CompanionProps) {
  const here = useWatch<Here>((show) => desk.watchHere(show), [desk]);
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]) ?? DEFAULT_SETTINGS;
  const now = useNow();
  const panel = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useScrollFollow(body, 'once-at-end');
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  return (
    <Surface desk={desk}>
      {/* Escape is a shortcut for the close button, which stands first. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <aside
        ref={panel}
        class="companion"
        aria-label="Understudy"
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
          event.preventDefault();
          onClose();
        }}
      >
        <header class="companion-head">
          <h1>Understudy</h1>
          <Doors desk={desk} />
          <Button icon="close" tone="quiet" label="Close panel" onClick={onClose} />
        </header>
        <DrillBanner desk={desk} />
        <div ref={body} class="companion-body">
          {here && <PageTitle title={here.target?.title} />}
          {here && <ActOnPage desk={desk} here={here} settings={settings} wish={wish} />}
          {here?.target && <CopyRow desk={desk} page={here.target} now={now} />}
        </div>
      </aside>
    </Surface>
  );
}
