import type { Mentioned } from './document.ts';

/** What a date that is mentioned reads as, where Notion does not say. */
export const dateWords = ({ start, end }: Extract<Mentioned, { readonly of: 'date' }>): string =>
  end === undefined ? start : `${start} → ${end}`;
