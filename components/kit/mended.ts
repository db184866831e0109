import type { FailureFacts } from '../../lib/base/failure.ts';
import type { Here } from '../../lib/messages/desk.ts';

export type Connected = Pick<Here, 'claude' | 'notion'>;

/**
 * What kept an answer from being made, when it no longer would: told as past, since an alert would tell it as now.
 * `undefined` for a failure that may still stand.
 */
export function mended({ code }: FailureFacts, { claude, notion }: Connected): string | undefined {
  if (code === 'no-claude-key' && claude === 'connected') {
    return 'No Claude key was set when this was asked. One is connected now.';
  }
  if (code === 'no-notion-token' && notion === 'connected') {
    return 'No Notion token was set when this was asked. One is connected now.';
  }
  if (code === 'vault-locked' && claude !== 'locked' && notion !== 'locked') {
    return 'Your keys were locked when this was asked. They are not now.';
  }
  return undefined;
}
