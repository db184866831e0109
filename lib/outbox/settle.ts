import { fingerprint } from '../text/fingerprint.ts';
import type { OutboxEntry } from './entry.ts';
import type { PersonEvent } from './outbox-event.ts';
import { editsOver } from './three-way.ts';

/**
 * The change anew over what stands now, for the person to approve again; `undefined` where the place that it was meant
 * for is gone.
 */
export function mineAnew(entry: OutboxEntry, now: number): Extract<PersonEvent, { readonly type: 'mine' }> | undefined {
  const { operation, base, found, failure } = entry;
  switch (operation.kind) {
    case 'set-properties': {
      const values = found?.values;
      if (values === undefined) return { type: 'mine', operation, from: 'start' };
      const anew = { readAt: now, values, fingerprint: fingerprint(JSON.stringify(values)) };
      return { type: 'mine', operation, base: anew, from: 'start' };
    }
    case 'replace-text': {
      const markdown = found?.markdown;
      if (markdown === undefined || base?.markdown === undefined) return undefined;
      const edits = editsOver(operation.edits, base.markdown, markdown);
      if (edits === undefined) return undefined;
      const anew = { readAt: now, markdown, fingerprint: fingerprint(markdown) };
      return { type: 'mine', operation: { ...operation, edits }, base: anew, from: 'start' };
    }
    case 'append':
    case 'create':
    case 'comment':
      return { type: 'mine', operation, from: failure?.code === 'write-gone' ? 'start' : 'here' };
  }
}
