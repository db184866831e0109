import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { SidePanel } from '../../components/side-panel/side-panel.tsx';
import type { SearchHit } from '../../lib/messages/search-desk.ts';
import { parsePageId } from '../../lib/base/ids.ts';
import { NOW, show } from '../fixtures/show-surface.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const hit = (digit: string, title: string, kind: SearchHit['kind'] = 'page'): SearchHit => ({
  pageId: parsePageId(digit.repeat(32)) ?? expect.unreachable('not an id'),
  title,
  url: `https://app.notion.com/p/${digit.repeat(32)}`,
  workspace: 'Fernway',
  kind,
  snippet: [],
  from: 'mirror',
});

async function panel(state: 'empty' | 'done' = 'done') {
  const shown = await show('side-panel', state, (desk) => <SidePanel desk={desk} />);
  const { desk, place, find, settle } = shown;
  desk.tell({
    search: {
      hits: [hit('a', 'Budget plan'), hit('b', 'Budget rows', 'database')],
      total: 2,
      mirrored: 2,
      known: 2,
      failures: [],
    },
    choices: {
      ...desk.world.choices,
      people: [{ value: 'Bud Mara', label: 'Bud Mara', pages: 3 }],
    },
  });
  const box = () => find('textarea', 'Message');
  /** Types into the message, the caret at its end. */
  const write = async (text: string): Promise<void> => {
    Object.assign(box(), { selectionEnd: text.length });
    await shown.type('Message', text);
    await settle(10);
  };
  const key = async (name: string): Promise<void> => {
    const event = new (box().ownerDocument.defaultView?.Event ?? Event)('keydown', { bubbles: true, cancelable: true });
    Object.assign(event, { key: name });
    await act(() => void box().dispatchEvent(event));
    await settle(10);
  };
  const texts = (selector: string): readonly string[] =>
    [...place.querySelectorAll(selector)].map(({ textContent }) => textContent);
  const sent = () => desk.world.messages.findLast(({ role }) => role === 'user');
  const words = (): unknown => Reflect.get(box(), 'value');
  return { ...shown, box, write, key, texts, sent, words };
}

describe('naming pages and people in a message', () => {
  it('completes a name from the keyboard, shows it as a badge and sends the page with the message', async () => {
    const { write, key, texts, box, sent, press, words } = await panel();
    await write('Compare with @bud');
    expect(texts('[role=option]')).toEqual(['Budget planFernway', 'Budget rowsFernway', 'Bud Mara']);
    const active = (): string | null | undefined =>
      box().ownerDocument.querySelector(`[id="${box().getAttribute('aria-activedescendant')}"]`)?.textContent;
    expect(active()).toBe('Budget planFernway');
    await key('ArrowDown');
    expect(active()).toBe('Budget rowsFernway');
    expect(box().getAttribute('aria-controls')).not.toBeNull();
    await key('Enter');
    expect(words()).toBe('Compare with @Budget rows ');
    expect(texts('[role=listbox]')).toEqual([]);
    expect(texts('.badge')).toEqual(['Launch plan Q3', 'Budget rows']);
    await press('Send');
    expect(sent()?.pages?.map(({ title }) => title)).toEqual(['Launch plan Q3', 'Budget rows']);
    // What was named stays for the next message, until it is taken away.
    expect(texts('.badge')).toEqual(['Launch plan Q3', 'Budget rows']);
  });

  it('sends nothing of what was left out, the open page neither', async () => {
    const { write, key, press, sent, words, texts } = await panel();
    await write('Read @bud');
    await key('Enter');
    await press('Leave out Budget plan');
    expect(words()).toBe('Read Budget plan ');
    await press('Leave out Launch plan Q3');
    expect(texts('.badge')).toEqual([]);
    await press('Send');
    expect(sent()?.pages).toEqual([]);
  });

  it('sends only the name of a person, and says so', async () => {
    const { write, key, press, sent, texts } = await panel();
    await write('Ask @mara');
    await key('Enter');
    expect(texts('.badge')).toEqual(['Launch plan Q3', 'Bud Mara (name only)']);
    await press('Send');
    expect(sent()).toMatchObject({ text: 'Ask @Bud Mara', pages: [{ title: 'Launch plan Q3' }] });
  });

  it('leaves the list on Escape, and Enter then sends what was typed', async () => {
    const { write, key, texts, sent } = await panel();
    await write('Ask @bud');
    await key('Escape');
    expect(texts('[role=listbox]')).toEqual([]);
    await key('Enter');
    expect(sent()?.text).toBe('Ask @bud');
  });

  it('keeps what went along when a message is edited and sent again', async () => {
    const { write, key, press, type, sent, settle } = await panel('empty');
    await write('Compare with @bud');
    await key('Enter');
    await press('Send');
    await settle();
    await press('Edit');
    await type('Edited text', 'Compare again');
    await press('Resend');
    expect(sent()).toMatchObject({
      text: 'Compare again',
      pages: [{ title: 'Launch plan Q3' }, { title: 'Budget plan' }],
    });
  });
});

describe('prompts and commands', () => {
  it('asks for the variables of a prompt and puts it into the message, sending nothing', async () => {
    const { desk, write, key, texts, press, type, words } = await panel();
    desk.tell({ prompts: [{ id: 'p', name: 'Letter', text: 'Write to {{who}}.', updatedAt: 1 }] });
    await write('/lett');
    expect(texts('[role=option]')).toEqual(['LetterPrompt']);
    await key('Enter');
    const before = desk.world.messages.length;
    await type('who', '{{me}}');
    await press('Put into message');
    expect(words()).toBe('Write to {{me}}.');
    expect(desk.world.messages).toHaveLength(before);
  });

  it('keeps, changes and deletes prompts in a library', async () => {
    const { desk, press, type } = await panel();
    await press('Prompts');
    await press('New prompt');
    await type('Name', 'Risks');
    await type('Text', 'Name the risks.');
    await press('Save');
    expect(desk.world.prompts).toMatchObject([{ name: 'Risks', text: 'Name the risks.' }]);
    await press('Edit Risks');
    await type('Text', 'Name three risks.');
    await press('Save');
    expect(desk.world.prompts).toMatchObject([{ name: 'Risks', text: 'Name three risks.' }]);
    await press('Delete');
    await press('Delete it?');
    expect(desk.world.prompts).toEqual([]);
  });

  it('puts the name of a tool into the message', async () => {
    const { write, key, words } = await panel();
    await write('/sea');
    await key('Tab');
    expect(words()).toBe('/search ');
  });
});

describe('the history', () => {
  it('pins, files and names conversations, and brings back what was deleted', async () => {
    const { place, press, type, texts, settle } = await panel();
    await press('Earlier chats');
    const [first] = texts('.history button.chat > span:first-child');
    if (first === undefined) throw new Error('no chat');
    await press(`More for ${first}`);
    await press('Pin');
    expect(texts('.shelf h3')).toEqual(['Pinned', 'Other chats']);
    const other = texts('.history button.chat > span:first-child').at(-1) ?? '';
    await press(`More for ${other}`);
    await press('Move to folder');
    await type(`Folder of ${other}`, 'Website');
    await press('Save');
    expect(texts('.shelf h3')).toEqual(['Pinned', 'Website', 'Other chats']);
    await press(`More for ${other}`);
    await press('Rename');
    await type(`Name of ${other}`, 'API owners');
    await press('Save');
    expect(place.textContent).toContain('API owners');
    await press('More for API owners');
    await press('Delete');
    expect(texts('.history button.chat').join()).not.toContain('API owners');
    await press('Undo');
    expect(texts('.history button.chat').join()).toContain('API owners');
    await settle(60_000);
    expect(texts('.history button.chat').join()).toContain('API owners');
  });
});

describe('a temporary chat', () => {
  it('is marked, is in no list, keeps no draft, and is gone once another is shown', async () => {
    const { desk, place, press, write, settle, sent } = await panel();
    const kept = desk.world.conversations.length;
    await press('More about this chat');
    await press('New temporary chatnot kept');
    expect(place.textContent).toContain('Not kept: it is deleted from this device');
    await write('A secret plan');
    await settle(1_000);
    expect([...desk.world.drafts.values()].join()).not.toContain('secret');
    await press('Send');
    const id = sent()?.conversationId;
    expect(desk.world.conversations.find((one) => one.id === id)).toMatchObject({ temporary: true });
    expect(desk.world.open).toEqual([id]);
    await press('Earlier chats');
    expect(place.querySelector('[aria-label=History]')?.textContent).not.toContain('secret');
    await press('New chat');
    await settle();
    expect(desk.world.conversations).toHaveLength(kept);
    expect(desk.world.messages.some(({ text }) => text.includes('secret'))).toBe(false);
    expect(desk.world.open).toEqual([]);
  });
});
