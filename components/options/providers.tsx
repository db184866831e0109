import { useState } from 'preact/hooks';

import type { FailureFacts } from '../../lib/base/failure.ts';
import type { Connections, OptionsDesk } from '../../lib/messages/desk.ts';
import type { ProviderForm as Form } from '../../lib/messages/provider-desk.ts';
import { originOf } from '../../lib/settings/provider-address.ts';
import { refusesAsking } from '../../lib/settings/managed-rules.ts';
import type { ProviderSettings } from '../../lib/settings/provider.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Button } from '../kit/button.tsx';
import { ConfirmButton } from '../kit/confirm-button.tsx';
import { useAsk } from '../kit/handing.ts';
import { focusField } from './focus-field.ts';
import { moved } from './moved.ts';
import { formOf, modelsLine, presetForm } from './provider-choices.ts';
import { ProviderForm } from './provider-form.tsx';
import { SwitchRow } from './switch-row.tsx';
import { TestWords } from './test-words.tsx';
import { useTest } from './use-test.ts';

/** Who else may answer when Claude cannot: gateways and other services, in the order in which they are asked. */
export function Providers({
  desk,
  settings: { providers, managed },
  connections,
}: {
  readonly desk: OptionsDesk;
  readonly settings: Settings;
  readonly connections: Connections;
}) {
  const ask = useAsk();
  const [editing, setEditing] = useState<Form>();
  const ids = providers.map(({ id }) => id);
  const move = (at: number, by: number): void => ask(() => desk.arrangeProviders(moved(ids, at, by)));
  return (
    <>
      <h3>Other providers</h3>
      <p class="help">
        Asked in this order when no model above can answer. Each sees only the pages that you allow it, and the answer
        names it. Nothing is sent to one that you did not add.
      </p>
      {providers.map((provider, at) =>
        editing?.id === provider.id ? null : (
          <ProviderGroup
            key={provider.id}
            desk={desk}
            provider={provider}
            refused={refusesAsking(managed, { provider: provider.id, baseUrl: provider.baseUrl })}
            connections={connections}
            onEdit={() => setEditing(formOf(provider))}
            up={at === 0 ? undefined : () => move(at, -1)}
            down={at === ids.length - 1 ? undefined : () => move(at, 1)}
          />
        ),
      )}
      {editing ? (
        <ProviderForm
          key={editing.id ?? 'new'}
          desk={desk}
          connections={connections}
          start={editing}
          onClose={() => setEditing(undefined)}
        />
      ) : (
        <div class="row">
          <Button icon="plus" onClick={() => setEditing(presetForm('openai'))}>
            Add a provider
          </Button>
        </div>
      )}
    </>
  );
}

function ProviderGroup({
  desk,
  provider,
  refused,
  connections,
  onEdit,
  up,
  down,
}: {
  readonly desk: OptionsDesk;
  readonly provider: ProviderSettings;
  /** Why the organization does not let it be asked. */
  readonly refused: FailureFacts | undefined;
  readonly connections: Connections;
  readonly onEdit: () => void;
  readonly up: (() => void) | undefined;
  readonly down: (() => void) | undefined;
}) {
  const ask = useAsk();
  const { busy, result, run } = useTest();
  const { id, name, models, header, off } = provider;
  const test = (): void => void run('Asking which models there are…', () => desk.testProvider(formOf(provider)));
  return (
    <fieldset class="group" aria-label={`Provider: ${name}`}>
      <div class="row between">
        <h4 dir="auto">{name}</h4>
        <p class="second">{originOf(provider)}</p>
      </div>
      <p class="second" dir="auto">
        {modelsLine(models)}
        {header === 'none' ? '' : ' · with a key'}
        {connections.locked && header !== 'none' ? ' that is locked' : ''}
      </p>
      <SwitchRow
        name={`Ask ${name}`}
        on={off !== true && refused === undefined}
        isManaged={refused !== undefined}
        words={refused?.detail ?? (off === true ? 'Kept, but not asked' : classWords(provider))}
        onSwitch={(on) => ask(() => desk.switchProvider(id, on))}
      />
      <div class="row">
        <Button disabled={busy !== undefined} onClick={test}>
          Test connection
        </Button>
        <Button icon="edit" label={`Change ${name}`} onClick={onEdit}>
          Change
        </Button>
        <Button label={`Move up ${name}`} disabled={up === undefined} onClick={() => up?.()}>
          Up
        </Button>
        <Button label={`Move down ${name}`} disabled={down === undefined} onClick={() => down?.()}>
          Down
        </Button>
        <ConfirmButton
          name="Remove"
          question="Remove it with its key?"
          onConfirm={() => ask(() => desk.removeProvider(id))}
        />
      </div>
      <TestWords desk={desk} busy={busy} result={result} onRetry={test} onField={() => focusField('models')} />
    </fieldset>
  );
}

/** What may be sent there, in a few words. */
function classWords({ classes }: ProviderSettings): string {
  return classes.length === 3 ? 'May see every page' : `May see ${classes.join(' and ')} pages`;
}
