/** What a person does to a control. `change` is left alone: it says only what `input` and a press have done. */
const DOINGS = [
  'click',
  'auxclick',
  'dblclick',
  'pointerdown',
  'mousedown',
  'keydown',
  'keypress',
  'beforeinput',
  'input',
];

/**
 * Lets real presses and keys alone into our root. It is closed to Notion's scripts, but another extension can open it
 * and would otherwise drive the panel.
 */
export function takeOwnHandOnly(root: ShadowRoot, signal: AbortSignal): void {
  const refuse = (event: Event): void => {
    if (event.isTrusted) return;
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  for (const kind of DOINGS) root.addEventListener(kind, refuse, { capture: true, signal });
}
