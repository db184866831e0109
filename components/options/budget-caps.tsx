import type { Connections } from '../../lib/messages/desk.ts';
import type { Book } from '../../lib/policy/budget.ts';
import type { Budget, Caps } from '../../lib/settings/budget.ts';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { AmountField } from './amount-field.tsx';
import { SPENDERS, spenderName, workspaceName } from './budget-names.ts';

interface BudgetCapsProps {
  readonly budget: Budget;
  readonly book: Book;
  readonly connections: Connections;
  readonly onChange: (part: { readonly [Field in keyof Budget]?: Budget[Field] | undefined }) => void;
}

/** Caps of single workspaces and actions, and of tokens, folded away: most people need none. */
export function BudgetCaps({ budget, book, connections, onChange }: BudgetCapsProps) {
  const workspaces = [
    ...connections.notion.map(({ workspace }) => workspace),
    ...Object.keys(budget.workspaces),
    ...book.rows.map(({ workspace }) => workspace),
  ].filter((name) => name !== '');
  return (
    <details class="budget-more">
      <summary>Caps of a workspace or an action</summary>
      <CapsTable
        title="Workspace"
        names={[...new Set(workspaces)]}
        named={workspaceName}
        caps={budget.workspaces}
        onChange={(changed) => onChange({ workspaces: changed })}
      />
      <CapsTable
        title="Action"
        names={[...new Set([...Object.keys(SPENDERS), ...Object.keys(budget.actions)])]}
        named={spenderName}
        caps={budget.actions}
        onChange={(changed) => onChange({ actions: changed })}
      />
      <div class="fields">
        <AmountField
          label="Most tokens a day of models without a price"
          value={budget.dayTokens}
          onChange={(dayTokens) => onChange({ dayTokens })}
          help="Where money is capped and this is not, a model without a known price is not asked."
        />
        <AmountField
          label="Most tokens a month of models without a price"
          value={budget.monthTokens}
          onChange={(monthTokens) => onChange({ monthTokens })}
        />
      </div>
    </details>
  );
}

function CapsTable({
  title,
  names,
  named,
  caps,
  onChange,
}: {
  readonly title: string;
  readonly names: readonly string[];
  readonly named: (name: string) => string;
  readonly caps: Readonly<Record<string, Caps>>;
  readonly onChange: (caps: Readonly<Record<string, Caps>>) => void;
}) {
  if (names.length === 0) return null;
  const capsOf = (name: string): Caps => (Object.hasOwn(caps, name) ? (caps[name] ?? {}) : {});
  const set = (name: string, field: 'dayUsd' | 'monthUsd', value: number | undefined): void => {
    const { [field]: _before, ...others } = capsOf(name);
    const after: Caps = value === undefined ? others : { ...others, [field]: value };
    const entries = Object.entries(caps).filter(([other]) => other !== name);
    onChange(Object.fromEntries(Object.keys(after).length === 0 ? entries : [...entries, [name, after]]));
  };
  return (
    <ScrollTable label={`Caps by ${title.toLowerCase()}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">US dollars a day</th>
            <th scope="col">US dollars a month</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row" dir="auto">
                {named(name)}
              </th>
              <td>
                <AmountField
                  bare
                  label={`${named(name)}: most a day`}
                  value={capsOf(name).dayUsd}
                  onChange={(value) => set(name, 'dayUsd', value)}
                />
              </td>
              <td>
                <AmountField
                  bare
                  label={`${named(name)}: most a month`}
                  value={capsOf(name).monthUsd}
                  onChange={(value) => set(name, 'monthUsd', value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
