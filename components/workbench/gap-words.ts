import type { Gap, GapKind } from '../../lib/gaps/gap.ts';
import { GAP_HEADINGS } from '../../lib/gaps/tell-gaps.ts';
import { counted } from '../kit/amount.ts';

/** What each kind of gap is called, and what is to be made of it. */
export const GAP_TEXT: Readonly<Record<GapKind, { readonly heading: string; readonly help: string }>> = {
  contradiction: {
    heading: GAP_HEADINGS.contradiction,
    help: 'The same thing has different values. Lines that tell of a change are left out.',
  },
  'missing-page': {
    heading: GAP_HEADINGS['missing-page'],
    help: 'The page is not there any more, or not shared with your token.',
  },
  unexplained: {
    heading: GAP_HEADINGS.unexplained,
    help: 'Several pages use the term; no page or heading is called so, and no line says what it is.',
  },
  stale: {
    heading: GAP_HEADINGS.stale,
    help: 'Untouched for three months, while several pages that it leads to changed at least a month later.',
  },
  'single-author': {
    heading: GAP_HEADINGS['single-author'],
    help: 'One person alone made and edited every page there.',
  },
  orphan: { heading: GAP_HEADINGS.orphan, help: 'No page links to it, and the page above it is not there.' },
};

/** One line of what was found. */
export function gapLine({ kind, pages, values = [] }: Gap): string {
  switch (kind) {
    case 'contradiction':
      return values.join(' · ');
    case 'missing-page':
      return `${counted(pages, 'page')} ${pages === 1 ? 'links' : 'link'} to it`;
    case 'unexplained':
      return `${counted(pages, 'page')} ${pages === 1 ? 'uses' : 'use'} it`;
    case 'stale':
      return `${counted(pages, 'page')} that it leads to changed since`;
    case 'single-author':
      return counted(pages, 'page');
    case 'orphan':
      return '';
  }
}

/** What a model is asked for when the person wants a draft; `undefined` where a draft would not close the gap. */
export function draftQuestion({ kind, subject }: Gap): string | undefined {
  switch (kind) {
    case 'unexplained':
    case 'missing-page':
      return `Write a short page that explains “${subject}” to a new colleague, from what these pages say of it. Say what they leave open.`;
    case 'contradiction':
      return `These pages disagree about “${subject}”. Say which value stands where and since when, and what would have to be asked to settle it.`;
    case 'stale':
      return `What in “${subject}” no longer agrees with the pages that it leads to?`;
    case 'single-author':
      return `Write a short overview of “${subject}” so that somebody else can take over, from these pages. Say what they leave open.`;
    case 'orphan':
      return undefined;
  }
}
