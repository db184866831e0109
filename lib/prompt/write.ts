import { fence } from './fence.ts';

export const WRITE_PROMPT_VERSION = 1;

/** What is to be done with some words of a page. */
export interface Writing {
  readonly how: 'rewrite' | 'translate' | 'continue' | 'fix';
  readonly selection: string;
  /** For `translate`: BCP 47 tag. */
  readonly into?: string;
  /** For `rewrite`: what the person wants of it. */
  readonly wish?: string;
}

const SAFE_TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

/**
 * Asks for words in place of, or after, the selected ones.
 * @param around what stands around them on the page, for sense and tone
 */
export function writeText(writing: Writing, around: string): string {
  return `${fence('page', around)}\n\n${fence('selection', writing.selection)}\n\n${taskOf(writing)}`;
}

function taskOf({ how, into, wish }: Writing): string {
  switch (how) {
    case 'rewrite':
      return `Rewrite the selection${wish === undefined || wish.trim() === '' ? ' so that it says the same more clearly and briefly' : ` as follows: ${wish.trim()}`}. Keep its language unless asked otherwise, its facts, names, figures, dates and links, and its Markdown. Answer with the new text alone.`;
    case 'translate':
      return `Translate the selection into the language with the BCP 47 tag "${into !== undefined && SAFE_TAG.test(into) ? into : 'en'}". Keep names, figures, links and Markdown. Answer with the translation alone.`;
    case 'continue':
      return 'Go on writing where the selection ends, in its language and tone, with at most three sentences or list items that follow from the selection and the page. Add no fact that neither of them holds. Answer with the new text alone, without repeating the selection.';
    case 'fix':
      return 'Correct spelling, grammar and punctuation of the selection and change nothing else: same language, same words where they are right, same Markdown. Answer with the corrected text alone.';
  }
}
