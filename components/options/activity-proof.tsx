import { useEffect, useState } from 'preact/hooks';

import type { ActivityHead } from '../../lib/activity/activity-store.ts';
import type { Verdict } from '../../lib/activity/verify-log.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import type { ActivityDesk, ActivityState } from '../../lib/messages/activity-desk.ts';
import { counted } from '../kit/amount.ts';
import { useSay } from '../kit/announcer.tsx';
import { Button } from '../kit/button.tsx';
import { copyText } from '../kit/copy-text.ts';
import { useAsk } from '../kit/handing.ts';
import { saveFile } from '../kit/save-file.ts';
import { Select } from '../kit/select.tsx';
import type { Choice } from '../kit/select.tsx';

const KEPT: readonly number[] = [30, 90, 400, 1_000];

interface Props {
  readonly desk: ActivityDesk;
  readonly head: ActivityHead | undefined;
  readonly now: number;
  readonly keptDays: number;
  readonly onKeepDays: (days: number) => void;
}

/** What shows that the log is whole, and the ways out of it. */
export function ActivityProof({ desk, head, now, keptDays, onKeepDays }: Props) {
  const { activity } = desk;
  const ask = useAsk();
  const say = useSay();
  const state = useLogState(desk, head?.n);
  const [verdict, setVerdict] = useState<Verdict | 'checking'>();
  const name = `understudy-activity-${new Date(now).toISOString().slice(0, 10)}`;
  const check = async (): Promise<void> => {
    setVerdict('checking');
    const seen = await activity.check();
    setVerdict(seen);
    say(verdictWords(seen), seen.holds ? 'polite' : 'assertive');
  };
  return (
    <>
      {state?.code !== undefined && <NotKept state={state} />}
      {head !== undefined && head.n > 0 && (
        <p class="log-head">
          {counted(head.n - head.from.n, 'entry', 'entries')}. Head: <code>{`${head.n}:${head.hash}`}</code>
        </p>
      )}
      <div class="row">
        <Button
          icon="out"
          onClick={() =>
            ask(async () => saveFile(`${name}.jsonl`, 'application/x-ndjson', await activity.exportLog('log')))
          }
        >
          Export JSON Lines
        </Button>
        <Button
          icon="table"
          onClick={() => ask(async () => saveFile(`${name}.csv`, 'text/csv', await activity.exportLog('csv')))}
        >
          Export log as CSV
        </Button>
        <Button disabled={verdict === 'checking'} onClick={() => ask(check)}>
          Check the log
        </Button>
        <Button
          disabled={head === undefined || head.n === 0}
          onClick={() => ask(async () => head && copyText(`${head.n}:${head.hash}`))}
        >
          Copy head
        </Button>
      </div>
      {verdict !== undefined && (
        <p role={verdict !== 'checking' && !verdict.holds ? 'alert' : 'status'}>{verdictWords(verdict)}</p>
      )}
      <p class="help">
        Each entry carries a hash over the one before it, so an entry that is removed, changed, moved or added shows
        here, and in an export by <code>npm run verify -- FILE</code>. Who holds this browser profile could make the
        whole log anew. An older export, or a head that you wrote down elsewhere, shows that too: give it to the
        verifier with the file.
      </p>
      <Select
        label="Keep entries for"
        value={String(keptDays)}
        choices={keptChoices(keptDays)}
        onChange={(days) => onKeepDays(Number(days))}
        help="Older ones are removed once a day from the front, and an entry says so: what is left can still be checked."
      />
    </>
  );
}

function NotKept({ state }: { readonly state: ActivityState }) {
  const words = describeFailure({ code: state.code ?? 'storage-broken' });
  const lost = state.lost > 0 ? ` ${counted(state.lost, 'entry', 'entries')} had to be given up.` : '';
  return (
    <p role="alert">
      The activity log cannot be written now. {words.cause} {counted(state.waiting, 'entry', 'entries')} wait in memory.
      {lost} Work goes on, and the log will say what it misses.
    </p>
  );
}

/** How the log is kept, looked at whenever it grows, and from time to time where it does not. */
function useLogState({ activity }: ActivityDesk, n: number | undefined): ActivityState | undefined {
  const [state, setState] = useState<ActivityState>();
  useEffect(() => {
    let current = true;
    const look = (): void =>
      void activity.state().then(
        (seen) => current && setState(seen),
        () => undefined,
      );
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [activity, n]);
  return state;
}

const LOOK_MS = 10_000;

const keptChoices = (present: number): readonly Choice<string>[] =>
  [...new Set([...KEPT, present])]
    .toSorted((one, other) => one - other)
    .map((days) => ({ value: String(days), label: counted(days, 'day') }));

function verdictWords(verdict: Verdict | 'checking'): string {
  if (verdict === 'checking') return 'Checking every entry…';
  if (!verdict.holds) return `The log was tampered with. ${verdict.words}`;
  return `The log is whole: ${counted(verdict.entries, 'entry', 'entries')}, each follows from the one before it.`;
}
