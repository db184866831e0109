import { parsePageId } from '../../../lib/base/ids.ts';
import type { PageTarget } from '../../../lib/jobs/job.ts';
import { pageAddress } from '../../e2e/steps.ts';
import type { Workspace } from '../../world/model.ts';
import { uuidFrom } from '../../world/notion/ids.ts';

const NAME = 'Linden';
export const TOKEN = `ntn_${NAME.toLowerCase()}_full`;
const MADE = '2026-10-01T08:00:00.000Z';
const PERSON = uuidFrom('policy', 'person');

/** What stands in every sentence of a page and nowhere else: a request that holds it holds words of that page. */
export const markOf = (at: number): string => `mark-p${at}`;

/** Pages that a run asks about, each at the top of its workspace, so that a class is said of each alone. */
export const TARGETS: readonly PageTarget[] = ['Handbook', 'Pay bands', 'Travel'].map((title, at) => {
  const pageId = parsePageId(uuidFrom('policy', 'page', at));
  if (pageId === undefined) throw new Error(`No page id: ${title}`);
  return { pageId, title, url: pageAddress(pageId) };
});

export const policyWorkspace = (): Workspace => ({
  id: uuidFrom('policy', 'workspace'),
  name: NAME,
  users: [
    { id: PERSON, name: 'Mara', email: 'mara@acme.example', type: 'person' },
    { id: uuidFrom('policy', 'bot'), name: 'Understudy', email: '', type: 'bot' },
  ],
  facts: [],
  databases: [],
  pages: TARGETS.map(({ pageId, title }, at) => ({
    id: pageId,
    title,
    parent: { type: 'workspace' },
    properties: {},
    blocks: [`is what ${title} is about.`, `is owned by Mara.`, `is looked through each spring.`].map(
      (words, index) => ({
        id: uuidFrom(pageId, index),
        type: 'paragraph',
        text: [{ text: `${markOf(at)} ${words}` }],
        children: [],
      }),
    ),
    createdTime: MADE,
    lastEditedTime: MADE,
    createdBy: PERSON,
    lastEditedBy: PERSON,
    inTrash: false,
  })),
});
