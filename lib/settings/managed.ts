import type { ManagedPolicy } from './managed-fields.ts';

/** One mistake in a policy. */
export interface ManagedFault {
  /** Where it stands: a field's name, as it is written in the policy. */
  readonly field: string;
  /** A whole sentence that names the field. */
  readonly words: string;
}

/** What the organization says: nothing, a policy, or something that cannot be understood, which stops whatever goes out. */
export type Managed =
  | { readonly state: 'none' }
  | { readonly state: 'set'; readonly policy: ManagedPolicy }
  | { readonly state: 'invalid'; readonly faults: readonly [ManagedFault, ...ManagedFault[]] };

export const NOT_MANAGED: Managed = { state: 'none' };

/** What is set, where it can be understood. */
export const policyOf = (managed: Managed | undefined): ManagedPolicy =>
  managed?.state === 'set' ? managed.policy : {};
