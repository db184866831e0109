import { useEffect, useRef, useState } from 'preact/hooks';

import { DrillBanner } from '../kit/drill-banner.tsx';
import { Doors } from '../kit/doors.tsx';
import { Surface } from '../kit/surface.tsx';
import { TABS } from './tabs.tsx';
import type { WorkbenchTab } from './tabs.tsx';
import type { WorkbenchDesk } from './workbench-desk.ts';
import './workbench.css';

/** Work that needs room and time: each kind of it has a tab. */
export function Workbench({ desk }: { readonly desk: WorkbenchDesk }) {
  const [tab, choose] = useTabInAddress();
  return (
    <Surface desk={desk}>
      <main class="workbench">
        <header class="row between">
          <h1>Workbench</h1>
          <span class="row tight">
            <Doors desk={desk} panel={false} workbench={false} />
          </span>
        </header>
        <DrillBanner desk={desk} />
        <TabList chosen={tab} onChoose={choose} />
        <section
          key={tab.id}
          class="workbench-tab"
          role="tabpanel"
          id={`tab-${tab.id}`}
          aria-labelledby={`tab-${tab.id}-name`}
        >
          {tab.show(desk)}
        </section>
      </main>
    </Surface>
  );
}

/** Arrows go from tab to tab, as everywhere; the chosen one alone is in the order of the Tab key. */
function TabList({
  chosen,
  onChoose,
}: {
  readonly chosen: WorkbenchTab;
  readonly onChoose: (tab: WorkbenchTab) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const go = (step: number): void => {
    const next = TABS.at((TABS.indexOf(chosen) + step) % TABS.length) ?? TABS[0];
    onChoose(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next.id}-name`)?.focus();
  };
  return (
    <div ref={list} class="tab-list" role="tablist" aria-label="Workbench">
      {TABS.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`tab-${tab.id}-name`}
          aria-selected={tab === chosen}
          aria-controls={tab === chosen ? `tab-${tab.id}` : undefined}
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => onChoose(tab)}
          onKeyDown={({ key }) => {
            if (key === 'ArrowRight') go(1);
            if (key === 'ArrowLeft') go(-1);
          }}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

const inAddress = (): WorkbenchTab => TABS.find(({ id }) => `#${id}` === location.hash) ?? TABS[0];

/** The tab that the address names; choosing another one changes the address, so that going back and reloading work. */
function useTabInAddress(): readonly [WorkbenchTab, (tab: WorkbenchTab) => void] {
  const [tab, setTab] = useState(inAddress);
  useEffect(() => {
    const follow = (): void => setTab(inAddress());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return [
    tab,
    (chosen) => {
      setTab(chosen);
      location.hash = chosen.id;
    },
  ];
}
