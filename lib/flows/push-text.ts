import type { Operation, TextEdit } from '../outbox/operation.ts';
import { applyEdits, guardEdits, stateOfEdits } from '../outbox/text-edits.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { Way } from './push.ts';

type ReplaceText = Extract<Operation, { readonly kind: 'replace-text' }>;

/**
 * Passages are replaced only where each stands exactly once. Edits go out with so much around them that Notion refuses
 * them a second time, and what they replaced is stored before.
 */
export const pushText: Way<ReplaceText> = {
  async next({ entry, operation, sent, writer, now, signal }, unsure) {
    if (sent.chunk > 0 && !unsure) return { do: 'end', url: entry.targetUrl };
    const markdown = await writer.markdown(operation.page, signal);
    // Once they have gone out, they may arrive at any time: a passage alone does not tell whether they did.
    if (sent.edits !== undefined && markdown !== entry.base?.markdown) {
      const state = stateOfEdits(markdown, sent.edits);
      if (state === 'made') return { do: 'end', url: entry.targetUrl };
      if (state === 'changed') return { do: 'conflict', code: 'write-conflict', found: { markdown } };
    }
    const edits = guardEdits(markdown, operation.edits);
    if (edits === undefined) return { do: 'conflict', code: 'write-conflict', found: { markdown } };
    return {
      do: 'write',
      base: { readAt: now, markdown, fingerprint: fingerprint(markdown) },
      before: { edits },
      async write() {
        await writer.replaceText(operation.page, edits, signal);
        return { chunk: 1 };
      },
    };
  },

  async audit({ operation, sent, writer, signal }) {
    const markdown = await writer.markdown(operation.page, signal);
    const edits = sent.edits ?? operation.edits;
    const isThere = edits.every(({ after }) => markdown.includes(after));
    // Notion said clearly that they were made: what reads otherwise now was changed since, or is written otherwise.
    const wasThere = sent.chunk > 0 && applyEdits(markdown, edits) === undefined;
    return isThere || wasThere ? 'right' : { do: 'conflict', code: 'write-conflict', found: { markdown } };
  },

  async undo({ operation, sent, writer, signal }) {
    const back: readonly TextEdit[] = (sent.edits ?? operation.edits).map(({ before, after }) => ({
      before: after,
      after: before,
    }));
    const markdown = await writer.markdown(operation.page, signal);
    const isBack = back.every(({ after }) => markdown.includes(after)) && applyEdits(markdown, back) === undefined;
    if (isBack) return 'undone';
    const edits = guardEdits(markdown, back);
    if (edits === undefined) return 'edited';
    return {
      do: 'write',
      async write() {
        await writer.replaceText(operation.page, edits, signal);
      },
    };
  },
};
