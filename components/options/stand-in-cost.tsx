import { useId } from 'preact/hooks';

import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { useAsk } from '../kit/handing.ts';

const LABEL = 'Most a stand-in may cost, in US dollars';

/** What an answer may cost when another model stands in. What is no amount changes nothing. */
export function StandInCost({ desk, settings }: { readonly desk: OptionsDesk; readonly settings: Settings }) {
  const ask = useAsk();
  const id = useId();
  const change = (typed: string): void => {
    const standInUsd = typed.trim() === '' ? Number.NaN : Number(typed);
    if (Number.isFinite(standInUsd) && standInUsd >= 0) ask(() => desk.changeSettings({ standInUsd }));
  };
  return (
    <div class="field">
      <label for={id}>{LABEL}</label>
      <input
        id={id}
        type="number"
        min="0"
        step="any"
        value={settings.standInUsd}
        aria-describedby={`${id}-help`}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <p class="help" id={`${id}-help`}>
        For one answer, by estimate. A model that would cost more is not asked in place of another. The one that you ask
        is never held back by this.
      </p>
    </div>
  );
}
