import type { Desk } from '../../lib/messages/desk.ts';
import { allCaps, shareOf } from '../../lib/policy/budget.ts';
import type { Book } from '../../lib/policy/budget.ts';
import { dollars } from '../../lib/base/dollars.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { BudgetMeter } from '../kit/budget-meter.tsx';
import { dayHere } from '../kit/budget-today.ts';
import { useWatch } from '../kit/use-watch.ts';

/** What today has cost, beside the cap that is nearest to its end; nothing while there is neither. */
export function BudgetLine({
  desk,
  settings,
  now,
}: {
  readonly desk: Desk;
  readonly settings: Pick<Settings, 'budget'>;
  readonly now: number;
}) {
  const book = useWatch<Book>(desk.watchSpending, [desk]);
  if (book === undefined) return null;
  const day = dayHere(now);
  const [nearest] = allCaps(settings.budget, day, book).toSorted((one, other) => shareOf(other) - shareOf(one));
  if (nearest !== undefined) return <BudgetMeter cap={nearest} cheaperFrom={settings.budget.cheaperFrom} />;
  const today = book.rows.reduce((sum, row) => (row.day === day ? sum + row.usd : sum), 0);
  return today === 0 ? null : <p class="second small">Today {dollars(today)}. No cap is set.</p>;
}
