import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { threeWayOf } from '../../lib/outbox/three-way.ts';
import type { ThreeWay } from '../../lib/outbox/three-way.ts';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { DiffView } from './diff-view.tsx';
import { EntryContent } from './entry-content.tsx';
import { valueWords } from './value-words.ts';

type PropertyWay = Extract<ThreeWay, { of: 'property' }>;
type PassageWay = Extract<ThreeWay, { of: 'passage' }>;

/** Three versions beside each other: what stood there, what stands there now, and what was asked for. */
export function ConflictView({ entry }: { readonly entry: OutboxEntry }) {
  const ways = threeWayOf(entry);
  const properties = ways.filter((way) => way.of === 'property');
  const passages = ways.filter((way) => way.of === 'passage');
  if (ways.length === 0) return <EntryContent entry={entry} />;
  return (
    <>
      {properties.length > 0 && <Properties ways={properties} />}
      {passages.map((way, index) => (
        <Passage key={index} way={way} />
      ))}
    </>
  );
}

function Properties({ ways }: { readonly ways: readonly PropertyWay[] }) {
  return (
    <ScrollTable label="Properties">
      <table class="values" dir="auto">
        <thead>
          <tr>
            <th scope="col">Property</th>
            <th scope="col">When it was prepared</th>
            <th scope="col">In Notion now</th>
            <th scope="col">Asked for</th>
          </tr>
        </thead>
        <tbody>
          {ways.map(({ name, base, theirs, mine, touched }) => (
            <tr key={name}>
              <th scope="row" dir="auto">
                {name}
              </th>
              <td dir="auto">{valueWords(base)}</td>
              <td dir="auto">{touched ? <strong>{valueWords(theirs)}</strong> : valueWords(theirs ?? base)}</td>
              <td dir="auto">{valueWords(mine)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function Passage({ way: { base, theirs, mine, touched } }: { readonly way: PassageWay }) {
  return (
    <div class="entry-versions">
      <h4>When it was prepared</h4>
      <p class="diff" dir="auto">
        {base}
      </p>
      <h4>In Notion now</h4>
      {theirs === undefined ? (
        <p class="second">It no longer stands there as it did.</p>
      ) : touched ? (
        <DiffView before={base} after={theirs} />
      ) : (
        <p class="second">The same.</p>
      )}
      <h4>Asked for</h4>
      <DiffView before={base} after={mine} />
    </div>
  );
}
