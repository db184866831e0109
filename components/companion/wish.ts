/** What a menu, a key or the address bar wants of the panel as it opens. A new wish is a new object. */
export interface Wish {
  readonly focus?: 'search' | 'question';
  /** Selected text: what is searched for, or the question. */
  readonly text?: string;
}
