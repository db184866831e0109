import type { PropertyValues } from '../../lib/outbox/property-value.ts';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { valueWords } from './value-words.ts';

/** Properties as they are and as they would be. */
export function ValuesTable({
  wanted,
  before,
}: {
  readonly wanted: PropertyValues;
  /** As they stood when the change was made. */
  readonly before?: PropertyValues;
}) {
  return (
    <ScrollTable label="Properties">
      <table class="values" dir="auto">
        <thead>
          <tr>
            <th scope="col">Property</th>
            {before && <th scope="col">Before</th>}
            <th scope="col">{before ? 'After' : 'Value'}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(wanted).map(([name, value]) => (
            <tr key={name}>
              <th scope="row" dir="auto">
                {name}
              </th>
              {before && <td dir="auto">{valueWords(before[name])}</td>}
              <td dir="auto">{before ? <strong>{valueWords(value)}</strong> : valueWords(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
