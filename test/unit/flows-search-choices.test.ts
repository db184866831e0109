import { describe, expect, it } from 'vitest';
import { asConnectionId } from '../../lib/base/ids.ts';
import { searchChoices } from '../../lib/flows/search-choices.ts';
import type { ChoicePorts } from '../../lib/flows/search-choices.ts';
import { analyzePage } from '../../lib/fulltext/analyze-page.ts';
import type { PageHead } from '../../lib/mirror/page-head.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { referenceIndex } from '../bench/collections/reference-index.ts';
import { headOf } from '../fixtures/memory-source.ts';
import { aPage, property } from './actions-pages.ts';

const FERNWAY = asConnectionId('one');
const TASKS = aPage({ title: 'Tasks' });
const row = (title: string, status: string, people: readonly string[]): [Page, Partial<PageHead>] => [
  aPage({ title, properties: [property('Status', status, { type: 'status' }), property('Note', 'Any text')] }),
  { kind: 'row', database: TASKS.id, people },
];

function portsOver(entries: readonly (readonly [Page, Partial<PageHead>])[]): ChoicePorts {
  const heads = entries.map(([page, fields], doc) => ({ ...headOf(page, doc), ...fields }));
  const view = referenceIndex(entries.map(([page], at) => analyzePage({ ...page, ...heads[at] })));
  return {
    source: {
      view: async () => (entries.length === 0 ? undefined : view),
      heads: async (docs) => docs.map((doc) => heads[doc]),
      pages: async (ids) => ids.map((id) => entries.find(([page]) => page.id === id)?.[0]),
    },
    headsOf: async (ids) => ids.map((id) => heads.find((head) => head.id === id)),
    syncs: async () => [
      {
        connection: FERNWAY,
        workspace: 'Fernway',
        state: 'resting',
        known: 0,
        mirrored: 0,
        requestsLeft: 0,
        msLeft: 0,
        bytes: 0,
        exclusions: [],
      },
    ],
  };
}

const FILLED = portsOver([
  [TASKS, { kind: 'database' }],
  row('First', 'Done', ['Anna Lindqvist']),
  row('Second', 'In progress', ['Anna Lindqvist', 'MARCUS Oyelaran']),
  row('Third', 'Done', []),
]);

describe('what a search can be narrowed to', () => {
  it('is counted by the index and named as people write it', async () => {
    const choices = await searchChoices(FILLED, []);
    expect(choices.connections).toEqual([{ value: FERNWAY, label: 'Fernway', pages: 4 }]);
    expect(choices.kinds.map(({ value, pages }) => [value, pages])).toEqual([
      ['row', 3],
      ['database', 1],
    ]);
    expect(choices.databases).toEqual([{ value: TASKS.id, label: 'Tasks', pages: 3 }]);
    expect(choices.people).toEqual([
      { value: 'Anna Lindqvist', label: 'Anna Lindqvist', pages: 2 },
      { value: 'MARCUS Oyelaran', label: 'MARCUS Oyelaran', pages: 1 },
    ]);
  });

  it('holds property values of the chosen databases alone, and only those that are chosen from a few', async () => {
    expect((await searchChoices(FILLED, [])).properties).toEqual([]);
    expect((await searchChoices(FILLED, [TASKS.id])).properties.map(({ label, pages }) => [label, pages])).toEqual([
      ['Status: Done', 2],
      ['Status: In progress', 1],
    ]);
  });

  it('is nothing while nothing is here', async () => {
    expect(await searchChoices(portsOver([]), [TASKS.id])).toMatchObject({ connections: [], properties: [] });
  });
});
