import type { PageId } from '../base/ids.ts';
import type { AskScope, JobInput } from '../jobs/job.ts';
import { fingerprint } from '../text/fingerprint.ts';

/**
 * Names a question, so that an earlier answer to it can be found: action, pages or scope, words, language, length, and
 * the answer that it follows. The model takes no part: an answer of another one is an answer too.
 */
export function questionKey(
  input: Pick<JobInput, 'action' | 'question' | 'scope' | 'follows' | 'language' | 'length' | 'particulars'>,
  pageIds: readonly PageId[],
): string {
  const words = (input.question ?? '').normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
  const { particulars } = input;
  const asked = [
    input.action,
    words,
    input.language ?? 'page',
    input.length,
    ...(particulars === undefined ? [] : [JSON.stringify(particulars)]),
  ];
  if (input.scope === undefined) return fingerprint(...asked, ...pageIds);
  return fingerprint(
    ...asked,
    ...partsOf(input.scope),
    ...(input.follows === undefined ? [] : ['after', input.follows]),
  );
}

/** Equal scopes give equal parts, in whatever order their values were chosen. */
function partsOf(scope: AskScope): readonly string[] {
  if (scope.kind === 'pages') return ['pages', ...scope.ids.toSorted()];
  const filters = Object.entries(scope.filters ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return ['everywhere', ...filters.flatMap(([name, value]) => [name, ...valuesOf(value)])];
}

const valuesOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).map((one) => JSON.stringify(one)).toSorted();
