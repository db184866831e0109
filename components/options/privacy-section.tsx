import type { Connections, OptionsDesk } from '../../lib/messages/desk.ts';
import { originOf } from '../../lib/settings/provider-address.ts';
import type { ProviderSettings } from '../../lib/settings/provider.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { useAsk } from '../kit/handing.ts';
import { Button } from '../kit/button.tsx';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { Select } from '../kit/select.tsx';
import type { Choice } from '../kit/select.tsx';

const HOSTS = [
  {
    host: 'api.anthropic.com',
    what: 'Text of the page you act on, your question, titles and lines of results to be sorted, and your Claude key',
    when: 'When you press Summarize, Brief, Ask, Send or Sort by meaning, when such a request has waited, or test the key',
  },
  {
    host: 'api.notion.com',
    what: 'Which pages to read, the words you search for, and your Notion token',
    when: 'While pages are copied to this device, when you act on a page or search, or test the token',
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
] as const;

const ANNOUNCE: readonly Choice<Settings['announce']>[] = [
  { value: 'all', label: 'Read answers out as they arrive' },
  { value: 'end', label: 'Say only when an answer is complete' },
  { value: 'off', label: 'Say nothing' },
];

/** What goes where, who hears it, and the lock. */
export function PrivacySection({
  desk,
  settings,
  connections,
}: {
  readonly desk: OptionsDesk;
  readonly settings: Settings;
  readonly connections: Connections;
}) {
  const ask = useAsk();
  const lockable = connections.mode === 'passphrase' && !connections.locked;
  return (
    <>
      <h3>Where your data goes</h3>
      <ScrollTable label="Where your data goes">
        <table>
          <thead>
            <tr>
              <th scope="col">Host</th>
              <th scope="col">What</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {[...HOSTS, ...settings.providers.map(rowOf)].map(({ host, what, when }) => (
              <tr key={host}>
                <th scope="row">{host}</th>
                <td>{what}</td>
                <td>{when}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
      <p class="help">
        Nowhere else: what the browser’s own model reads stays on this device. Understudy has no server and counts
        nothing. Answers, chats, drafts and pages that were read stay in this browser.
      </p>
      <Select
        label="Screen reader"
        value={settings.announce}
        choices={ANNOUNCE}
        onChange={(announce) => ask(() => desk.changeSettings({ announce }))}
      />
      <div class="row">
        <Button disabled={!lockable} describedBy="lock-help" onClick={() => ask(() => desk.lock())}>
          Lock now
        </Button>
        <p class="help" id="lock-help">
          {lockWords(connections)}
        </p>
      </div>
    </>
  );
}

/** What a provider that the person added gets to see. */
function rowOf(provider: ProviderSettings) {
  return {
    host: originOf(provider).replace(/^https:\/\//, ''),
    what: `The same as Claude, for ${provider.classes.join(' and ')} pages${provider.header === 'none' ? '' : `, and the key of ${provider.name}`}`,
    when: provider.off === true ? 'Not while it is off' : 'When you ask it, or Claude cannot answer',
  };
}

function lockWords({ mode, locked }: Connections): string {
  if (locked) return 'Your keys are locked.';
  if (mode === 'passphrase') return 'Keys are open until the browser closes.';
  return 'Only keys that are kept under a passphrase can be locked.';
}
