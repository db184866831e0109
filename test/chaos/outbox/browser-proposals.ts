import { asOutboxId, parsePageId } from '../../../lib/base/ids.ts';
import type { ConnectionId, PageId } from '../../../lib/base/ids.ts';
import type { DocBlock, NotionDocument } from '../../../lib/markup/document.ts';
import type { OutboxEntry } from '../../../lib/outbox/entry.ts';
import type { Operation } from '../../../lib/outbox/operation.ts';
import type { OutboxPlan, Want } from './browser-plan.ts';
import { passageOf, PASSAGES, placeOf } from './browser-workspaces.ts';
import type { Place } from './browser-workspaces.ts';

/** One operation of a schedule, before it is in the outbox. */
export interface Wanted {
  readonly want: Want;
  readonly operation: Operation;
}

/** What a schedule wants at its place; `at` is the number of the place. */
export function operationsOf(plan: OutboxPlan, at: number): readonly Wanted[] {
  const place = placeOf(at);
  return plan.wants.map((want, index) => ({ want, operation: operationOf(plan, want, index, at, place) }));
}

function operationOf({ token }: OutboxPlan, want: Want, index: number, at: number, place: Place): Operation {
  const name = `${token}w${index}`;
  const page = asPageId(place.page);
  switch (want.kind) {
    case 'append':
      return { kind: 'append', page, content: contentOf(name, want.blocks, want.deep) };
    case 'create': {
      const content = contentOf(name, want.blocks, want.deep);
      return { kind: 'create', parent: { kind: 'page', id: page }, title: `Made ${name}`, values: {}, content };
    }
    case 'row':
      return {
        kind: 'create',
        parent: { kind: 'database', id: asPageId(place.database), dataSource: place.dataSource },
        title: `Made ${name}`,
        values: { Notes: { type: 'rich_text', text: `Noted ${name}` } },
        content: [said(`Within ${name}`)],
      };
    case 'set':
      return {
        kind: 'set-properties',
        page: asPageId(place.row),
        values: { Notes: { type: 'rich_text', text: `Noted ${name}` } },
      };
    case 'text': {
      const before = passageOf(at, PASSAGES[index] ?? PASSAGES[0]);
      return { kind: 'replace-text', page, edits: [{ before, after: `Changed ${name} from what stood` }] };
    }
    case 'comment':
      return { kind: 'comment', page, text: `Asked ${name}` };
  }
}

const said = (text: string, kind: 'paragraph' | 'bulleted_list_item' | 'toggle' = 'paragraph'): DocBlock => ({
  kind,
  runs: [{ kind: 'text', text }],
  children: [],
});

/** Every block says something that no other block says. Deep: each twentieth holds a list three levels down. */
function contentOf(name: string, count: number, deep: boolean): NotionDocument {
  return Array.from({ length: count }, (_, at): DocBlock => {
    const block = said(`${name}b${at}.`, at % 3 === 1 ? 'bulleted_list_item' : 'paragraph');
    if (!deep || at % 20 !== 0) return block;
    const inner = ['c', 'd', 'e'].reduceRight<readonly DocBlock[]>(
      (children, level) => [{ ...said(`${name}b${at}${level}.`, 'bulleted_list_item'), children }],
      [],
    );
    return { ...said(`${name}b${at}.`, 'toggle'), children: inner };
  });
}

/** An entry as a tool of a conversation or the filling of a table would propose it. */
export function entryOf(
  plan: OutboxPlan,
  { operation }: Wanted,
  index: number,
  place: Place,
  connection: ConnectionId,
  now: number,
): OutboxEntry {
  const target = operation.kind === 'create' ? operation.parent.id : operation.page;
  return {
    id: asOutboxId(`chaos-${plan.token}-${index}`),
    connection,
    target,
    targetTitle: place.title,
    targetUrl: `https://app.notion.com/p/${target.replaceAll('-', '')}`,
    operation,
    // The token in the label is in the first block of ours, so that its request can be told from others.
    origin: { label: `Note ${plan.token}w${index}`, sources: [], addresses: [] },
    state: 'proposed',
    createdAt: now + index,
    updatedAt: now,
  };
}

export function asPageId(id: string): PageId {
  const page = parsePageId(id);
  if (page === undefined) throw new Error(`No page id: ${id}`);
  return page;
}
