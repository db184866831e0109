/** Least time between two announcements, in milliseconds: a screen reader must be able to finish. */
export const ANNOUNCE_EVERY = 2000;

export interface AnnouncingPorts {
  readonly now: () => number;
  /** Calls back once, after `ms`. Gives a way to call it off. */
  readonly after: (ms: number, run: () => void) => () => void;
  readonly say: (words: string) => void;
}

/** Reads a growing answer out in whole sentences, never more often than every two seconds, then says that it is complete. */
export class Announcing {
  readonly #ports: AnnouncingPorts;
  #lastSaid = Number.NEGATIVE_INFINITY;
  #words = '';
  #said = 0;
  #ending: string | undefined;
  #callOff: (() => void) | undefined;

  constructor(ports: AnnouncingPorts) {
    this.#ports = ports;
  }

  /** The whole text so far, as spoken words. Text that does not continue the last one begins a new answer. */
  hear(words: string): void {
    if (!words.startsWith(this.#words.slice(0, this.#said))) this.#said = 0;
    this.#words = words;
    this.#ending = undefined;
    this.#plan();
  }

  /**
   * The answer is whole.
   * @param closing the last thing to say, for example `Answer complete, 3 sources`
   * @param rest whether the text that was not said yet is said first
   */
  complete(closing: string, rest: boolean): void {
    if (!rest) this.#said = this.#words.length;
    this.#ending = closing;
    this.#plan();
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  #plan(): void {
    if (this.#callOff || this.#next() === undefined) return;
    const wait = Math.max(0, this.#lastSaid + ANNOUNCE_EVERY - this.#ports.now());
    this.#callOff = this.#ports.after(wait, () => {
      this.#callOff = undefined;
      this.#speak();
    });
  }

  #speak(): void {
    const next = this.#next();
    if (!next) return;
    this.#said = next.until;
    if (next.closing) this.#ending = undefined;
    this.#lastSaid = this.#ports.now();
    this.#ports.say(next.words);
    this.#plan();
  }

  /** What would be said now: the whole sentences since the last time, or at the end whatever is left. */
  #next(): { readonly words: string; readonly until: number; readonly closing: boolean } | undefined {
    const ended = this.#ending !== undefined;
    const until = ended ? this.#words.length : lastSentenceEnd(this.#words, this.#said);
    const words = this.#words.slice(this.#said, until).replaceAll(/\s+/gu, ' ').trim();
    if (words !== '') return { words, until, closing: false };
    return this.#ending === undefined ? undefined : { words: this.#ending, until, closing: true };
  }
}

const SENTENCE_END = /[.!?؟…]["”’)\]]*(?=\s)|[。！？]["”’」』）]*|\n/gu;

/** Where the last whole sentence after `from` ends; `from` when there is none. */
function lastSentenceEnd(text: string, from: number): number {
  let end = from;
  SENTENCE_END.lastIndex = from;
  for (const match of text.slice(from).matchAll(SENTENCE_END)) end = from + match.index + match[0].length;
  return end;
}
