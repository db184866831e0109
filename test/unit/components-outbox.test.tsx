import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ApproveWindow } from '../../components/outbox/approve-window.tsx';
import { asOutboxId } from '../../lib/base/ids.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { outboxOf } from '../fixtures/gallery/scene-outbox.ts';
import type { State } from '../fixtures/gallery/scenes.ts';
import { alertOf, NOW, show } from '../fixtures/show-surface.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Shown = Awaited<ReturnType<typeof show>>;

const open = (state: State, wanted?: string): Promise<Shown> =>
  show('approve', state, (desk) => (
    <ApproveWindow desk={desk} wanted={wanted === undefined ? undefined : asOutboxId(wanted)} />
  ));

const cardOf = ({ find }: Shown, name: string): HTMLElement => find('article', name);
const buttonOf = (card: Element, name: string): HTMLButtonElement => {
  const found = [...card.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === name);
  if (!found) throw new Error(`no button ${name} in: ${card.textContent}`);
  return found;
};
const namesIn = (card: Element): readonly string[] =>
  [...card.querySelectorAll('button')].map(({ textContent }) => textContent.trim());

/** A press as a hand makes it; `script` as a script does. */
async function press(shown: Shown, button: HTMLButtonElement, by: 'hand' | 'script' = 'hand'): Promise<void> {
  const view = button.ownerDocument.defaultView;
  if (!view) throw new Error('no window');
  const event = new view.Event('click', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'isTrusted', { value: by === 'hand' });
  await act(() => void button.dispatchEvent(event));
  await shown.settle();
}

const stateOf = ({ desk }: Shown, id: string): OutboxEntry['state'] | undefined =>
  desk.world.entries.find((entry) => entry.id === id)?.state;

const BRIEF = 'Add to the end of “Launch plan Q3”';
const COMMENT = 'Comment on “Launch plan Q3”';

describe('a proposal', () => {
  it('shows what would be written, where, by whom and from what, with nothing in it that can be pressed', async () => {
    const shown = await open('done');
    const card = cardOf(shown, BRIEF);
    expect(card.textContent).toContain('Brief by Claude Sonnet 5.5');
    expect(card.textContent).toContain('Waits for you');
    expect(card.textContent).toContain('The public launch moves to 14 October, six weeks later than planned.');
    expect(card.textContent).toContain('Made from 1 page');
    expect(card.querySelectorAll('a, img, iframe')).toHaveLength(0);
    expect(card.querySelectorAll('.doc li')).toHaveLength(5);
    expect(card.querySelectorAll('.doc tbody tr')).toHaveLength(2);
    expect(namesIn(card)).toEqual(['Approve', 'Decline', 'Open in Notion']);
  });

  it('is approved by a hand, once it has been in sight for half a second', async () => {
    const shown = await open('done');
    const approve = buttonOf(cardOf(shown, BRIEF), 'Approve');
    expect(approve.disabled).toBe(true);
    await shown.settle(499);
    expect(approve.disabled).toBe(true);
    await shown.settle(1);
    expect(approve.disabled).toBe(false);
    await press(shown, approve);
    expect(stateOf(shown, 'brief')).toBe('done');
    expect(cardOf(shown, BRIEF).textContent).toContain('Saved');
  });

  it('stays the same card when it goes from one kind to the next, and says how it stands', async () => {
    const shown = await open('done');
    await shown.settle(600);
    const card = cardOf(shown, BRIEF);
    await press(shown, buttonOf(card, 'Approve'));
    expect(cardOf(shown, BRIEF)).toBe(card);
    expect(shown.place.querySelector('[aria-live=polite]')?.textContent).toContain(`${BRIEF}: Saved`);
  });

  it('is not approved by a script', async () => {
    const shown = await open('done');
    await shown.settle(600);
    await press(shown, buttonOf(cardOf(shown, BRIEF), 'Approve'), 'script');
    expect(stateOf(shown, 'brief')).toBe('proposed');
  });

  it('waits anew when what it would write becomes something else under the finger', async () => {
    const shown = await open('done');
    await shown.settle(600);
    const [entry] = outboxOf('done', NOW).entries;
    if (entry?.operation.kind !== 'append') throw new Error('no brief');
    const content = [{ kind: 'paragraph', runs: [{ kind: 'text', text: 'Else' }], children: [] }] as const;
    shown.desk.putEntry({ ...entry, operation: { ...entry.operation, content } });
    await shown.settle();
    const approve = buttonOf(cardOf(shown, BRIEF), 'Approve');
    expect(approve.disabled).toBe(true);
    await shown.settle(500);
    expect(approve.disabled).toBe(false);
  });

  it('says before it is approved what Notion cannot hold as it is, and every address that would stand there', async () => {
    const shown = await open('done');
    expect(cardOf(shown, BRIEF).textContent).toContain('Links to 2 addresses');
    expect(cardOf(shown, BRIEF).querySelector('.note')).toBeNull();
    const [entry] = outboxOf('done', NOW).entries;
    if (entry?.operation.kind !== 'append') throw new Error('no brief');
    const content = [
      { kind: 'breadcrumb', children: [] },
      { kind: 'other', type: 'form', text: 'A form', children: [] },
    ] as const;
    shown.desk.putEntry({ ...entry, operation: { ...entry.operation, content } });
    await shown.settle();
    expect(cardOf(shown, BRIEF).querySelector('.note')?.textContent).toContain('Notion lets nobody create this block');
  });

  it('is declined', async () => {
    const shown = await open('done');
    await press(shown, buttonOf(cardOf(shown, BRIEF), 'Decline'));
    expect(stateOf(shown, 'brief')).toBe('cancelled');
    expect(cardOf(shown, BRIEF).textContent).toContain('Not written');
  });

  it('says so when the approval is not taken', async () => {
    const shown = await open('done');
    await shown.settle(600);
    shown.desk.breakDown('approve', 'writes-off');
    await press(shown, buttonOf(cardOf(shown, BRIEF), 'Approve'));
    expect(alertOf(shown.place)).toContain('Writing to Notion is switched off');
    expect(stateOf(shown, 'brief')).toBe('proposed');
  });

  it('shows properties before and after, and text word by word', async () => {
    const shown = await open('done');
    const rows = [...cardOf(shown, 'Change 3 properties of “Launch plan Q3”').querySelectorAll('tbody tr')];
    expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([
      ['Status', 'On track', 'At risk'],
      ['Launch date', '2026-09-02', '2026-10-14'],
      ['Owner', 'Empty', '1 person (9a7c1d2e…)'],
    ]);
    const edit = cardOf(shown, 'Change 1 passage of “Launch plan Q3”');
    expect([...edit.querySelectorAll('del')].map(({ textContent }) => textContent)).toEqual([
      'Removed: 2 September',
      'Removed: ends',
    ]);
    expect([...edit.querySelectorAll('ins')].map(({ textContent }) => textContent)).toEqual([
      'Added: 14 October',
      'Added: stays open until',
    ]);
  });

  it('that cannot be taken back is asked for once more', async () => {
    const shown = await open('done');
    await shown.settle(600);
    await press(shown, buttonOf(cardOf(shown, COMMENT), 'Approve'));
    expect(stateOf(shown, 'comment')).toBe('proposed');
    await press(shown, buttonOf(cardOf(shown, COMMENT), 'Approve: it cannot be taken back'));
    expect(stateOf(shown, 'comment')).toBe('done');
  });

  it('that was asked for takes the focus and stands first', async () => {
    const shown = await open('done', 'edit');
    const first = shown.place.querySelector('article');
    expect(first?.getAttribute('aria-label')).toBe('Change 1 passage of “Launch plan Q3”');
  });
});

describe('several proposals', () => {
  it('are approved with one press, but for those that cannot be undone', async () => {
    const shown = await open('done');
    await shown.settle(600);
    expect(shown.place.textContent).toContain('1 more cannot, and is asked for by itself.');
    await press(shown, buttonOf(shown.place, 'Approve these 4'));
    for (const id of ['brief', 'properties', 'edit', 'row']) expect(stateOf(shown, id)).toBe('done');
    expect(stateOf(shown, 'comment')).toBe('proposed');
  });

  it('are not approved by a script', async () => {
    const shown = await open('done');
    await shown.settle(600);
    await press(shown, buttonOf(shown.place, 'Approve these 4'), 'script');
    expect(shown.desk.world.entries.every(({ state }) => state === 'proposed')).toBe(true);
  });
});

describe('what is under way', () => {
  it('says how far it is, and never that it is saved', async () => {
    const { place } = await open('working');
    const states = [...place.querySelectorAll('.entry-state')].map(({ textContent }) => textContent);
    expect(states[0]).toBe('Sending 2 of 5');
    expect(states[1]).toMatch(/^Checking whether it arrived, next at /u);
    expect(states.join(' ')).not.toContain('Saved');
    expect(place.querySelector('h2')?.textContent).toBe('Being sent or checked (5)');
  });

  it('is looked at now when asked', async () => {
    const shown = await open('working');
    await press(shown, buttonOf(cardOf(shown, 'Change 3 properties of “Launch plan Q3”'), 'Look now'));
    expect(stateOf(shown, 'unsure')).toBe('approved');
  });
});

describe('a conflict', () => {
  it('shows what stood there, what stands there now and what was asked for', async () => {
    const shown = await open('failed');
    const card = cardOf(shown, 'Change 3 properties of “Launch plan Q3”');
    const heads = [...card.querySelectorAll('thead th')].map(({ textContent }) => textContent);
    expect(heads).toEqual(['Property', 'When it was prepared', 'In Notion now', 'Asked for']);
    const [status] = card.querySelectorAll('tbody tr');
    expect([...(status?.children ?? [])].map(({ textContent }) => textContent)).toEqual([
      'Status',
      'On track',
      'Paused',
      'At risk',
    ]);
    const text = cardOf(shown, 'Change 1 passage of “Launch plan Q3”');
    expect([...text.querySelectorAll('h4')].map(({ textContent }) => textContent)).toEqual([
      'When it was prepared',
      'In Notion now',
      'Asked for',
    ]);
    expect([...text.querySelectorAll('ins')].map(({ textContent }) => textContent)).toEqual([
      'Added: 9',
      'Added: 14 October',
      'Added: stays open until',
    ]);
    expect(text.textContent).toContain('Nothing was overwritten.');
  });

  it.each([
    ['Propose mine anew', 'proposed'],
    ['Keep theirs', 'cancelled'],
  ] as const)('is settled by “%s”', async (name, state) => {
    const shown = await open('failed');
    await press(shown, buttonOf(cardOf(shown, 'Change 3 properties of “Launch plan Q3”'), name));
    expect(stateOf(shown, 'conflict')).toBe(state);
  });
});

describe('what ended', () => {
  it('can be undone where it was saved, and says why an undo was refused', async () => {
    const shown = await open('degraded');
    expect(cardOf(shown, 'Change 3 properties of “Launch plan Q3”').textContent).toContain('Nothing was undone.');
    await press(shown, buttonOf(cardOf(shown, BRIEF), 'Undo'));
    expect(stateOf(shown, 'saved')).toBe('undone');
    expect(namesIn(cardOf(shown, BRIEF))).not.toContain('Undo');
    expect(namesIn(cardOf(shown, COMMENT))).not.toContain('Undo');
  });

  it('leads to where it stands', async () => {
    const shown = await open('degraded');
    await press(shown, buttonOf(cardOf(shown, BRIEF), 'Open in Notion'));
    expect(shown.desk.opened.at(-1)).toContain('https://app.notion.com/');
  });
});

it('says what would stand there while nothing waits', async () => {
  const { place } = await open('empty');
  expect(place.textContent).toContain('Nothing waits to be written');
  expect(place.querySelector('article')).toBeNull();
});

it('says that nothing is sent while writing is switched off', async () => {
  const shown = await open('done');
  shown.desk.tell({ settings: { ...shown.desk.world.settings, writes: false } });
  await shown.settle();
  expect(shown.place.textContent).toContain('Writing to Notion is switched off in the settings.');
});
