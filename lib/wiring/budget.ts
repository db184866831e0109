import { createSpendingStore } from '../adapters/dexie/spending-store.ts';
import type { Guard } from '../adapters/dexie/guard-storage.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';
import type { Chance, Clock, Log } from '../base/ports.ts';
import type { AnswerPorts } from '../flows/answer-ports.ts';
import { createSpending } from '../flows/keep-spending.ts';
import type { Spending } from '../flows/keep-spending.ts';
import type { RecordActivity } from '../activity/entry.ts';
import { logBudget } from '../flows/log-models.ts';
import type { GatePorts } from '../flows/gate.ts';
import type { Errand } from '../flows/log-models.ts';
import { payingPort } from '../flows/paying-port.ts';
import type { ModelPort } from '../models/answer-event.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { Settings } from '../settings/settings.ts';

interface Parts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly words: WordsDatabase;
  readonly guard: Guard;
  readonly models: Pick<AnswerPorts, 'factsOf'> & { model(provider: ProviderId, errand?: Errand): ModelPort };
  readonly record: RecordActivity;
  settings(): Promise<Settings>;
}

export interface BudgetHere extends Pick<GatePorts, 'model'>, Pick<Spending, 'near' | 'beginLot' | 'endLot'> {}

/** The budget over the real ledger: the only way that anything in the house finds to a model that is paid. */
export function composeBudget({ clock, chance, log, words, guard, models, record, settings }: Parts): BudgetHere {
  const spending = createSpending({
    clock,
    chance,
    log,
    store: createSpendingStore(words, guard),
    life: chance.id(),
    settings,
    zone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  return {
    ...spending,
    model: (provider, bill, errand) => {
      const paying = { spending, factsOf: models.factsOf };
      const port = payingPort(models.model(provider, errand), provider, bill, paying);
      return logBudget(record, port, provider, errand);
    },
  };
}
