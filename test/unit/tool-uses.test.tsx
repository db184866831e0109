import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Surface } from '../../components/kit/surface.tsx';
import { ToolUses } from '../../components/side-panel/tool-uses.tsx';
import { asJobId, parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import type { ToolUse } from '../../lib/jobs/tool-use.ts';
import { NOW, show } from '../fixtures/show-surface.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function pageOf(n: number): PageId {
  const id = parsePageId(String(n).padStart(32, '0'));
  if (id === undefined) throw new Error('no page id');
  return id;
}

const use = (more: Partial<ToolUse> = {}): ToolUse => ({
  id: 'call',
  name: 'search',
  input: { query: '<img src=x onerror=alert(1)>' },
  state: 'done',
  result: '<data-search-1>\n**not bold** <b>x</b>\n</data-search-1>',
  words: 'Searched for “plan”: 5 pages',
  round: 1,
  at: 0,
  startedAt: 0,
  ...more,
});

const decided: (readonly [string, boolean])[] = [];

const shown = (uses: readonly ToolUse[], live = false) =>
  show('side-panel', 'empty', (desk) => {
    const tools = { decide: async (_job: string, call: string, mayRun: boolean) => void decided.push([call, mayRun]) };
    return (
      <Surface desk={desk}>
        <ToolUses desk={Object.assign(desk, { tools })} job={asJobId('job')} uses={uses} live={live} />
      </Surface>
    );
  });

/** A press as a hand makes it, or a script. */
async function press(button: Element, isTrusted: boolean): Promise<void> {
  const view = button.ownerDocument.defaultView;
  if (!view) throw new Error('no window');
  const event = new view.Event('click', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  await act(() => void button.dispatchEvent(event));
}

describe('the lines of what was called', () => {
  it('say what was done, and show input and result as the text that they are', async () => {
    const { find } = await shown([use()]);
    const list = find('ul', 'What was looked up');
    expect(list.textContent).toContain('Searched for “plan”: 5 pages');
    expect(list.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(list.textContent).toContain('**not bold** <b>x</b>');
    expect(list.querySelectorAll('img, b, strong')).toHaveLength(0);
  });

  it('lead to the first pages and count the others', async () => {
    const pages = [1, 2, 3, 4, 5].map((n) => ({
      id: pageOf(n),
      title: `Page ${n}`,
      url: 'https://app.notion.com/p/x',
    }));
    const { find } = await shown([use({ pages })]);
    const list = find('ul', 'What was looked up');
    expect(list.textContent).toContain('Page 3');
    expect(list.textContent).not.toContain('Page 4');
    expect(list.textContent).toContain('and 2 more');
  });

  it('ask before a call runs, and take no press of a script for an answer', async () => {
    decided.length = 0;
    const { find } = await shown([use({ state: 'asking' })], true);
    await press(find('button', 'Allow'), false);
    expect(decided).toEqual([]);
    await press(find('button', 'Allow'), true);
    await press(find('button', 'Do not allow'), true);
    expect(decided).toEqual([
      ['call', true],
      ['call', false],
    ]);
  });

  it('ask for nothing once nothing waits any more', async () => {
    const { place } = await shown([use({ state: 'asking' })]);
    expect(place.textContent).toContain('Not run');
    expect(place.querySelectorAll('button')).toHaveLength(0);
  });
});
