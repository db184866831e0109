import { describe, expect, it } from 'vitest';
import { actionFor } from '../../lib/actions/action-for.ts';
import type { Material } from '../../lib/actions/action.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { gather } from '../../lib/flows/gather.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import { pageUrl } from '../../lib/mirror/address.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { createBench } from '../fixtures/answering.ts';
import { HandModel } from '../fixtures/hand-model.ts';
import { aPage, OPTIONS, paragraph, property } from './actions-pages.ts';

const NEVER = new AbortController().signal;
const DAY = 86_400_000;
const NOW = Date.parse('2026-11-21T12:00:00Z');

const relates = (name: string, pages: readonly Page[]) =>
  property(name, `${pages.length} pages`, { type: 'relation', pages: pages.map(({ id }) => id) });
const some = (name: string, count: number): readonly Page[] =>
  Array.from({ length: count }, (_, at) =>
    aPage({ title: `${name} ${at}`, blocks: [paragraph(`About ${name} ${at}.`)] }),
  );

/** What is gathered around a page, and which pages were asked for. */
async function around(page: Page, known: readonly Page[], unread: readonly Page[] = [], input: Partial<JobInput> = {}) {
  const asked: PageId[] = [];
  const missing = new Set(unread.map(({ id }) => id));
  const bench = Object.assign(createBench(new HandModel()), {
    async readRelated(id: PageId) {
      asked.push(id);
      return missing.has(id) ? undefined : known.find((one) => one.id === id);
    },
  });
  bench.mirrored = known;
  const action = input.action ?? 'brief';
  const material: Material = await gather(
    bench,
    { action, length: 'medium', ...input },
    page,
    actionFor(action),
    NEVER,
    () => {},
  );
  return { material, asked, titles: material.related.map(({ title }) => title) };
}

describe('a brief', () => {
  it('follows what its relations relate to, and no page twice', async () => {
    const far = aPage({ title: 'Far' });
    const task = aPage({ title: 'Task', properties: [relates('Risks', [far])] });
    const page = aPage({ title: 'Project', properties: [relates('Tasks', [task])] });
    const { titles, asked } = await around(page, [page, task, far]);
    expect(titles).toEqual(['Task', 'Far']);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('looks into every relation before it reads one to its end, and reads so many pages at most', async () => {
    const tasks = some('Task', 40);
    const budgets = some('Budget', 5);
    const page = aPage({ title: 'Project', properties: [relates('Tasks', tasks), relates('Budgets', budgets)] });
    const { asked, titles, material } = await around(page, [page, ...tasks, ...budgets]);
    expect(asked.length).toBeLessThanOrEqual(24);
    expect(titles.filter((title) => title.startsWith('Budget'))).toHaveLength(5);
    expect(material.leftOut).toHaveLength(45 - asked.length);
  });

  it('names the pages that it did not read, with a model and without', async () => {
    const tasks = some('Task', 40);
    const page = aPage({ title: 'Project', properties: [relates('Tasks', tasks)] });
    const { material } = await around(page, [page, ...tasks], tasks.slice(0, 1));
    const plan = actionFor('brief').plan(material, OPTIONS);
    for (const words of [
      actionFor('brief').modelFree(material, OPTIONS).markdown,
      plan.kind === 'whole' ? plan.closing : '',
    ]) {
      expect(words).toMatch(/\*Not read for this brief:\* \[Task 0\]\(https:.*more$/);
    }
  });

  it('says nothing of pages left out where all were read', async () => {
    const [task] = some('Task', 1);
    const page = aPage({ title: 'Project', properties: [relates('Tasks', task === undefined ? [] : [task])] });
    const { material } = await around(page, [page, ...(task === undefined ? [] : [task])]);
    expect(actionFor('brief').plan(material, OPTIONS)).not.toHaveProperty('closing');
  });

  it('tells what changed lately and what is empty', async () => {
    const fresh = aPage({ title: 'Fresh', editedAt: NOW - 2 * DAY });
    const stale = aPage({ title: 'Stale', editedAt: NOW - 40 * DAY });
    const page = aPage({
      title: 'Project',
      readAt: NOW,
      editedAt: NOW - 60 * DAY,
      properties: [relates('Tasks', [fresh, stale]), property('Sponsor', '')],
    });
    const { material } = await around(page, [page, fresh, stale]);
    const { markdown } = actionFor('brief').modelFree(material, OPTIONS);
    expect(markdown).toMatch(/### Changed lately\n\n- Fresh · 2026-11-19\[\^\d+\]\n\n/);
    expect(markdown).toMatch(/### Not filled in\n\n- \*\*Sponsor:\*\* empty\[\^\d+\]/);
    const plan = actionFor('brief').plan(material, OPTIONS);
    const text = plan.kind === 'whole' ? plan.request.turns[0]?.text : '';
    expect(text).toContain('2026-11-19: Fresh');
    expect(text).not.toContain(': Stale');
    expect(text).toContain('Sponsor');
  });
});

describe('other actions', () => {
  it('read the pages that a person chose beside the one in front', async () => {
    const [one, other] = some('Notes', 2);
    if (one === undefined || other === undefined) throw new Error('two pages');
    const { titles } = await around(one, [one, other], [], {
      action: 'tasks',
      particulars: { of: 'tasks', pages: [one.id, other.id] },
    });
    expect(titles).toEqual(['Notes 1']);
  });

  it('link what a meeting relates to by its name, without reading it', async () => {
    const [project] = some('Project', 1);
    if (project === undefined) throw new Error('one page');
    const page = aPage({ title: 'Weekly', properties: [relates('Project', [project])], blocks: [paragraph('Hi.')] });
    const { material, asked } = await around(page, [page, project], [], { action: 'wiki' });
    expect(asked).toEqual([]);
    const { markdown } = actionFor('wiki').modelFree(material, { ...OPTIONS, language: 'en' });
    expect(markdown).toContain(`- Project: [Project 0](${pageUrl(project.id)})[^1]`);
  });

  it('do without a template what they can: nothing', async () => {
    const page = aPage({ title: 'Row' });
    await expect(
      around(page, [], [], { action: 'document', particulars: { of: 'document', template: page.id } }),
    ).rejects.toThrow('page-unreadable');
  });
});
