import type { FailureFacts } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import { policyOf } from '../settings/managed.ts';
import { forbids, invalidPolicy } from '../settings/managed-rules.ts';
import type { Settings } from '../settings/settings.ts';

/** No page of Notion lies deeper; what goes on longer goes round. */
const DEEPEST = 100;

/**
 * Why this page may not be written to: `managed-invalid`, `managed-forbids` or `writes-off`; `undefined` where it may.
 * Where the organization names pages to write under and nobody can tell where this one lies, it may not.
 * @param parentOf the page or database above a page; `undefined` where there is none, or nobody knows
 */
export async function refusesWriting(
  { writes, managed }: Pick<Settings, 'writes' | 'managed'>,
  target: PageId,
  parentOf: (page: PageId) => Promise<PageId | undefined>,
): Promise<FailureFacts | undefined> {
  const invalid = invalidPolicy(managed);
  if (invalid !== undefined) return invalid;
  const policy = policyOf(managed);
  if (policy.writes === 'off') return forbids('Nothing may be written to Notion.');
  if (!writes) return { code: 'writes-off' };
  const approved = policy.parents;
  if (approved === undefined || (await liesUnder(target, new Set(approved), parentOf))) return undefined;
  return forbids('This page lies under none of the pages that may be written to.');
}

async function liesUnder(
  page: PageId,
  approved: ReadonlySet<PageId>,
  parentOf: (page: PageId) => Promise<PageId | undefined>,
): Promise<boolean> {
  let at: PageId | undefined = page;
  for (let steps = 0; at !== undefined && steps < DEEPEST; steps += 1) {
    if (approved.has(at)) return true;
    at = await parentOf(at);
  }
  return false;
}
