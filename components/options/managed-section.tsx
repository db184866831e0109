import { Fragment } from 'preact';

import { describeFailure } from '../../lib/base/failure-words.ts';
import { policyOf } from '../../lib/settings/managed.ts';
import type { Managed } from '../../lib/settings/managed.ts';
import { MANAGED_FIELD_NAMES } from '../../lib/settings/managed-fields.ts';
import { invalidPolicy } from '../../lib/settings/managed-rules.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { managedWords } from './managed-words.ts';

/** What the organization has set, in words; above everything, because it holds above everything. */
export function ManagedSection({ managed }: { readonly managed: Managed | undefined }) {
  const invalid = invalidPolicy(managed);
  const policy = policyOf(managed);
  const said = MANAGED_FIELD_NAMES.flatMap((field) => managedWords(field, policy) ?? []);
  if (invalid === undefined && said.length === 0) return null;
  return (
    <section class="section managed" aria-labelledby="managed">
      <h2 id="managed" tabIndex={-1}>
        Set by your organization
      </h2>
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
        <div class="note trouble" role="alert">
          <Icon name="alert" />
          <div class="note-words">
            <p>{describeFailure(invalid).cause}</p>
            <p class="second">Whoever looks after this browser can correct it.</p>
            <div class="row">
              <Button onClick={() => location.reload()}>Read the policy again</Button>
            </div>
          </div>
        </div>
      )}
    </section>
  );
}
