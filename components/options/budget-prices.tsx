import type { OptionsDesk } from '../../lib/messages/desk.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { undated } from '../../lib/models/model-name.ts';
import { PRICES_AS_OF, costOf } from '../../lib/models/prices.ts';
import type { SpendingRow } from '../../lib/policy/spending-row.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { modelName } from '../kit/model-name.ts';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { AmountField } from './amount-field.tsx';

type Price = Settings['prices'][string];

/** The dated price of every model that may be asked, each of which the person can correct, or give where none is known. */
export function BudgetPrices({
  desk,
  settings,
  models,
  rows,
}: {
  readonly desk: OptionsDesk;
  readonly settings: Settings;
  readonly models: readonly ModelFacts[];
  readonly rows: readonly SpendingRow[];
}) {
  const ask = useAsk();
  const { prices } = settings;
  const names = [
    ...new Set(
      [
        settings.model,
        ...settings.fallbacks,
        ...models.filter(({ lifecycle }) => lifecycle !== 'retired').map(({ id }) => id),
        ...settings.providers.flatMap((provider) => provider.models),
        ...rows.filter(({ provider }) => provider !== 'built-in').map(({ model }) => model),
      ].map(undated),
    ),
  ];
  const unknown = names.filter((name) => listed(name, prices) === undefined);
  const set = (name: string, price: Price | undefined): void => {
    const others = Object.entries(prices).filter(([other]) => other !== name);
    ask(() =>
      desk.changeSettings({ prices: Object.fromEntries(price === undefined ? others : [...others, [name, price]]) }),
    );
  };
  return (
    <>
      <h3>Prices</h3>
      <p class="help">
        US dollars per million tokens, as published on {PRICES_AS_OF}. Correct what your contract says otherwise.
      </p>
      {unknown.length > 0 && (
        <p class="second">
          No price is known for {unknown.map((name) => modelName(name, models)).join(', ')}: what they cost is not
          counted until you give one.
        </p>
      )}
      <ScrollTable label="Prices">
        <table>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">It reads</th>
              <th scope="col">It writes</th>
              <th scope="col">
                <span class="unseen">Undo</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const shown = modelName(name, models);
              const price = listed(name, prices);
              return (
                <tr key={name}>
                  <th scope="row">{shown}</th>
                  <td>
                    <AmountField
                      bare
                      label={`${shown}: what it reads`}
                      value={price?.input}
                      onChange={(input) => input !== undefined && set(name, { input, output: price?.output ?? input })}
                    />
                  </td>
                  <td>
                    <AmountField
                      bare
                      label={`${shown}: what it writes`}
                      value={price?.output}
                      onChange={(output) =>
                        output !== undefined && set(name, { input: price?.input ?? output, output })
                      }
                    />
                  </td>
                  <td>
                    {Object.hasOwn(prices, name) && (
                      <Button tone="quiet" onClick={() => set(name, undefined)}>
                        As published
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollTable>
    </>
  );
}

/** Dollars per million tokens, from what a thousand cost: some models charge more for very long prompts. */
function listed(model: string, prices: Settings['prices']): Price | undefined {
  const input = costOf(model, { ...NO_USAGE, inputTokens: 1_000 }, prices);
  const output = costOf(model, { ...NO_USAGE, outputTokens: 1_000 }, prices);
  if (input === undefined || output === undefined) return undefined;
  return { input: Number((input * 1_000).toFixed(4)), output: Number((output * 1_000).toFixed(4)) };
}
