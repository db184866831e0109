import { useEffect, useState } from 'preact/hooks';

import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { BuiltInLook } from '../../lib/messages/provider-desk.ts';
import { refusesAsking } from '../../lib/settings/managed-rules.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { count } from '../kit/amount.ts';
import { useAsk } from '../kit/handing.ts';
import { SwitchRow } from './switch-row.tsx';

/** Whether the model that some browsers have of their own may answer, last of all models. */
export function BuiltInSwitch({ desk, settings }: { readonly desk: OptionsDesk; readonly settings: Settings }) {
  const ask = useAsk();
  const [look, setLook] = useState<BuiltInLook>();
  useEffect(() => {
    let wanted = true;
    const show = (found: BuiltInLook | undefined): void => {
      if (wanted) setLook(found);
    };
    desk.lookAtBuiltIn().then(show, () => show(undefined));
    return () => {
      wanted = false;
    };
  }, [desk]);
  return (
    <SwitchRow
      name="The browser’s own model"
      on={settings.builtIn}
      isManaged={refusesAsking(settings.managed, { provider: 'built-in' }) !== undefined}
      words={look === undefined ? 'Looking whether there is one…' : wordsFor(look)}
      onSwitch={(builtIn) => ask(() => desk.changeSettings({ builtIn }))}
    />
  );
}

function wordsFor({ state, contextTokens }: BuiltInLook): string {
  switch (state) {
    case 'absent':
      return 'This browser has none.';
    case 'unavailable':
      return 'This browser has none for this device.';
    case 'downloadable':
      return 'Not on this device. The browser may fetch it; Understudy never starts that.';
    case 'downloading':
      return 'The browser is fetching it.';
    case 'available':
      return `Ready, for short pages of about ${count(contextTokens)} tokens. Nothing leaves this device.`;
  }
}
