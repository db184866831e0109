/**
 * What is done about something private before a model is asked: nothing, a word about it, nothing is sent, or names stand
 * in for it that are put back where they come in the answer.
 */
export type RedactMode = 'off' | 'warn' | 'block' | 'placeholders';

/** Something of the person's own that counts as private. */
export interface OwnPattern {
  readonly name: string;
  /** `#` is a digit, `?` a letter or digit, one `*` up to forty characters of a word; the rest stands for itself. */
  readonly pattern: string;
}

export interface RedactionSettings {
  /** Keys, tokens, passwords. */
  readonly secrets: RedactMode;
  /** Addresses, numbers and whatever else leads to a person, and the person's own patterns. */
  readonly personal: RedactMode;
  readonly own: readonly OwnPattern[];
  /** Whether what is found raises the data class of the page for this request. */
  readonly raises: boolean;
}

export const DEFAULT_REDACTION: RedactionSettings = { secrets: 'warn', personal: 'warn', own: [], raises: false };

const STRICTNESS: readonly RedactMode[] = ['off', 'warn', 'placeholders', 'block'];

/** The person's settings, nowhere looser than what the organization set. */
export function redactionWithin(own: RedactionSettings, least: RedactMode | undefined): RedactionSettings {
  if (least === undefined) return own;
  const within = (mode: RedactMode): RedactMode =>
    STRICTNESS.indexOf(mode) < STRICTNESS.indexOf(least) ? least : mode;
  return { ...own, secrets: within(own.secrets), personal: within(own.personal) };
}
