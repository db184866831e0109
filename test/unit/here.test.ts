import { describe, expect, it } from 'vitest';
import { asConnectionId } from '../../lib/base/ids.ts';
import { hereOf, tellChanges } from '../../lib/messages/here.ts';
import type { NotionConnection } from '../../lib/messages/desk.ts';

const workspace = (locked: boolean): NotionConnection => ({
  id: asConnectionId(String(locked)),
  workspace: 'Fernway',
  locked,
  ending: 'abcd',
});
const notionOf = (...notion: NotionConnection[]): string =>
  hereOf({ claude: { state: 'missing' }, notion, mode: 'session', locked: false }, undefined).notion;

describe('where a surface stands', () => {
  it('is connected to Notion as soon as one workspace opens', () => {
    expect(notionOf()).toBe('missing');
    expect(notionOf(workspace(true))).toBe('locked');
    expect(notionOf(workspace(true), workspace(false))).toBe('connected');
  });
});

/** Looks that are answered by hand, in any order. */
function answeredByHand() {
  const open: { resolve(value: string): void; reject(error: Error): void }[] = [];
  const told: string[] = [];
  const look = (): Promise<string> => new Promise((resolve, reject) => open.push({ resolve, reject }));
  return { open, told, tell: tellChanges(look, (value) => told.push(value)) };
}

describe('telling of changes', () => {
  it('never lets an older look speak after a newer', async () => {
    const { open, told, tell } = answeredByHand();
    const both = [tell(), tell()];
    open[1]?.resolve('new');
    open[0]?.resolve('old');
    await Promise.all(both);
    expect(told).toEqual(['new']);
  });

  it('tells the same only once, and lets a look that fails pass', async () => {
    const { open, told, tell } = answeredByHand();
    for (const [at, answer] of ['here', 'here', new Error('gone'), 'there'].entries()) {
      const done = tell();
      if (typeof answer === 'string') open[at]?.resolve(answer);
      else open[at]?.reject(answer);
      await done;
    }
    expect(told).toEqual(['here', 'there']);
  });
});
