/**
 * Keeps the page as the app made it: what somebody else puts into a watched part, or changes there, is undone in the
 * next frame. The app's own changes go through `write`.
 */
export class DomLock {
  readonly #observer = new MutationObserver((records) => this.#note(records));
  readonly #frame: (callback: () => void) => void;
  #foreign: MutationRecord[] = [];
  #waiting = false;

  constructor(frame: (callback: () => void) => void) {
    this.#frame = frame;
  }

  watch(part: Node): void {
    this.#observer.observe(part, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeOldValue: true,
    });
  }

  /** Changes the document on behalf of the app. What strangers did before is undone first. */
  write<Result>(change: () => Result): Result {
    this.#note(this.#observer.takeRecords());
    this.#undo();
    try {
      return change();
    } finally {
      this.#observer.takeRecords();
    }
  }

  #note(records: readonly MutationRecord[]): void {
    const foreign = records.filter((record) => !isTyping(record));
    if (foreign.length === 0) return;
    this.#foreign.push(...foreign);
    if (this.#waiting) return;
    this.#waiting = true;
    this.#frame(() => {
      this.#waiting = false;
      this.write(() => undefined);
    });
  }

  #undo(): void {
    const records = this.#foreign.reverse();
    this.#foreign = [];
    for (const record of records) {
      if (record.type === 'attributes') restoreAttribute(record);
      else restoreChildren(record);
    }
    this.#observer.takeRecords();
  }
}

/** The browser itself changes the text that a person is typing into. */
function isTyping(record: MutationRecord): boolean {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !active.isContentEditable) return false;
  if (!active.contains(record.target)) return false;
  return record.type === 'childList' && [...record.addedNodes].every(isTyped);
}

function isTyped(node: Node): boolean {
  return !(node instanceof Element) || ['BR', 'SPAN', 'B', 'I', 'U', 'A', 'DIV'].includes(node.tagName);
}

function restoreAttribute(record: MutationRecord): void {
  const { target, attributeName, oldValue } = record;
  if (!(target instanceof Element) || attributeName === null) return;
  if (oldValue === null) target.removeAttribute(attributeName);
  else target.setAttribute(attributeName, oldValue);
}

function restoreChildren(record: MutationRecord): void {
  for (const node of record.addedNodes) {
    if (node.parentNode === record.target) record.target.removeChild(node);
  }
  const next = record.nextSibling?.parentNode === record.target ? record.nextSibling : null;
  for (const node of record.removedNodes) record.target.insertBefore(node, next);
}
