import { amountOf, budgetName } from '../../lib/policy/budget-words.ts';
import type { CapState } from '../../lib/policy/budget.ts';
import { shareOf } from '../../lib/policy/budget.ts';
import './budget-meter.css';

/** One cap as everybody understands it: `Today $0.42 of $2.00`, and a bar. */
export function BudgetMeter({
  cap,
  cheaperFrom,
}: {
  readonly cap: CapState;
  /** From this share of the cap on, in percent, another model is asked, and the bar says so by its colour. */
  readonly cheaperFrom: number;
}) {
  const words = meterWords(cap);
  const high = cap.limit <= 0 ? 1 : cap.limit;
  return (
    <div class="budget-meter">
      <p>{words}</p>
      <meter
        aria-label={budgetName(cap)}
        aria-valuetext={words}
        min={0}
        max={high}
        high={(high * cheaperFrom) / 100}
        value={Math.min(high, shareOf(cap) * high)}
      />
    </div>
  );
}

function meterWords({ period, of, name, unit, limit, spent, held }: CapState): string {
  const when = period === 'day' ? 'Today' : 'This month';
  const whose = of === 'all' ? when : `${when}, ${name === '' || name === undefined ? 'no workspace' : name}:`;
  const waits = held > 0 ? `, ${amountOf(held, unit)} held back for requests under way` : '';
  return `${whose} ${amountOf(spent, unit)} of ${amountOf(limit, unit)}${waits}`;
}
