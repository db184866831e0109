import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { ProviderId } from '../../lib/settings/provider.ts';
import { approvedModels } from '../../lib/settings/managed-rules.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { useAsk } from '../kit/handing.ts';
import { modelName } from '../kit/model-name.ts';
import { Select } from '../kit/select.tsx';
import { OrderedList } from './ordered-list.tsx';

const NONE = '';

/** The models that are asked, the first one first, and who serves them. */
export function ModelOrder({
  desk,
  settings,
  models,
}: {
  readonly desk: OptionsDesk;
  readonly settings: Settings;
  readonly models: readonly ModelFacts[];
}) {
  const ask = useAsk();
  const order = [settings.model, ...settings.fallbacks.filter((model) => model !== settings.model)];
  const put = ([model, ...fallbacks]: readonly string[]): void => {
    if (model !== undefined) ask(() => desk.changeSettings({ model, fallbacks }));
  };
  const home = settings.providers.find(({ id }) => id === settings.provider);
  const known =
    home === undefined ? models.filter(({ lifecycle }) => lifecycle !== 'retired').map(({ id }) => id) : home.models;
  const left = approvedModels(settings.managed, settings.provider, known).filter((model) => !order.includes(model));
  const homes = settings.providers.filter(({ models: served, off }) => served.length > 0 && off !== true);
  return (
    <div class="group">
      <h3>Order of models</h3>
      <p class="help">
        The first one is asked. When it cannot answer, the next one is, and the answer says so. A reached limit of yours
        stops them all.
      </p>
      {(homes.length > 0 || home !== undefined) && (
        <Select<ProviderId>
          label="Asked first at"
          value={settings.provider}
          choices={[
            { value: 'claude', label: 'Claude' },
            ...settings.providers
              .filter((one) => one === home || homes.includes(one))
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(provider) => ask(() => desk.changeSettings({ provider, ...startOf(provider, settings) }))}
        />
      )}
      <OrderedList
        label="Order of models"
        entries={order.map((id, at) => ({
          key: id,
          name: modelName(id, models),
          more: at === 0 ? 'asked first' : undefined,
        }))}
        onOrder={put}
      />
      {left.length > 0 && (
        <Select
          label="Add a model"
          value={NONE}
          choices={[
            { value: NONE, label: 'Choose…' },
            ...left.map((id) => ({ value: id, label: modelName(id, models) })),
          ]}
          onChange={(model) => model !== NONE && put([...order, model])}
        />
      )}
    </div>
  );
}

/** The order to begin with at a provider: what the person put in there, or ours for Claude. */
function startOf(provider: ProviderId, { providers }: Settings): Partial<Settings> {
  const [model, ...fallbacks] = providers.find(({ id }) => id === provider)?.models ?? [];
  return model === undefined
    ? { model: DEFAULT_SETTINGS.model, fallbacks: DEFAULT_SETTINGS.fallbacks }
    : { model, fallbacks };
}
