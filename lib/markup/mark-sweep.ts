import type { Marks, Run } from './document.ts';

/** What a pair of marks sets on the runs between them. */
export type Span = Marks & { readonly link?: string };

/** A place in a line: what is read there, or a mark that begins or ends a span once it has found its partner. */
type Piece =
  | { readonly run: Run }
  | { readonly text: string; role: 'text' | { readonly span: Span; readonly opens: boolean } };

interface Opener {
  readonly name: string;
  readonly at: number;
  readonly span: Span;
}

/** Marks that wait at a time; when there are more, the outermost are the text that they are. */
const MOST_OPEN = 64;

/**
 * Collects runs and marks in reading order. A mark is text until its partner closes it; spans never overlap, since
 * closing one gives up the marks that were opened inside it. Linear in what is added.
 */
export class MarkSweep {
  readonly #pieces: Piece[] = [];
  readonly #open: Opener[] = [];

  add(run: Run): void {
    this.#pieces.push({ run });
  }

  text(text: string): void {
    if (text !== '') this.#pieces.push({ run: { kind: 'text', text } });
  }

  /** A mark that may begin a span; `text` is what it is without a partner. */
  open(name: string, text: string, span: Span = {}): void {
    if (this.#open.length >= MOST_OPEN) this.#open.shift();
    this.#open.push({ name, at: this.#pieces.length, span });
    this.#pieces.push({ text, role: 'text' });
  }

  /** The mark that waits innermost among these. */
  innermost(...names: readonly string[]): string | undefined {
    return this.#open.findLast(({ name }) => names.includes(name))?.name;
  }

  /** Ends the span that the innermost mark of this name began, which sets what its opening and closing say. False when none waits. */
  close(name: string, closing: Span = {}): boolean {
    const found = this.#open.findLastIndex((opener) => opener.name === name);
    const opener = this.#open[found];
    const piece = opener && this.#pieces[opener.at];
    if (!piece || 'run' in piece) return false;
    const span = { ...opener.span, ...closing };
    this.#open.length = found;
    piece.role = { span, opens: true };
    this.#pieces.push({ text: '', role: { span, opens: false } });
    return true;
  }

  /** Gives up the innermost mark of this name: it stays the text that it is. */
  forget(name: string): void {
    const found = this.#open.findLastIndex((opener) => opener.name === name);
    if (found !== -1) this.#open.splice(found, 1);
  }

  /**
   * Reads `length` signs of emphasis in a row (`*` or `_`): first they end what waits, then they begin anew. Two of
   * them end nothing single where they may begin something double.
   */
  emphasize(sign: string, length: number, canOpen: boolean, canClose: boolean): void {
    const double = sign + sign;
    let left = length;
    let closes = canClose;
    while (closes && left > 0) {
      const waiting = this.innermost(sign, double);
      if (waiting === double && left >= 2) {
        this.close(double, { bold: true });
        left -= 2;
      } else if (waiting !== undefined && (left !== 2 || !canOpen) && this.close(sign, { italic: true })) left -= 1;
      else closes = false;
    }
    if (!canOpen || left > 3) return this.text(sign.repeat(left));
    if (left >= 2) this.open(double, double);
    if (left % 2 === 1) this.open(sign, sign);
  }

  /** Everything read, set by the spans around it. */
  runs(): readonly Run[] {
    const runs: Run[] = [];
    const spans: Span[] = [{}];
    for (const piece of this.#pieces) {
      const around = spans.at(-1) ?? {};
      if ('run' in piece) runs.push(set(piece.run, around));
      else if (piece.role === 'text') runs.push(set({ kind: 'text', text: piece.text }, around));
      else if (piece.role.opens) spans.push({ ...around, ...piece.role.span });
      else spans.pop();
    }
    return runs;
  }
}

function set(run: Run, { link, ...marks }: Span): Run {
  if (run.kind !== 'text' || link === undefined) return { ...marks, ...run };
  return { ...marks, link, ...run };
}
