import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBlockId } from '../../lib/base/ids.ts';
import type { BlockId } from '../../lib/base/ids.ts';
import { advanceEntry } from '../../lib/outbox/advance-entry.ts';
import { bylineOf, isBylineOf, markOf } from '../../lib/outbox/byline.ts';
import { checkOperation } from '../../lib/outbox/check-operation.ts';
import { covers } from '../../lib/outbox/covers.ts';
import type { StandingBlock } from '../../lib/outbox/notion-writer.ts';
import type { Operation } from '../../lib/outbox/operation.ts';
import { planOf } from '../../lib/outbox/plan.ts';
import type { PropertyValues } from '../../lib/outbox/property-value.ts';
import { reconcile } from '../../lib/outbox/reconcile.ts';
import { applyEdits, guardEdits, stateOfEdits } from '../../lib/outbox/text-edits.ts';
import { editsOver, threeWayOf } from '../../lib/outbox/three-way.ts';
import { PAGE, aParagraph, anApproval, anEntry, pageId } from '../fixtures/an-entry.ts';

const NOBODY = { addresses: [], model: 'Claude Sonnet 5.5' };
const COLUMNS = [
  { name: 'Status', type: 'status', options: ['To do', 'In progress', 'Done'] },
  { name: 'Points', type: 'number' },
  { name: 'Due', type: 'date' },
  { name: 'Total', type: 'formula' },
];

const set = (values: PropertyValues): Operation => ({ kind: 'set-properties', page: PAGE, values });
const checkValues = (values: PropertyValues): Operation => checkOperation(set(values), NOBODY, COLUMNS);

function refusal(work: () => unknown): { readonly code: string; readonly detail: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof Error && 'facts' in error) return error.facts as { code: string; detail: string };
    throw error;
  }
  return { code: 'nothing', detail: '' };
}

describe('an operation before anything is sent', () => {
  it('has its values repaired where that is certain', () => {
    const checked = checkValues({
      status: { type: 'rich_text', text: ' in progress ' },
      Points: { type: 'rich_text', text: '12' },
      Due: { type: 'rich_text', text: '2026-11-21' },
    });
    expect(checked).toEqual(
      set({
        Status: { type: 'status', option: 'In progress' },
        Points: { type: 'number', number: 12 },
        Due: { type: 'date', date: { start: '2026-11-21' } },
      }),
    );
  });

  it.each<[string, PropertyValues, string]>([
    ['an option that is none', { Status: { type: 'status', option: 'Someday' } }, '“Status” has no option “Someday”'],
    ['a text for a number', { Points: { type: 'rich_text', text: 'many' } }, '“Points” takes a number, not “many”'],
    ['a day that is none', { Due: { type: 'date', date: { start: '2026-02-31' } } }, '“Due” takes a date'],
    ['what Notion computes', { Total: { type: 'number', number: 1 } }, '“Total” is computed by Notion'],
    ['a property that is none', { Colour: { type: 'number', number: 1 } }, 'There is no property “Colour”'],
  ])('is refused in words that name the field: %s', (_what, values, words) => {
    const { code, detail } = refusal(() => checkValues(values));
    expect([code, detail]).toEqual(['write-invalid', expect.stringContaining(words)]);
  });

  it('carries no address that was neither read nor typed', () => {
    const link = (url: string): Operation => ({
      kind: 'append',
      page: PAGE,
      content: [{ kind: 'paragraph', runs: [{ kind: 'text', text: 'here', link: url }], children: [] }],
    });
    const origin = { ...NOBODY, addresses: ['https://app.notion.com/p/plan'] };
    expect(checkOperation(link('https://app.notion.com/p/plan#block'), origin, undefined)).toBeDefined();
    expect(refusal(() => checkOperation(link('https://evil.example/?q=1'), origin, undefined)).code).toBe(
      'write-address',
    );
    const comment: Operation = { kind: 'comment', page: PAGE, text: 'See https://evil.example/x' };
    expect(refusal(() => checkOperation(comment, origin, undefined)).code).toBe('write-address');
  });

  it('lets a model write nothing that somebody would fetch', () => {
    const image: Operation = {
      kind: 'append',
      page: PAGE,
      content: [aParagraph('outer', [{ kind: 'image', url: 'https://a.example/i.png', caption: [], children: [] }])],
    };
    const origin = { ...NOBODY, addresses: ['https://a.example/i.png'] };
    expect(refusal(() => checkOperation(image, origin, undefined)).detail).toContain('image');
    expect(checkOperation(image, { addresses: origin.addresses }, undefined)).toBe(image);
    const edit: Operation = { kind: 'replace-text', page: PAGE, edits: [{ before: 'a', after: '![x](y)' }] };
    expect(refusal(() => checkOperation(edit, NOBODY, undefined)).code).toBe('write-invalid');
  });
});

describe('an entry', () => {
  it('is written to by the life that took it last, and by no earlier one', () => {
    const approved = anEntry('one', { state: 'approved' });
    const first = advanceEntry(approved, { type: 'take', owner: 'first' }, 1);
    const second = advanceEntry(first, { type: 'take', owner: 'second' }, 2);
    const epoch = first.sent?.epoch ?? -1;
    expect(advanceEntry(second, { type: 'send', epoch }, 3)).toBe(second);
    expect(advanceEntry(first, { type: 'send', epoch }, 3).state).toBe('sending');
  });

  it('is unsure where a life ended during a request, and stays so through a block', () => {
    const taken = advanceEntry(anEntry('one', { state: 'approved' }), { type: 'take', owner: 'first' }, 1);
    const sending = advanceEntry(taken, { type: 'send', epoch: 1 }, 2);
    const found = advanceEntry(sending, { type: 'take', owner: 'second' }, 3);
    expect([found.state, found.sent?.unsureAt]).toEqual(['unsure', 3]);
    const blocked = advanceEntry(found, { type: 'block', epoch: 2, failure: { code: 'notion-token-invalid' } }, 4);
    expect(advanceEntry(blocked, { type: 'again' }, 5).state).toBe('unsure');
  });

  it('stays cancelled, whatever arrives', () => {
    const cancelled = anEntry('one', { state: 'cancelled' });
    expect(advanceEntry(cancelled, { type: 'take', owner: 'late' }, 1)).toBe(cancelled);
    expect(advanceEntry(cancelled, { type: 'undo' }, 1)).toBe(cancelled);
  });

  it('bears a mark of its own in the line that says who wrote it', () => {
    const origin = {
      label: 'Brief',
      model: 'Claude Sonnet 5.5',
      sources: [{ title: 'Plan', url: 'https://app.notion.com/p/plan' }],
      addresses: [],
    };
    const entry = anEntry('one', { origin, createdAt: Date.parse('2026-11-21T10:00:00Z') });
    const line = bylineOf(entry);
    const text = 'runs' in line ? line.runs.map((run) => ('text' in run ? run.text : '')).join('') : '';
    expect(text).toBe(`Brief by Understudy, Claude Sonnet 5.5, 21 Nov 2026, sources: Plan, ${markOf(entry)}`);
    expect([isBylineOf(entry, line), isBylineOf(anEntry('two'), line)]).toEqual([true, false]);
  });
});

describe('leave that was given once', () => {
  const wanted = { connection: anEntry('x').connection, target: PAGE, operation: anEntry('x').operation };

  it('covers writes of its kind to its target, as many as it says and as long as it holds', () => {
    expect(covers(anApproval('a'), wanted, 999)).toBe(true);
    expect(covers(anApproval('a', { used: 3 }), wanted, 0)).toBe(false);
    expect(covers(anApproval('a'), wanted, 1_000)).toBe(false);
    expect(covers(anApproval('a', { revokedAt: 1 }), wanted, 2)).toBe(false);
    expect(covers(anApproval('a', { target: pageId('b') }), wanted, 0)).toBe(false);
    expect(covers(anApproval('a', { kinds: ['comment'] }), wanted, 0)).toBe(false);
  });

  it('covers no property that it does not name', () => {
    const setting = { ...wanted, operation: set({ Status: { type: 'status', option: 'Done' } }) };
    const kinds = ['set-properties'] as const;
    expect(covers(anApproval('a', { kinds, properties: ['Status'] }), setting, 0)).toBe(true);
    expect(covers(anApproval('a', { kinds, properties: ['Points'] }), setting, 0)).toBe(false);
    expect(covers(anApproval('a', { kinds }), setting, 0)).toBe(false);
  });
});

describe('leave for the rows of a database', () => {
  const base = anEntry('x');
  const kinds = ['set-properties'] as const;
  const leave = anApproval('a', { kinds, properties: ['AI Summary'], target: pageId('d'), rows: true });
  const wanted = {
    connection: base.connection,
    target: PAGE,
    operation: set({ 'AI Summary': { type: 'rich_text', text: 'Short.' } }),
  };

  it('covers what is known as one of its rows, and neither the database itself nor any other page', () => {
    expect(covers(leave, { ...wanted, rowOf: pageId('d') }, 0)).toBe(true);
    expect(covers(leave, wanted, 0)).toBe(false);
    expect(covers(leave, { ...wanted, rowOf: pageId('e') }, 0)).toBe(false);
    expect(covers(leave, { ...wanted, target: pageId('d') }, 0)).toBe(false);
  });

  it('covers no page by the leave that was given for a page', () => {
    const ofPage = anApproval('a', { kinds, properties: ['AI Summary'], target: pageId('d') });
    expect(covers(ofPage, { ...wanted, rowOf: pageId('d') }, 0)).toBe(false);
  });
});

describe('edits of a text', () => {
  it('cannot be made twice once they are guarded, wherever the passage stands', () => {
    const words = fc
      .array(fc.constantFrom('a', 'b', 'c ', '\n', 'draft'), { maxLength: 12 })
      .map((some) => some.join(''));
    let guarded = 0;
    fc.assert(
      fc.property(words, words, words, (left, right, added) => {
        const text = `${left}HERE${right}`;
        const edits = guardEdits(text, [{ before: 'HERE', after: `HERE${added}` }]);
        const once = applyEdits(text, edits ?? []);
        expect(once).toBe(`${left}HERE${added}${right}`);
        if (added === '' || right === left || left + right === '') return;
        if (applyEdits(once ?? '', edits ?? []) !== undefined) return;
        guarded += 1;
        expect(stateOfEdits(once ?? '', edits ?? [])).toBe('made');
        expect(stateOfEdits(text, edits ?? [])).toBe('open');
      }),
    );
    expect(guarded).toBeGreaterThan(30);
  });

  it('tell a passage that somebody changed', () => {
    const edits = guardEdits('We ship in May.\nEnd', [{ before: 'May', after: 'June' }]) ?? [];
    expect(stateOfEdits('We ship in July.\nEnd', edits)).toBe('changed');
  });
});

describe('three versions', () => {
  it('of properties merge where only one side changed', () => {
    const value = (option: string) => ({ type: 'status', option }) as const;
    const ways = threeWayOf({
      operation: set({ A: value('Done'), B: value('Done') }),
      base: { readAt: 0, fingerprint: '', values: { A: value('To do'), B: value('To do') } },
      found: { values: { A: value('In progress'), B: value('To do') } },
    });
    expect(ways.map(({ touched }) => touched)).toEqual([true, false]);
  });

  it('of a passage keep my words over theirs at the same place', () => {
    const base = 'Title\n\nWe ship in May.\n\nOwner: Mara';
    const theirs = 'Title\n\nWe ship in July, they say.\n\nOwner: Mara';
    const edits = [{ before: 'in May', after: 'in June' }];
    const anew = editsOver(edits, base, theirs) ?? [];
    expect(applyEdits(theirs, anew)).toBe('Title\n\nWe ship in June.\n\nOwner: Mara');
    expect(editsOver(edits, base, 'Title\n\nOwner: Mara')).toBeUndefined();
  });
});

describe('what stands beside what was sent', () => {
  const PLAN = ['a', 'b', 'c'].map((text) => aParagraph(text));
  const stands = (id: string, text: string, createdBy = 'us'): StandingBlock => ({
    id: blockId(id),
    block: aParagraph(text),
    hasChildren: false,
    createdBy,
  });

  it('goes on after what stands of it', () => {
    const found = reconcile(PLAN, [stands('1', 'a'), stands('2', 'b')], [], 'us');
    expect(found).toMatchObject({ ids: ['1', '2'].map(blockId), last: blockId('2'), surplus: [], broken: false });
  });

  it('takes for surplus what is ours and stands already, by its id', () => {
    const twice = [stands('1', 'a'), stands('2', 'b'), stands('3', 'a'), stands('4', 'b'), stands('5', 'c')];
    expect(reconcile(PLAN, twice, ['3', '4'].map(blockId), 'us').surplus).toEqual(['1', '2'].map(blockId));
    expect(reconcile(PLAN, twice, [], 'somebody').surplus).toEqual([]);
  });

  it('tells what others changed, took away or put between', () => {
    const known = ['1', '2', '3'].map(blockId);
    const three = [stands('1', 'a'), stands('2', 'b'), stands('3', 'c')];
    expect(reconcile(PLAN, [...three.slice(0, 1), stands('2', 'x'), ...three.slice(2)], known, 'us').changed).toBe(
      true,
    );
    expect(reconcile(PLAN, three.slice(0, 2), known, 'us').broken).toBe(true);
    expect(reconcile(PLAN, [stands('1', 'a'), stands('9', 'x')], [], 'us').broken).toBe(true);
    expect(reconcile(PLAN, [...three, stands('9', 'note', 'mara')], known, 'us')).toMatchObject({
      broken: false,
      changed: false,
      foreign: true,
    });
  });
});

describe('a plan', () => {
  it('puts what is small into one request with the page, and the rest after it', () => {
    const content = Array.from({ length: 120 }, (_, at) => aParagraph(`${at}`));
    const create = { kind: 'create', parent: { kind: 'page', id: PAGE }, title: 'New', values: {}, content } as const;
    const plan = planOf(anEntry('one'), create);
    expect(plan.first.length).toBe(51);
    expect(plan.portions.map(({ from, blocks }) => [from, blocks.length])).toEqual([
      [0, 50],
      [50, 50],
      [100, 20],
    ]);
  });
});

function blockId(digit: string): BlockId {
  const id = parseBlockId(digit.repeat(32));
  if (id === undefined) throw new Error(`${digit} is no hex digit.`);
  return id;
}
