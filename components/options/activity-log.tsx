import { useEffect, useState } from 'preact/hooks';

import type { ActivityHead } from '../../lib/activity/activity-store.ts';
import type { Chained } from '../../lib/activity/chain.ts';
import type { LogQuery } from '../../lib/activity/find-entries.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import type { ActivityDesk, LogPage } from '../../lib/messages/activity-desk.ts';
import { count } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { moment } from '../kit/moment.ts';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { useWatch } from '../kit/use-watch.ts';
import { ActivityFilters } from './activity-filters.tsx';
import { ActivityProof } from './activity-proof.tsx';
import { OUTCOME_WORDS, actWords, costWords, whereWords } from './activity-words.ts';

/** Rows shown at first, and with each press for more. */
const STEP = 50;

interface Props {
  readonly desk: ActivityDesk;
  readonly now: number;
  readonly keptDays: number;
  readonly onKeepDays: (days: number) => void;
}

/** Every read, call, decision, write and failure: found, filtered, proven and taken out. */
export function ActivityLog({ desk, now, keptDays, onKeepDays }: Props) {
  const { activity } = desk;
  const head = useWatch<ActivityHead>((show) => activity.watchHead(show), [activity]);
  const [query, setQuery] = useState<LogQuery>({});
  const [most, setMost] = useState(STEP);
  const found = useFound(desk, query, most, head?.n);
  const narrow = (next: LogQuery): void => {
    setQuery(next);
    setMost(STEP);
  };
  return (
    <>
      <h3>Every read, call, decision and write</h3>
      <p class="help">
        Ids, hashes, times and amounts. No text of a page, no question, no answer, no title, no key: titles below are
        looked up in the copies on this device. Kept on this device, sent nowhere.
      </p>
      <ActivityFilters query={query} now={now} onChange={narrow} />
      {found === undefined ? (
        <p aria-busy="true">Reading…</p>
      ) : (
        <Entries found={found} now={now} isNarrowed={Object.keys(query).length > 0} />
      )}
      {found?.before !== undefined && (
        <div class="row">
          <Button onClick={() => setMost(most + 4 * STEP)}>Show more entries</Button>
          <p class="help">The newest {count(found.rows.length)} are shown.</p>
        </div>
      )}
      <ActivityProof desk={desk} head={head} now={now} keptDays={keptDays} onKeepDays={onKeepDays} />
    </>
  );
}

/** What fits, read anew when the log grows; what was read before stays until then. */
function useFound({ activity }: ActivityDesk, query: LogQuery, most: number, n: number | undefined) {
  const [found, setFound] = useState<LogPage>();
  useEffect(() => {
    if (n === undefined) return undefined;
    let current = true;
    activity.read(query, undefined, most).then(
      (page) => current && setFound(page),
      () => current && setFound({ rows: [], titles: {} }),
    );
    return () => {
      current = false;
    };
  }, [activity, query, most, n]);
  return found;
}

function Entries({
  found: { rows, titles },
  now,
  isNarrowed,
}: {
  readonly found: LogPage;
  readonly now: number;
  readonly isNarrowed: boolean;
}) {
  if (rows.length === 0) {
    return (
      <p class="second">{isNarrowed ? 'No entry fits.' : 'Nothing yet: the first page that is read stands here.'}</p>
    );
  }
  return (
    <ScrollTable label="Activity log">
      <table class="log">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">What</th>
            <th scope="col">Page #fingerprint</th>
            <th scope="col">Model or host</th>
            <th scope="col">Tokens</th>
            <th scope="col">Cost</th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Entry key={row.n} row={row} title={titles[row.page ?? '']} now={now} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function Entry({
  row,
  title,
  now,
}: {
  readonly row: Chained;
  readonly title: string | undefined;
  readonly now: number;
}) {
  const { at, n, hash, page, fingerprint, tokensIn = 0, tokensOut = 0 } = row;
  return (
    <tr>
      <td title={`Entry ${n}, ${hash}`}>{moment(at, now)}</td>
      <td>{actWords(row)}</td>
      <td title={page}>
        {title ?? (page === undefined ? '' : `${page.slice(0, 8)}…`)}
        {fingerprint !== undefined && <code class="second"> #{fingerprint.slice(0, 8)}</code>}
      </td>
      <td>{whereWords(row)}</td>
      <td>{tokensIn + tokensOut === 0 ? '' : `${count(tokensIn)} + ${count(tokensOut)}`}</td>
      <td>{costWords(row)}</td>
      <td title={row.code}>{outcomeWords(row)}</td>
    </tr>
  );
}

/** How it ended; where it failed, why. */
function outcomeWords({ outcome, code, model }: Chained): string {
  if (code === undefined) return OUTCOME_WORDS[outcome];
  return describeFailure({ code, ...(model === undefined ? {} : { model }) }).cause;
}
