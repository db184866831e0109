import type { Particulars } from '../jobs/job.ts';
import type { Page } from '../mirror/page.ts';
import { estimateTokens } from '../models/estimate-tokens.ts';
import { blockLine } from '../prompt/page-source.ts';
import { TEXT_SYSTEM_PROMPT } from '../prompt/system.ts';
import { writeText } from '../prompt/write.ts';
import type { Writing } from '../prompt/write.ts';
import { escapeMarkdown } from '../text/escape-markdown.ts';
import type { Action } from './action.ts';

/** Blocks on either side of the selection that are shown with it. */
const AROUND = 8;
/** A translation into a script with dearer tokens may take three times as many. */
const GROWTH = 3;

/** Words in place of selected ones, or after them. Without a model the selection stays as it is. */
export const write: Action = {
  id: 'write',
  gather: 'page',
  plan({ page }, { particulars }) {
    const writing = writingOf(particulars);
    return {
      kind: 'whole',
      request: {
        system: TEXT_SYSTEM_PROMPT,
        turns: [{ role: 'user', text: writeText(writing, aroundOf(page, writing.selection)) }],
        maxTokens: 400 + Math.ceil(estimateTokens(writing.selection) * GROWTH),
        effort: 'low',
      },
      places: [],
      removed: 0,
    };
  },
  modelFree: (_material, { particulars }) => ({
    markdown: `Writing needs a model, and none has answered. Your words are kept as they are:\n\n${writingOf(
      particulars,
    )
      .selection.split('\n')
      .map((line) => `> ${escapeMarkdown(line)}`)
      .join('\n')}`,
    cited: [],
    notFound: true,
  }),
};

const writingOf = (particulars: Particulars | undefined): Writing =>
  particulars?.of === 'write' ? particulars : { how: 'fix', selection: '' };

/** The title and the blocks around the one that holds the selection; the page's beginning where none does. */
function aroundOf(page: Page, selection: string): string {
  const first =
    selection
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? '';
  const at = Math.max(
    0,
    page.blocks.findIndex(({ text }) => first !== '' && text.includes(first)),
  );
  const blocks = page.blocks.slice(Math.max(0, at - AROUND), at + AROUND + 1);
  return [page.title, ...blocks.map(blockLine)].join('\n');
}
