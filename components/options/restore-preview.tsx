import { useId, useState } from 'preact/hooks';

import type { TableChange } from '../../lib/keeping/adding.ts';
import type { RestoreWay } from '../../lib/keeping/backup-ports.ts';
import { KINDS, ruleOf } from '../../lib/keeping/kinds.ts';
import type { Kind } from '../../lib/keeping/kinds.ts';
import type { CheckedBackup } from '../../lib/messages/data-desk.ts';
import { count, counted } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { ConfirmButton } from '../kit/confirm-button.tsx';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { KIND_WORDS } from './kind-words.ts';

const WAYS: readonly { readonly how: RestoreWay; readonly label: string; readonly help: string }[] = [
  {
    how: 'add',
    label: 'Add to what is here',
    help: 'What is missing here comes in. Where both have it, the one that was changed last stays.',
  },
  {
    how: 'replace',
    label: 'Replace what is here',
    help: 'Everything is as it was when the backup was made. What came since is deleted, and cannot be taken back.',
  },
];

type Change = Pick<TableChange, 'rows' | 'here' | 'fresh' | 'same' | 'differs'>;

/** What a backup holds and what it would change, before anything is touched. */
export function RestorePreview({
  checked,
  busy,
  onRestore,
  onLetGo,
}: {
  readonly checked: CheckedBackup;
  readonly busy: boolean;
  readonly onRestore: (how: RestoreWay) => void;
  readonly onLetGo: () => void;
}) {
  const id = useId();
  const [how, setHow] = useState<RestoreWay>('add');
  const kinds = byKind(checked.changes);
  const lost = [...kinds.values()].reduce((sum, { here, same }) => sum + here - same, 0);
  return (
    <>
      <ScrollTable label="What the backup holds">
        <table>
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col" class="number">
                In the backup
              </th>
              <th scope="col" class="number">
                Here now
              </th>
              <th scope="col" class="number">
                Missing here
              </th>
              <th scope="col" class="number">
                Different here
              </th>
            </tr>
          </thead>
          <tbody>
            {[...kinds].map(([kind, { rows, here, fresh, differs }]) => (
              <tr key={kind}>
                <th scope="row">{KIND_WORDS[kind].name}</th>
                <td class="number">{count(rows)}</td>
                <td class="number">{count(here)}</td>
                <td class="number">{count(fresh)}</td>
                <td class="number">{count(differs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
      <p class="second">{keyWords(checked)}</p>
      <fieldset class="keeping">
        <legend>How it comes back</legend>
        {WAYS.map(({ how: way, label, help }) => (
          <div key={way} class="radio">
            <input
              type="radio"
              id={`${id}-${way}`}
              name={id}
              checked={how === way}
              aria-describedby={`${id}-${way}-help`}
              onChange={() => setHow(way)}
            />
            <div>
              <label for={`${id}-${way}`}>{label}</label>
              <p class="help" id={`${id}-${way}-help`}>
                {help}
              </p>
            </div>
          </div>
        ))}
      </fieldset>
      <div class="row">
        {how === 'add' ? (
          <Button tone="main" disabled={busy} onClick={() => onRestore('add')}>
            Restore
          </Button>
        ) : (
          <ConfirmButton
            name="Restore"
            question={`Overwrite or delete ${counted(lost, 'row')} here?`}
            onConfirm={() => onRestore('replace')}
          />
        )}
        <Button disabled={busy} onClick={onLetGo}>
          Leave all as it is
        </Button>
      </div>
    </>
  );
}

function byKind(changes: readonly TableChange[]): ReadonlyMap<Kind, Change> {
  const kinds = new Map<Kind, Change>();
  for (const kind of KINDS) {
    const own = changes.filter((change) => ruleOf(change)?.kind === kind);
    const total = (of: keyof Change): number => own.reduce((sum, change) => sum + change[of], 0);
    if (own.length === 0 || (total('rows') === 0 && total('here') === 0)) continue;
    kinds.set(kind, {
      rows: total('rows'),
      here: total('here'),
      fresh: total('fresh'),
      same: total('same'),
      differs: total('differs'),
    });
  }
  return kinds;
}

function keyWords({ connections, withCopy }: CheckedBackup): string {
  const names = connections.map(({ label }) => label);
  const keys = names.length === 0 ? '' : ` These connections will need their keys again: ${names.join(', ')}.`;
  const copy = withCopy ? '' : ' The copy of Notion is not in it, and stays as it is here.';
  return `The backup was read to its end and holds. Nothing has been changed yet.${keys}${copy}`;
}
