import { commentText, markOf } from '../outbox/byline.ts';
import type { StandingComment } from '../outbox/notion-writer.ts';
import type { Operation } from '../outbox/operation.ts';
import { unlessGone } from './push.ts';
import type { Errand, Way } from './push.ts';

type Comment = Extract<Operation, { readonly kind: 'comment' }>;

/** Comments that bear the entry's mark and were made by us. */
async function ownComments({ entry, operation, writer, signal }: Errand<Comment>): Promise<readonly StandingComment[]> {
  const me = await writer.whoWrites(signal);
  const comments = (await unlessGone(writer.comments(operation.page, signal))) ?? [];
  return comments.filter(({ text, createdBy }) => text.includes(markOf(entry)) && (createdBy ?? me) === me);
}

/** A comment is found again by the mark in its last line. */
export const pushComment: Way<Comment> = {
  async next(errand, unsure) {
    const { entry, operation, writer, signal } = errand;
    const [standing] = unsure ? await ownComments(errand) : [];
    if (standing !== undefined)
      return { do: 'end', url: entry.targetUrl, progress: { comment: standing.id, chunk: 1 } };
    if (errand.sent.comment !== undefined) return { do: 'end', url: entry.targetUrl };
    return {
      do: 'write',
      async write() {
        const { id } = await writer.comment(
          operation.page,
          commentText(entry, operation.text),
          operation.discussion,
          signal,
        );
        return { comment: id, chunk: 1 };
      },
    };
  },

  async audit(errand) {
    const { sent, writer, signal } = errand;
    const standing = await ownComments(errand);
    const kept = standing.find(({ id }) => id === sent.comment) ?? standing[0];
    if (kept === undefined) return { do: 'conflict', code: 'write-gone' };
    const surplus = standing.filter(({ id, text }) => id !== kept.id && text === kept.text);
    for (const { id } of surplus) await unlessGone(writer.deleteComment(id, signal));
    return surplus.length > 0 ? 'again' : 'right';
  },

  async undo(errand) {
    const { entry, operation, writer, signal } = errand;
    const standing = await ownComments(errand);
    if (standing.length === 0) return 'undone';
    const written = commentText(entry, operation.text);
    if (standing.some(({ text }) => text.trim() !== written.trim())) return 'edited';
    return {
      do: 'write',
      async write() {
        for (const { id } of standing) await unlessGone(writer.deleteComment(id, signal));
      },
    };
  },
};
