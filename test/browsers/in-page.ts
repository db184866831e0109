/**
 * Functions as text, run on a DOM node (`this`) inside the page by both drivers.
 * They are text because a bundler's helpers must not travel into the page.
 */

/** Whether the node lives inside a closed shadow root. */
export const IN_CLOSED_ROOT = `function () {
  let root = this.getRootNode();
  while (root.host) {
    if (root.mode === 'closed') return true;
    root = root.host.getRootNode();
  }
  return false;
}`;

/**
 * Scrolls the node into view, waits until it holds still for two frames, and tells where to press.
 * Answers `{x, y}` in viewport pixels or `{trouble}` in words.
 */
export const PRESS_POINT = `async function () {
  const element = this.nodeType === 1 ? this : this.parentElement;
  if (!element || !element.isConnected) return { trouble: 'gone' };
  const view = element.ownerDocument.defaultView;
  const frame = () => new Promise((resolve) => {
    const timer = view.setTimeout(resolve, 100);
    view.requestAnimationFrame(() => { view.clearTimeout(timer); resolve(); });
  });
  const disabled = element.closest('[aria-disabled="true"], :disabled');
  if (disabled && (disabled === element || element.matches(':disabled'))) return { trouble: 'disabled' };
  const rect = () => {
    const all = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
    return all[0];
  };
  const outside = (box) => {
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    return x < 0 || y < 0 || x >= view.innerWidth || y >= view.innerHeight;
  };
  let box = rect();
  if (!box) return { trouble: 'has no box' };
  const root = element.getRootNode();
  const hit = () => {
    const at = root.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const label = at && at.closest('label');
    const mine = at && (element.contains(at) || (label && label.control === element));
    return { at, mine };
  };
  if (outside(box) || !hit().mine) {
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  }
  let still = 0;
  for (let turn = 0; turn < 40 && still < 2; turn += 1) {
    await frame();
    const next = rect();
    if (!next) return { trouble: 'has no box' };
    still = next.x === box.x && next.y === box.y && next.width === box.width ? still + 1 : 0;
    box = next;
  }
  if (still < 2) return { trouble: 'keeps moving' };
  if (outside(box)) return { trouble: 'is outside the viewport' };
  const { at, mine } = hit();
  if (!mine) {
    const by = at ? at.localName + (at.id ? '#' + at.id : '') + (at.className && at.className.baseVal === undefined ? '.' + at.className : '') : 'nothing';
    return { trouble: 'is covered by ' + by };
  }
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}`;

/** The words of the subtree as a screen reader finds them; of a field, its value. */
export const READ_TEXT = `function () {
  if (this.nodeType === 3) return this.data;
  if (this.localName === 'select') return [...this.selectedOptions].map((option) => option.label).join(', ');
  if (typeof this.value === 'string' && (this.localName === 'input' || this.localName === 'textarea')) return this.value;
  const view = this.ownerDocument.defaultView;
  let out = '';
  const newline = () => { if (out !== '' && !out.endsWith('\\n')) out += '\\n'; };
  const visit = (node) => {
    if (node.nodeType === 3) {
      const style = view.getComputedStyle(node.parentElement || node.getRootNode().host);
      if (style.visibility !== 'visible') return;
      const kept = style.whiteSpaceCollapse === 'preserve' || style.whiteSpace.startsWith('pre');
      const words = kept ? node.data : node.data.replace(/[\\t\\n\\r ]+/g, ' ');
      out += !kept && (out === '' || /\\s$/.test(out)) ? words.replace(/^ /, '') : words;
      return;
    }
    if (node.nodeType !== 1 || node.getAttribute('aria-hidden') === 'true') return;
    if (node.localName === 'script' || node.localName === 'style') return;
    if (node.localName === 'br') { out += '\\n'; return; }
    if (node.localName === 'img') { out += node.alt; return; }
    const display = view.getComputedStyle(node).display;
    if (display === 'none') return;
    const block = !display.startsWith('inline') && display !== 'contents';
    if (block) newline();
    const assigned = node.localName === 'slot' ? node.assignedNodes() : [];
    for (const child of assigned.length > 0 ? assigned : node.childNodes) visit(child);
    if (block) newline();
    else if (display === 'inline-block' && node.nextSibling && !/\\s$/.test(out)) out += ' ';
  };
  visit(this);
  return out.replace(/[ \\t]+\\n/g, '\\n').trim();
}`;

export const READ_ATTRIBUTE = `function (name) {
  return (this.nodeType === 1 ? this : this.parentElement)?.getAttribute(name) ?? null;
}`;

export const READ_BOX = `function () {
  const { x, y, width, height } = (this.nodeType === 1 ? this : this.parentElement).getBoundingClientRect();
  return { x, y, width, height };
}`;

export const IS_CONNECTED = 'function () { return this.isConnected; }';

export const FOCUS = 'function () { (this.nodeType === 1 ? this : this.parentElement).focus(); }';

/** Puts the caret behind the last character, or selects everything. */
export const PLACE_CARET = `function (all) {
  if (this.localName === 'input' || this.localName === 'textarea') {
    if (all) this.select();
    else {
      try { this.setSelectionRange(this.value.length, this.value.length); }
      catch { this.select(); }
    }
    return;
  }
  const selection = this.ownerDocument.getSelection();
  selection.selectAllChildren(this);
  if (!all) selection.collapseToEnd();
}`;

/** Chooses by label and fires the events that a person's choice fires. Answers whether there is such an option. */
export const CHOOSE = `function (label) {
  const option = [...this.options].find((one) => one.label.trim() === label);
  if (!option) return false;
  option.selected = true;
  const view = this.ownerDocument.defaultView;
  this.dispatchEvent(new view.Event('input', { bubbles: true, composed: true }));
  this.dispatchEvent(new view.Event('change', { bubbles: true }));
  return true;
}`;
