import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { mountLauncher } from '../../components/companion/launcher.ts';
import { notionIsDark } from '../../components/companion/theme.ts';

const PAGE =
  '<!doctype html><html class="notion-html"><body class="notion-body"><div id="notion-app"><div class="notion-app-inner notion-light-theme"></div></div></body></html>';

interface Stage {
  readonly document: Document;
  readonly host: HTMLElement;
  readonly button: HTMLElement;
  readonly modes: readonly string[];
  readonly toggles: () => number;
  readonly launcher: ReturnType<typeof mountLauncher>;
}

function stage(): Stage {
  const { document, window } = parseHTML(PAGE);
  vi.stubGlobal('MutationObserver', window.MutationObserver);
  const modes: string[] = [];
  const attach = window.HTMLElement.prototype.attachShadow;
  window.HTMLElement.prototype.attachShadow = function record(init: ShadowRootInit) {
    modes.push(init.mode);
    return attach.call(this, init);
  };
  let count = 0;
  const launcher = mountLauncher({
    document,
    onToggle: () => {
      count += 1;
    },
  });
  const button = launcher.root.querySelector('button');
  const host = document.body.lastElementChild;
  if (!(button instanceof window.HTMLElement) || !(host instanceof window.HTMLElement)) throw new Error('no launcher');
  return { document, host, button, modes, toggles: () => count, launcher };
}

/** A press as a person makes it; what a script makes is not trusted. */
function press(target: HTMLElement, trusted: boolean): Event {
  const Press = target.ownerDocument.defaultView?.Event ?? Event;
  const event = new Press('click', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'isTrusted', { value: trusted });
  target.dispatchEvent(event);
  return event;
}

describe('the launcher', () => {
  let at: Stage;
  beforeEach(() => {
    at = stage();
  });
  afterEach(() => {
    at.launcher.destroy();
    vi.unstubAllGlobals();
  });

  it('stands in one closed root on the body, outside of Notion’s app', () => {
    expect(at.modes).toEqual(['closed']);
    expect(at.host.parentElement).toBe(at.document.body);
    expect(at.document.querySelector('#notion-app')?.contains(at.host)).toBe(false);
  });

  it('is a button named Understudy that tells its shortcut and whether the panel is open', () => {
    expect(at.button.getAttribute('aria-label')).toBe('Understudy');
    expect(at.button.title).toContain('Alt+Shift+U');
    expect(at.button.getAttribute('aria-expanded')).toBe('false');
    at.launcher.setExpanded(true);
    expect(at.button.getAttribute('aria-expanded')).toBe('true');
  });

  it('opens for a person, not for a script', () => {
    press(at.button, false);
    expect(at.toggles()).toBe(0);
    press(at.button, true);
    expect(at.toggles()).toBe(1);
  });

  it('keeps what is done inside away from Notion', () => {
    const seen: string[] = [];
    for (const kind of ['keydown', 'paste', 'pointerdown', 'click']) {
      at.document.addEventListener(kind, () => seen.push(kind));
    }
    const Made = at.document.defaultView?.Event ?? Event;
    for (const kind of ['keydown', 'paste', 'pointerdown', 'click']) {
      at.host.dispatchEvent(new Made(kind, { bubbles: true }));
    }
    expect(seen).toEqual([]);
  });

  it('says something beside itself, with one thing to do about it, for a person alone', () => {
    const done: string[] = [];
    const offer = { words: 'Notion did not load.', action: 'Read the copy', onTake: () => done.push('taken') };
    const withdraw = at.launcher.offer({ ...offer, onDismiss: () => done.push('dismissed') });
    const note = at.launcher.root.querySelector('[role=alert]');
    expect(note?.querySelector('p')?.textContent).toBe('Notion did not load.');
    const [take, dismiss] = [...(note?.querySelectorAll('button') ?? [])];
    expect([take?.textContent, dismiss?.getAttribute('aria-label')]).toEqual(['Read the copy', 'Dismiss']);
    if (!take || !dismiss) throw new Error('no buttons');
    press(take, false);
    expect(done).toEqual([]);
    press(take, true);
    press(dismiss, true);
    expect(done).toEqual(['taken', 'dismissed']);
    expect(at.launcher.root.querySelector('[role=alert]')).toBeNull();
    withdraw();
  });

  it('leaves nothing behind', () => {
    at.launcher.destroy();
    expect(at.document.body.children).toHaveLength(1);
  });
});

describe('the theme of the page', () => {
  it.each([
    ['notion-body', 'notion-dark-theme', true],
    ['notion-body dark', 'notion-light-theme', false],
    ['notion-body dark', '', true],
    ['notion-body', '', false],
  ])('follows Notion: body %j, app %j', (body, app, dark) => {
    const { document } = parseHTML(PAGE);
    document.body.className = body;
    const inner = document.querySelector('.notion-app-inner');
    if (inner) inner.className = `notion-app-inner ${app}`;
    expect(notionIsDark(document)).toBe(dark);
  });
});
