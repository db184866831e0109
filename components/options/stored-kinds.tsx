import type { Kind } from '../../lib/keeping/kinds.ts';
import { isRemovable } from '../../lib/keeping/removal.ts';
import type { Removable } from '../../lib/keeping/removal.ts';
import { daysOf } from '../../lib/keeping/retention.ts';
import type { KindSize } from '../../lib/keeping/size.ts';
import { RETAINED } from '../../lib/settings/retention.ts';
import type { RetainedKind, Retention } from '../../lib/settings/retention.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Button } from '../kit/button.tsx';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { Select } from '../kit/select.tsx';
import { KIND_WORDS, rowWords, sizeWords } from './kind-words.ts';

const EVER = 'ever';
const DAYS: readonly number[] = [7, 30, 90, 365];

/** How long kinds stay that have bounds of their own, or none. */
const KEPT_WORDS: Partial<Readonly<Record<Kind, string>>> = {
  drafts: 'until you delete them',
  prompts: 'until you delete them',
  health: '90 days',
  activity: 'as set under Activity',
  spending: 'until everything is deleted',
  settings: 'until everything is deleted',
  mirror: 'within its room, above',
  index: 'with the copy',
};

const isRetained = (kind: Kind): kind is RetainedKind => (RETAINED as readonly string[]).includes(kind);

/** An organization's bound takes away what is longer. */
function keepChoices(kind: RetainedKind, { retention, managed }: Pick<Settings, 'retention' | 'managed'>) {
  const most = daysOf(kind, {}, managed);
  const present = daysOf(kind, retention, managed);
  const days = [
    ...new Set([...DAYS, ...(present === undefined ? [] : [present]), ...(most === undefined ? [] : [most])]),
  ]
    .filter((one) => most === undefined || one <= most)
    .toSorted((one, other) => one - other)
    .map((one) => ({ value: String(one), label: one === 365 ? '1 year' : `${one} days` }));
  return most === undefined ? [{ value: EVER, label: 'for ever' }, ...days] : days;
}

function keeping(retention: Retention, kind: RetainedKind, chosen: string): Retention {
  const { [kind]: _before, ...rest } = retention;
  return chosen === EVER ? rest : { ...rest, [kind]: Number(chosen) };
}

/** What is stored, kind by kind, each with the way to let it go. */
export function StoredKinds({
  sizes,
  settings,
  onKeep,
  onRemove,
}: {
  readonly sizes: readonly KindSize[];
  readonly settings: Pick<Settings, 'retention' | 'managed'>;
  readonly onKeep: (retention: Retention) => void;
  readonly onRemove: (what: Removable) => void;
}) {
  return (
    <ScrollTable label="Stored on this device">
      <table>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col" class="number">
              Rows
            </th>
            <th scope="col" class="number">
              Size
            </th>
            <th scope="col">Kept</th>
            <th scope="col">
              <span class="unseen">Delete</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sizes.map((size) => {
            const { kind, rows } = size;
            const { name, holds } = KIND_WORDS[kind];
            return (
              <tr key={kind}>
                <th scope="row">
                  {name}
                  {holds !== undefined && <span class="second small holds">{holds}</span>}
                </th>
                <td class="number">{rowWords(size)}</td>
                <td class="number">{sizeWords(size)}</td>
                <td>
                  {isRetained(kind) ? (
                    <Select
                      bare
                      label={`How long ${name} are kept`}
                      value={String(daysOf(kind, settings.retention, settings.managed) ?? EVER)}
                      choices={keepChoices(kind, settings)}
                      onChange={(chosen) => onKeep(keeping(settings.retention, kind, chosen))}
                    />
                  ) : (
                    <span class="second small">{KEPT_WORDS[kind]}</span>
                  )}
                </td>
                <td>
                  {isRemovable(kind) && rows > 0 && (
                    <Button tone="quiet" label={`Delete ${name}`} onClick={() => onRemove(kind)}>
                      Delete
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollTable>
  );
}
