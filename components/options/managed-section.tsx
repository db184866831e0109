import { Fragment } from 'preact';

import type { Desk } from '../../lib/messages/desk.ts';
import { policyOf } from '../../lib/settings/managed.ts';
import type { Managed } from '../../lib/settings/managed.ts';
import { MANAGED_FIELD_NAMES } from '../../lib/settings/managed-fields.ts';
import { invalidPolicy } from '../../lib/settings/managed-rules.ts';
import { FailureNote } from '../kit/failure-note.tsx';
import { managedWords } from './managed-words.ts';

/** What the organization has set, in words; above everything, because it holds above everything. */
export function ManagedSection({ desk, managed }: { readonly desk: Desk; readonly managed: Managed | undefined }) {
  const invalid = invalidPolicy(managed);
  const policy = policyOf(managed);
  const said = MANAGED_FIELD_NAMES.flatMap((field) => managedWords(field, policy) ?? []);
  if (invalid === undefined && said.length === 0) return null;
  return (
    <section class="section managed" aria-labelledby="managed">
      <h2 id="managed">Set by your organization</h2>
      {invalid === undefined ? (
        <>
          <p class="second">Whoever looks after this browser decided this for Understudy. It cannot be changed here.</p>
          <dl>
            {said.map(({ name, value }) => (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </Fragment>
            ))}
          </dl>
        </>
      ) : (
        <FailureNote
          desk={desk}
          failure={invalid}
          remedies={{ retry: () => location.reload(), settings: () => location.reload() }}
        />
      )}
    </section>
  );
}
