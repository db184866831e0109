import type { PlaceholderName } from './placeholder.ts';
import { begunAt, putBack } from './placeholder.ts';

/** Puts values back into text that arrives in pieces, wherever it is cut. */
export interface RestoreStream {
  /** What can be shown by now. The end of a piece is held back while a placeholder may have begun there. */
  push(piece: string): string;
  /** What was held back, when no more comes. */
  end(): string;
}

/** @param valueOf the value behind a name that was sent */
export function createRestoreStream(valueOf: (name: PlaceholderName) => string | undefined): RestoreStream {
  let held = '';
  // What stands before a piece decides whether a word begins there.
  let last = '';
  const put = (text: string): string => {
    const restored = putBack(last + text, valueOf).slice(last.length);
    last = text.at(-1) ?? last;
    return restored;
  };
  return {
    push(piece) {
      const text = held + piece;
      const at = begunAt(last + text) - last.length;
      held = text.slice(at);
      return put(text.slice(0, at));
    },
    end() {
      const rest = held;
      held = '';
      return put(rest);
    },
  };
}
