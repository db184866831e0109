import { useCallback, useEffect, useState } from 'preact/hooks';

import type { Removable } from '../../lib/keeping/removal.ts';
import type { KindSize, Left } from '../../lib/keeping/size.ts';
import type { DataDesk } from '../../lib/messages/data-desk.ts';
import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { useSay } from '../kit/announcer.tsx';
import { useAsk } from '../kit/handing.ts';
import { ConfirmButton } from '../kit/confirm-button.tsx';
import { BackupForm } from './backup-form.tsx';
import { ExportForm } from './export-form.tsx';
import { LeftStores, LookButton } from './delete-everything.tsx';
import { KIND_WORDS } from './kind-words.ts';
import { LongWorkView } from './long-work-view.tsx';
import { RegretNote } from './regret-note.tsx';
import { RestoreForm } from './restore-form.tsx';
import { StoredKinds } from './stored-kinds.tsx';
import { useLongWork } from './use-long-work.ts';
import './data.css';

const nameOf = (what: Removable): string => (what === 'everything' ? 'Everything' : KIND_WORDS[what].name);

/** All that is stored: how much, out of here, back again, and gone. */
export function DataSection({ desk, settings }: { readonly desk: OptionsDesk; readonly settings: Settings }) {
  return desk.data === undefined ? null : <YourData desk={desk} data={desk.data} settings={settings} />;
}

function YourData({
  desk,
  data,
  settings,
}: {
  readonly desk: OptionsDesk;
  readonly data: DataDesk;
  readonly settings: Settings;
}) {
  const hand = useAsk();
  const say = useSay();
  const [sizes, setSizes] = useState<readonly KindSize[]>([]);
  const [left, setLeft] = useState<readonly Left[]>();
  const [going, setGoing] = useState<Removable>();
  const work = useLongWork();
  const measure = useCallback(() => {
    data.measure().then(setSizes, () => setSizes([]));
  }, [data]);
  useEffect(measure, [measure]);
  const look = async (): Promise<readonly Left[]> => {
    const found = await data.whatIsLeft();
    setLeft(found);
    return found;
  };
  const remove = (what: Removable): Promise<void> =>
    work.runToEnd('Deleting…', async () => {
      setGoing(undefined);
      await data.remove(what);
      measure();
      if (what === 'everything' || left !== undefined) await look();
      return `${nameOf(what)}: deleted.`;
    });
  const ask = (what: Removable): void => {
    work.reset();
    setGoing(what);
    say(`${nameOf(what)} will be deleted in a moment. Undo keeps it.`, 'assertive');
  };
  return (
    <>
      <StoredKinds
        sizes={sizes}
        settings={settings}
        onKeep={(retention) => hand(() => desk.changeSettings({ retention }))}
        onRemove={ask}
      />
      <p class="help">
        Once a day what is older goes. A draft, a change that was not sent, a request that waits and a pinned
        conversation stay whatever their age.
      </p>
      {going !== undefined && (
        <RegretNote
          key={going}
          name={nameOf(going)}
          onUndo={() => setGoing(undefined)}
          onOver={() => void remove(going)}
        />
      )}
      <LongWorkView desk={desk} work={work} onAgain={measure} />
      <BackupForm desk={desk} data={data} />
      <RestoreForm desk={desk} data={data} onRestored={measure} />
      <ExportForm desk={desk} data={data} />
      <h3>Delete everything</h3>
      <p class="second">
        Ends what is under way, then empties every store of this extension on this device: keys, answers, conversations,
        drafts, the outbox, settings, the copy of Notion. What was written to Notion stays there.
      </p>
      <div class="row">
        <ConfirmButton name="Delete everything" question="Delete all of it?" onConfirm={() => ask('everything')} />
        <LookButton onLook={look} />
      </div>
      {left && <LeftStores left={left} />}
    </>
  );
}
