import { adoptStyles } from '../kit/adopt-styles.ts';
import { followTheme } from './theme.ts';

export interface Launcher {
  /** The one closed root of ours in the page. The panel and the mark are put in here too. */
  readonly root: ShadowRoot;
  setExpanded(expanded: boolean): void;
  /** Says something beside the button, with one thing to do about it. @returns takes it away */
  offer(offer: Offer): () => void;
  destroy(): void;
}

export interface Offer {
  readonly words: string;
  /** What its button says. */
  readonly action: string;
  /** Both are called by a real press alone. */
  readonly onTake: () => void;
  readonly onDismiss: () => void;
}

/** What a person does in our root is not Notion's business: it would type, paste, select or close things there. */
const KEPT_IN = [
  'keydown',
  'keyup',
  'keypress',
  'beforeinput',
  'input',
  'compositionstart',
  'compositionupdate',
  'compositionend',
  'copy',
  'cut',
  'paste',
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'click',
  'dblclick',
  'focusin',
  'focusout',
];

/** The panel moves the button aside while it is open; at narrow widths it covers it. */
const CSS = `
:host { all: initial; }
.launcher {
  position: fixed; z-index: 2147483000; bottom: 76px; right: 20px;
  display: grid; place-items: center; box-sizing: border-box;
  width: 36px; height: 36px; margin: 0; padding: 0;
  border: 1px solid rgba(55,53,47,.16); border-radius: 50%;
  background: #fff; color: #37352f; cursor: pointer;
  box-shadow: 0 2px 8px rgba(15,15,15,.12);
}
.launcher:hover { background: #f1f1ef; }
.launcher:focus-visible { outline: 2px solid #2383e2; outline-offset: 2px; }
.launcher[aria-expanded=true] { right: calc(min(400px, 100vw) + 12px); }
:host([data-theme=dark]) .launcher { background: #252525; color: rgba(255,255,255,.9); border-color: rgba(255,255,255,.16); }
:host([data-theme=dark]) .launcher:hover { background: #2f2f2f; }
.offer {
  position: fixed; z-index: 2147483000; bottom: 76px; right: 68px; box-sizing: border-box;
  display: flex; flex-wrap: wrap; align-items: center; gap: 8px;
  max-width: min(440px, calc(100vw - 88px)); padding: 8px 8px 8px 12px; border-radius: 10px;
  background: #fff; color: #37352f; box-shadow: 0 0 0 1px rgba(15,15,15,.07), 0 8px 24px rgba(15,15,15,.14);
  font: 14px/20px ui-sans-serif, -apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif;
}
.offer p { flex: 1 1 auto; margin: 0; }
.offer button {
  min-width: 28px; min-height: 28px; margin: 0; padding: 3px 10px; border: 0; border-radius: 6px;
  background: #1b6ec2; color: #fff; font: inherit; font-weight: 500; cursor: pointer;
}
.offer button:focus-visible { outline: 2px solid #2383e2; outline-offset: 2px; }
.offer button + button { padding: 0; background: none; color: inherit; font-size: 18px; line-height: 1; }
:host([data-theme=dark]) .offer { background: #252525; color: rgba(255,255,255,.9); box-shadow: 0 0 0 1px rgba(255,255,255,.09), 0 8px 24px rgba(0,0,0,.5); }
:host([data-theme=dark]) .offer button { background: #5b9fe8; color: #10151b; }
:host([data-theme=dark]) .offer button + button { background: none; color: inherit; }
@media (max-width: 480px) { .launcher[aria-expanded=true] { visibility: hidden; } }
@media print { .launcher, .offer { display: none; } }
svg { width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
`;

const SVG = 'http://www.w3.org/2000/svg';
/** A mask, for the one who stands in. */
const DRAWING = [
  'M3.8 4.2c4.1 1.7 8.3 1.7 12.4 0v5.2c0 4.1-2.5 6.8-6.2 8.5-3.7-1.7-6.2-4.4-6.2-8.5z',
  'M6.8 8.7h1M12.2 8.7h1M7 12q3 2.5 6 0',
];

/**
 * Puts the launcher on the page. Plain DOM and a few kilobytes, because every Notion page pays for it.
 * @param onToggle called by a real press of the button, never by a script's
 */
export function mountLauncher({ document, onToggle }: { document: Document; onToggle: () => void }): Launcher {
  const host = document.createElement('div');
  host.style.setProperty('all', 'initial', 'important');
  const root = host.attachShadow({ mode: 'closed' });
  adoptStyles(root, CSS);

  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'launcher';
  button.title = 'Understudy (Alt+Shift+U)';
  button.setAttribute('aria-label', 'Understudy');
  button.setAttribute('aria-expanded', 'false');
  button.append(drawing(document));
  button.addEventListener('click', (event) => {
    if (event.isTrusted) onToggle();
  });
  root.append(button);

  const keepIn = (event: Event): void => event.stopPropagation();
  for (const kind of KEPT_IN) host.addEventListener(kind, keepIn);
  const unfollow = followTheme(document, host);
  document.body.append(host);

  return {
    root,
    setExpanded(expanded) {
      button.setAttribute('aria-expanded', String(expanded));
    },
    offer(what) {
      const note = offerNote(document, what);
      root.append(note);
      return () => note.remove();
    },
    destroy() {
      unfollow();
      host.remove();
    },
  };
}

/** A note with its button, and one that sends it away. */
function offerNote(document: Document, { words, action, onTake, onDismiss }: Offer): HTMLElement {
  const note = document.createElement('div');
  note.className = 'offer';
  note.setAttribute('role', 'alert');
  const line = document.createElement('p');
  line.textContent = words;
  note.append(line, press(document, action, onTake), press(document, '×', dismiss));
  note.lastElementChild?.setAttribute('aria-label', 'Dismiss');
  function dismiss(): void {
    note.remove();
    onDismiss();
  }
  return note;
}

function press(document: Document, words: string, onPress: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = words;
  button.addEventListener('click', (event) => {
    if (event.isTrusted) onPress();
  });
  return button;
}

function drawing(document: Document): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  for (const line of DRAWING) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', line);
    svg.append(path);
  }
  return svg;
}
