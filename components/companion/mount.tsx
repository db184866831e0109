import { render } from 'preact';

import type { Desk } from '../../lib/messages/desk.ts';
import { adoptStyles } from '../kit/adopt-styles.ts';
import { Companion } from './companion.tsx';
import type { Wish } from './wish.ts';
import css from './companion.css?inline';

/** Roots that hold the styles already: the panel may be opened many times in one root. */
const styled = new WeakSet<ShadowRoot>();

export interface MountedCompanion {
  /** Does what somebody wants of the open panel. */
  show(wish: Wish): void;
  /** Takes it down and gives the focus back to where it was, the caret in Notion included. */
  unmount(): void;
}

/** Shows the panel inside the launcher's root. */
export function mountCompanion(root: ShadowRoot, desk: Desk, onClose: () => void): MountedCompanion {
  const giveBack = rememberFocus(root);
  if (!styled.has(root)) {
    styled.add(root);
    adoptStyles(root, css);
  }
  const place = root.ownerDocument.createElement('div');
  root.append(place);
  const show = (wish?: Wish): void => render(<Companion desk={desk} onClose={onClose} wish={wish} />, place);
  show();
  return {
    show,
    unmount() {
      const focused = root.activeElement !== null && place.contains(root.activeElement);
      render(null, place);
      place.remove();
      if (focused) giveBack();
    },
  };
}

function rememberFocus(root: ShadowRoot): () => void {
  const page = root.ownerDocument;
  const before = page.activeElement;
  const selection = page.getSelection();
  const caret = selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : undefined;
  return () => {
    const outside = before instanceof HTMLElement && before !== root.host && before !== page.body && before.isConnected;
    if (!outside) {
      root.querySelector('button')?.focus();
      return;
    }
    before.focus({ preventScroll: true });
    if (caret && before.contains(caret.startContainer)) {
      selection?.removeAllRanges();
      selection?.addRange(caret);
    }
  };
}
