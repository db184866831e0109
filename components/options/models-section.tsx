import type { Connections, OptionsDesk } from '../../lib/messages/desk.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { PRICES_AS_OF, costOf } from '../../lib/models/prices.ts';
import { factsOfRoute } from '../../lib/models/route-facts.ts';
import { approvedModels } from '../../lib/settings/managed-rules.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { count } from '../kit/amount.ts';
import { LanguageSelect, LengthSelect } from '../kit/answer-selects.tsx';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { useAsk } from '../kit/handing.ts';
import { ModelSelect } from '../kit/model-select.tsx';
import { BuiltInSwitch } from './built-in-switch.tsx';
import { ModelOrder } from './model-order.tsx';
import { Providers } from './providers.tsx';

/** Which models are asked, in which order and where, and what each can do at what price. */
export function ModelsSection({
  desk,
  settings,
  connections,
  models,
}: {
  readonly desk: OptionsDesk;
  readonly settings: Settings;
  readonly connections: Connections;
  readonly models: readonly ModelFacts[];
}) {
  const ask = useAsk();
  const change = (part: Partial<Settings>): void => ask(() => desk.changeSettings(part));
  return (
    <>
      <div class="fields">
        <ModelSelect
          label="Model asked first"
          models={modelsAtHome(settings, models)}
          value={settings.model}
          onChange={(model) => change({ model, fallbacks: behind(model, settings) })}
        />
        <LanguageSelect value={settings.language} onChange={(language) => change({ language })} />
        <LengthSelect value={settings.length} onChange={(length) => change({ length })} />
      </div>
      <ModelOrder desk={desk} settings={settings} models={models} />
      {models.length === 0 ? (
        <p class="second">What each model can do is shown once a Claude key is connected.</p>
      ) : (
        <ScrollTable label="Models your key may use">
          <table class="models">
            <thead>
              <tr>
                <th scope="col">Model</th>
                <th scope="col" class="right">
                  Reads
                </th>
                <th scope="col" class="right">
                  Writes
                </th>
                <th scope="col">Cites</th>
                <th scope="col" class="right">
                  Price in / out
                </th>
              </tr>
            </thead>
            <tbody>
              {models.map((model) => (
                <tr key={model.id}>
                  <th scope="row">
                    {model.name}
                    {model.lifecycle !== 'active' && <span class="second small"> {lifecycleWords(model)}</span>}
                  </th>
                  <td class="right">{count(model.contextTokens / 1000)}k</td>
                  <td class="right">{count(model.outputTokens / 1000)}k</td>
                  <td>{model.citations ? 'yes' : 'no'}</td>
                  <td class="right">{priceWords(model.id, settings)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollTable>
      )}
      {models.length > 0 && (
        <p class="help">
          Reads and writes are tokens at most. Prices are US dollars per million tokens, as published on {PRICES_AS_OF}.
        </p>
      )}
      <Providers desk={desk} settings={settings} connections={connections} />
      <BuiltInSwitch desk={desk} settings={settings} />
    </>
  );
}

/** What may be asked first where the person is served. */
function modelsAtHome(
  { provider, providers, managed }: Settings,
  models: readonly ModelFacts[],
): readonly ModelFacts[] {
  const home = providers.find(({ id }) => id === provider);
  const served =
    home === undefined ? models : home.models.map((model) => factsOfRoute({ provider, model }, models, providers));
  const approved = approvedModels(
    managed,
    provider,
    served.map(({ id }) => id),
  );
  return served.filter(({ id }) => approved.includes(id));
}

/** What was asked first goes behind what is asked first now. */
const behind = (model: string, { model: before, fallbacks }: Settings): readonly string[] =>
  [before, ...fallbacks].filter((one, at, all) => one !== model && all.indexOf(one) === at);

function lifecycleWords(model: ModelFacts): string {
  if (model.lifecycle === 'retired') return 'retired';
  return model.retiresAt === undefined ? 'deprecated' : `leaves ${model.retiresAt.slice(0, 10)}`;
}

/** Dollars per million tokens, from what a thousand cost: some models charge more for very long prompts. */
function priceWords(id: string, { prices }: Settings): string {
  const input = costOf(id, { ...NO_USAGE, inputTokens: 1000 }, prices);
  const output = costOf(id, { ...NO_USAGE, outputTokens: 1000 }, prices);
  return input === undefined || output === undefined ? 'not known' : `${perMillion(input)} / ${perMillion(output)}`;
}

const perMillion = (perThousand: number): string => `$${Number((perThousand * 1000).toFixed(3))}`;
