import { adoptStyles } from '../kit/adopt-styles.ts';
import { followTheme } from './theme.ts';

export interface Launcher {
  /** The one closed root of ours in the page. The panel and the mark are put in here too. */
  readonly root: ShadowRoot;
  setExpanded(expanded: boolean): void;
  destroy(): void;
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
@media (max-width: 480px) { .launcher[aria-expanded=true] { visibility: hidden; } }
@media print { .launcher { display: none; } }
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
    destroy() {
      unfollow();
      host.remove();
    },
  };
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
