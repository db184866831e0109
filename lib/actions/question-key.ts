import type { PageId } from '../base/ids.ts';
import type { JobInput } from '../jobs/job.ts';
import { fingerprint } from '../text/fingerprint.ts';

/**
 * Names a question, so that an earlier answer to it can be found: action, pages, words, language and length. The model
 * takes no part: an answer of another one is an answer too.
 */
export function questionKey(
  input: Pick<JobInput, 'action' | 'question' | 'language' | 'length'>,
  pageIds: readonly PageId[],
): string {
  const words = (input.question ?? '').normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return fingerprint(input.action, words, input.language ?? 'page', input.length, ...pageIds);
}
