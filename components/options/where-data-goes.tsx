import { useEffect, useState } from 'preact/hooks';

import type { ActivityHead } from '../../lib/activity/activity-store.ts';
import { NO_TOTALS } from '../../lib/activity/host-totals.ts';
import type { HostTotal, HostTotals } from '../../lib/activity/host-totals.ts';
import type { ActivityDesk } from '../../lib/messages/activity-desk.ts';
import { originOf } from '../../lib/settings/provider-address.ts';
import type { ProviderSettings } from '../../lib/settings/provider.ts';
import { dollars } from '../../lib/base/dollars.ts';
import { bytes, count } from '../kit/amount.ts';
import { moment } from '../kit/moment.ts';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { useWatch } from '../kit/use-watch.ts';
import { whyWords } from './activity-words.ts';

interface HostRow {
  readonly host: string;
  readonly what: string;
  readonly when: string;
}

const HOSTS: readonly HostRow[] = [
  {
    host: 'api.anthropic.com',
    what: 'Text of the page you act on, your question, titles and lines of results to be sorted, and your Claude key',
    when: 'When you press Summarize, Brief, Ask, Send or Sort by meaning, when such a request has waited, or test the key',
  },
  {
    host: 'api.notion.com',
    what: 'Which pages to read, the words you search for, changes that you approved, and your Notion token',
    when: 'While pages are copied to this device, when you act on a page, search or publish, or test the token',
  },
  {
    host: 'anthropic.statuspage.io',
    what: 'Nothing but the asking itself: no key, no word of yours',
    when: 'While Claude fails you, at most every five minutes, to read its public status page',
  },
  {
    host: 'www.notion-status.com',
    what: 'Nothing but the asking itself: no key, no word of yours',
    when: 'While Notion fails you, at most every five minutes, to read its public status page',
  },
];

/** Every host that is or was asked: what goes there and when, and what the activity log has counted of it. */
export function WhereDataGoes({
  desk,
  providers,
  now,
}: {
  readonly desk: ActivityDesk;
  readonly providers: readonly ProviderSettings[];
  readonly now: number;
}) {
  const totals = useTotals(desk);
  const named = [...HOSTS, ...providers.map(rowOf)];
  const others = Object.keys(totals?.hosts ?? {}).filter((host) => named.every((row) => row.host !== host));
  const rows = [...named, ...others.map(goneHost)];
  return (
    <>
      <h3>Where your data goes</h3>
      <ScrollTable label="Where your data goes">
        <table class="hosts" aria-busy={totals === undefined}>
          <thead>
            <tr>
              <th scope="col">Host</th>
              <th scope="col">Requests</th>
              <th scope="col">Out and in</th>
              <th scope="col">Tokens and cost</th>
              <th scope="col">First and last</th>
            </tr>
          </thead>
          {rows.map((row) => (
            <HostBody key={row.host} row={row} total={totals?.hosts[row.host]} now={now} />
          ))}
        </table>
      </ScrollTable>
      <p class="help">
        Nowhere else: what the browser’s own model reads stays on this device. Understudy has no server. The figures are
        summed from the activity log on this device, as far as it goes back; bytes are those of what was sent and read,
        without headers. Answers, chats, drafts and pages that were read stay in this browser.
      </p>
    </>
  );
}

/** One host: its figures, and below them what goes there, when, and why so far. */
function HostBody({
  row: { host, what, when },
  total,
  now,
}: {
  readonly row: HostRow;
  readonly total: HostTotal | undefined;
  readonly now: number;
}) {
  return (
    <tbody>
      <tr>
        <th scope="row">{host}</th>
        {total === undefined ? (
          <td colSpan={4} class="second">
            Not asked, as far as the log goes back
          </td>
        ) : (
          <Counted total={total} now={now} />
        )}
      </tr>
      <tr>
        <td colSpan={5}>
          {what}. {when}.{total !== undefined && whyWords(total) !== '' && ` So far for: ${whyWords(total)}.`}
        </td>
      </tr>
    </tbody>
  );
}

function Counted({ total, now }: { readonly total: HostTotal; readonly now: number }) {
  const { firstAt, lastAt, requests, failures, bytesOut, bytesIn, tokensIn, tokensOut, microUsd } = total;
  return (
    <>
      <td>
        {count(requests)}
        {failures > 0 && ` (${count(failures)} failed)`}
      </td>
      <td>
        {bytes(bytesOut)} out
        <br />
        {bytes(bytesIn)} in
      </td>
      <td>
        {tokensIn + tokensOut === 0 ? (
          'None'
        ) : (
          <>
            {count(tokensIn)} in, {count(tokensOut)} out
            <br />
            {microUsd === 0 ? 'no price known' : dollars(microUsd / 1_000_000)}
          </>
        )}
      </td>
      <td>
        {moment(firstAt, now)}
        <br />
        {moment(lastAt, now)}
      </td>
    </>
  );
}

/** Sums that follow the log: read once, and then only what is new. */
function useTotals({ activity }: ActivityDesk): HostTotals | undefined {
  const head = useWatch<ActivityHead>((show) => activity.watchHead(show), [activity]);
  const [totals, setTotals] = useState<HostTotals>();
  const n = head?.n;
  useEffect(() => {
    if (n === undefined) return undefined;
    let current = true;
    activity.totals(totals ?? NO_TOTALS).then(
      (summed) => current && setTotals(summed),
      () => current && setTotals((before) => before ?? NO_TOTALS),
    );
    return () => {
      current = false;
    };
  }, [activity, n]);
  return totals;
}

/** What a provider that the person added gets to see. */
function rowOf(provider: ProviderSettings): HostRow {
  return {
    host: originOf(provider).replace(/^https?:\/\//, ''),
    what: `The same as Claude, for ${provider.classes.join(' and ')} pages${provider.header === 'none' ? '' : `, and the key of ${provider.name}`}`,
    when: provider.off === true ? 'Not while it is off' : 'When you ask it, or Claude cannot answer',
  };
}

const goneHost = (host: string): HostRow => ({
  host,
  what: 'The same as Claude',
  when: 'Not any more: this provider was removed',
});
