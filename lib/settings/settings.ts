/** How keys rest on this device: until the browser closes, under a passphrase, or readable by whoever has the disk. */
export type KeyMode = 'session' | 'passphrase' | 'clear';

export type AnswerLength = 'short' | 'medium' | 'long';

/** What a person may set. Keys are not settings: they live in the vault. */
export interface Settings {
  readonly version: 1;
  /** Model asked first, and the ones after it in the person's order. */
  readonly model: string;
  /** BCP 47 tag, or `page` for the language of the page. */
  readonly language: string;
  readonly length: AnswerLength;
  readonly keyMode: KeyMode;
  /** How streaming answers are announced to screen readers. */
  readonly announce: 'all' | 'end' | 'off';
  readonly firstRunDone: boolean;
  /** So many bytes of Notion may rest on this device. */
  readonly mirrorBytes: number;
  /** Corrections of the price table, US dollars per million tokens. */
  readonly prices: Readonly<Record<string, { readonly input: number; readonly output: number }>>;
}

export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  model: 'claude-sonnet-5-5',
  language: 'page',
  length: 'medium',
  keyMode: 'session',
  announce: 'all',
  firstRunDone: false,
  // Some 100,000 pages of ordinary length.
  mirrorBytes: 500_000_000,
  prices: {},
};
