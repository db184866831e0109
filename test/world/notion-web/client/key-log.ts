/** A key that reached Notion's document. */
export interface HeardKey {
  readonly event: string;
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  /** `foreign` is an element outside the app: a key typed there that arrives here has leaked. */
  readonly from: 'app' | 'body' | 'foreign';
  /** What the app did with it. */
  readonly did: string | undefined;
}

declare global {
  interface Window {
    __notionKeys: HeardKey[];
  }
}

const SHORTCUTS: Readonly<Record<string, string>> = {
  'ctrl+p': 'search',
  'ctrl+k': 'search',
  'ctrl+\\': 'sidebar',
  'ctrl+shift+l': 'theme',
  escape: 'escape',
};

/** The shortcut that a key means; like Notion, it does not ask where the key was typed. */
export function shortcutOf(event: KeyboardEvent): string | undefined {
  const held = [(event.ctrlKey || event.metaKey) && 'ctrl', event.shiftKey && 'shift'].filter(Boolean);
  return SHORTCUTS[[...held, event.key.toLowerCase()].join('+')];
}

/** Listens to every key of the document, records it in `window.__notionKeys`, and hands shortcuts on. */
export function listenToKeys(app: Element, act: (shortcut: string, event: KeyboardEvent) => void): void {
  window.__notionKeys = [];
  const from = (target: EventTarget | null) => {
    if (target === document.body || target === document.documentElement || target === document) return 'body';
    return target instanceof Node && app.contains(target) ? 'app' : 'foreign';
  };
  for (const type of ['keydown', 'keypress', 'keyup'] as const) {
    document.addEventListener(type, (event) => {
      const did = type === 'keydown' ? (shortcutOf(event) ?? slash(event)) : undefined;
      const { key, ctrlKey, metaKey, shiftKey } = event;
      window.__notionKeys.push({
        event: type,
        key,
        ctrl: ctrlKey || metaKey,
        shift: shiftKey,
        from: from(event.target),
        did,
      });
      if (did !== undefined) act(did, event);
    });
  }
  for (const type of ['copy', 'cut', 'paste'] as const) {
    document.addEventListener(type, (event) => {
      window.__notionKeys.push({
        event: type,
        key: '',
        ctrl: false,
        shift: false,
        from: from(event.target),
        did: undefined,
      });
    });
  }
}

function slash(event: KeyboardEvent): string | undefined {
  const { target } = event;
  const typing = target instanceof HTMLElement && target.isContentEditable && target.getAttribute('role') !== 'textbox';
  return event.key === '/' && typing ? 'slash' : undefined;
}
