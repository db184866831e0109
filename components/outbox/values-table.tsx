import type { PropertyValues } from '../../lib/outbox/property-value.ts';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { valueWords } from './value-words.ts';

/** Properties as they are, or are found by now, and as they would be. */
export function ValuesTable({
  wanted,
  before,
  found,
}: {
  readonly wanted: PropertyValues;
  /** As they stood when the change was made. */
  readonly before?: PropertyValues;
  /** As they stand now, where that is something else. */
  readonly found?: PropertyValues;
}) {
  return (
    <ScrollTable label="Properties">
      <table dir="auto">
        <thead>
          <tr>
            <th scope="col">Property</th>
            {before && <th scope="col">{found ? 'When it was prepared' : 'Before'}</th>}
            {found && <th scope="col">In Notion now</th>}
            <th scope="col">{found ? 'Asked for' : before ? 'After' : 'Value'}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(wanted).map(([name, value]) => (
            <tr key={name}>
              <th scope="row" dir="auto">
                {name}
              </th>
              {before && <td dir="auto">{valueWords(before[name])}</td>}
              {found && <td dir="auto">{valueWords(found[name])}</td>}
              <td dir="auto">{before && !found ? <strong>{valueWords(value)}</strong> : valueWords(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
