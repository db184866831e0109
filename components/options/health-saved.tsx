import { countSaved } from '../../lib/activity/saved.ts';
import type { Rung, SavedRequest } from '../../lib/activity/saved.ts';
import { count, counted } from '../kit/amount.ts';

const RUNG_WORDS: Readonly<Record<Rung, string>> = {
  retry: 'a second try of the same model',
  model: 'another model',
  provider: 'another provider',
  'built-in': 'the browser’s own model',
  'last-good': 'the last good answer',
  'model-free': 'a result without a model',
  queue: 'waiting for service',
};

/** How many requests each rung of the ladder saved; nothing where none had to be. */
export function SavedWords({ saved }: { readonly saved: readonly SavedRequest[] }) {
  const counts = countSaved(saved);
  if (counts.length === 0) return null;
  return (
    <>
      <h3>Requests that an outage did not stop: {count(saved.length)}</h3>
      <ul class="saved">
        {counts.map(([rung, number]) => (
          <li key={rung}>
            {count(number)} by {RUNG_WORDS[rung]}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What saved requests while one incident lasted, in a sentence; nothing where none had to be saved. */
export function savedSentence(saved: readonly SavedRequest[]): string | undefined {
  if (saved.length === 0) return undefined;
  const parts = countSaved(saved).map(([rung, number]) => `${count(number)} by ${RUNG_WORDS[rung]}`);
  return `${counted(saved.length, 'request')} got something all the same: ${parts.join(', ')}.`;
}
