import { describe, expect, it } from 'vitest';
import { withComments } from '../../lib/chat/tools/tell-comments.ts';
import type { StandingComment } from '../../lib/outbox/notion-writer.ts';

const told = { text: '# Plan', words: 'Read “Plan”', pages: [] };
const comment = (text: string, createdAt?: number): StandingComment => ({
  id: text,
  discussion: 'd',
  text,
  ...(createdAt === undefined ? {} : { createdAt }),
});
const day = (of: string): number => Date.parse(`${of}T10:00:00Z`);

describe('comments behind a page that is read', () => {
  it('stand one a line, oldest first, each with its day', () => {
    const { text } = withComments(told, [
      comment('Who\npays?', day('2026-11-20')),
      comment('Not us.', day('2026-11-19')),
    ]);
    expect(text).toBe('# Plan\n\nComments on the page:\n- 2026-11-19: Not us.\n- 2026-11-20: Who pays?');
  });

  it('are said to be none, and the oldest of very many are left out', () => {
    expect(withComments(told, []).text).toContain('No open comments on the page.');
    const many = Array.from({ length: 60 }, (_, at) => comment(`c${at}.`, at));
    const { text } = withComments(told, many);
    expect([text.includes('10 older comments left out'), text.includes('c9.'), text.includes('c10.')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
