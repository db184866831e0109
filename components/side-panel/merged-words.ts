import type { Merged } from '../../lib/chat/prompt-file.ts';
import { counted } from '../kit/amount.ts';

/** What came of an import, with the names of those that were here before. */
export function mergedWords({ added, same, renamed }: Merged): string {
  const sentences = [`${counted(added.length, 'prompt')} added.`];
  if (same.length > 0) sentences.push(`Here already: ${same.join(', ')}.`);
  if (renamed.length > 0) sentences.push(`Added beside another of the same name: ${renamed.join(', ')}.`);
  return sentences.join(' ');
}
