import type { Connections, OptionsDesk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { allCaps } from '../../lib/policy/budget.ts';
import type { Book } from '../../lib/policy/budget.ts';
import { spendingCsv } from '../../lib/policy/spending-csv.ts';
import type { Budget } from '../../lib/settings/budget.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { BudgetMeter } from '../kit/budget-meter.tsx';
import { dayHere } from '../kit/budget-today.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { saveFile } from '../kit/save-file.ts';
import { useWatch } from '../kit/use-watch.ts';
import { AmountField } from './amount-field.tsx';
import { BudgetCaps } from './budget-caps.tsx';
import { BudgetCharts } from './budget-charts.tsx';
import { spenderName } from './budget-names.ts';
import { BudgetPrices } from './budget-prices.tsx';
import { StandInCost } from './stand-in-cost.tsx';
import './budget.css';

const NOTHING: Book = { rows: [], holds: [] };

/** What may be spent, what was, and at what prices. */
export function BudgetSection({
  desk,
  settings,
  connections,
  models,
  now,
}: {
  readonly desk: OptionsDesk;
  readonly settings: Settings;
  readonly connections: Connections;
  readonly models: readonly ModelFacts[];
  readonly now: number;
}) {
  const ask = useAsk();
  const book = useWatch<Book>(desk.watchSpending, [desk]) ?? NOTHING;
  const { budget } = settings;
  const day = dayHere(now);
  const change = (part: { readonly [Field in keyof Budget]?: Budget[Field] | undefined }): void =>
    ask(() => desk.changeSettings({ budget: withChange(budget, part) }));
  const caps = allCaps(budget, day, book).map((cap) =>
    cap.of === 'action' && cap.name !== undefined ? { ...cap, name: spenderName(cap.name) } : cap,
  );
  return (
    <>
      {caps.length === 0 ? (
        <p class="second">No cap is set: nothing is held back.</p>
      ) : (
        caps.map((cap) => (
          <BudgetMeter
            key={`${cap.of} ${cap.name} ${cap.period} ${cap.unit}`}
            cap={cap}
            cheaperFrom={budget.cheaperFrom}
          />
        ))
      )}
      <div class="fields">
        <AmountField
          label="Most a day, in US dollars"
          value={budget.dayUsd}
          onChange={(dayUsd) => change({ dayUsd })}
          help="Empty means no cap. What runs on this computer is never held back."
        />
        <AmountField
          label="Most a month, in US dollars"
          value={budget.monthUsd}
          onChange={(monthUsd) => change({ monthUsd })}
          help="Days and months are those of your clock."
        />
        <AmountField
          label="Cheapest model first from (%)"
          value={budget.cheaperFrom}
          most={100}
          onChange={(cheaperFrom) => cheaperFrom !== undefined && change({ cheaperFrom })}
          help="From this share of a cap on the cheapest of your models answers first, and says so."
        />
        <AmountField
          label="Kept for what is urgent (%)"
          value={budget.reserve}
          most={100}
          onChange={(reserve) => reserve !== undefined && change({ reserve })}
          help="The last part of each cap. Only a request that you mark as urgent uses it."
        />
      </div>
      <BudgetCaps budget={budget} book={book} connections={connections} onChange={change} />
      <StandInCost desk={desk} settings={settings} />
      <BudgetCharts rows={book.rows} models={models} day={day} />
      <BudgetPrices desk={desk} settings={settings} models={models} rows={book.rows} />
      {book.rows.length > 0 && (
        <div class="row">
          <Button
            icon="table"
            onClick={() => saveFile(`understudy-spending-${day}.csv`, 'text/csv', spendingCsv(book.rows))}
          >
            Export spending as CSV
          </Button>
        </div>
      )}
    </>
  );
}

/** A cap that is taken away is no longer there, as the settings have it. */
function withChange(budget: Budget, part: { readonly [Field in keyof Budget]?: Budget[Field] | undefined }): Budget {
  const { dayUsd, monthUsd, dayTokens, monthTokens, ...rest } = { ...budget, ...part };
  const { cheaperFrom, reserve, workspaces, actions } = rest;
  return {
    cheaperFrom: cheaperFrom ?? budget.cheaperFrom,
    reserve: reserve ?? budget.reserve,
    workspaces: workspaces ?? budget.workspaces,
    actions: actions ?? budget.actions,
    ...(dayUsd === undefined ? {} : { dayUsd }),
    ...(monthUsd === undefined ? {} : { monthUsd }),
    ...(dayTokens === undefined ? {} : { dayTokens }),
    ...(monthTokens === undefined ? {} : { monthTokens }),
  };
}
