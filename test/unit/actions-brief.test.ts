import { expect, it } from 'vitest';
import { actionFor } from '../../lib/actions/action-for.ts';
import type { Page, Property } from '../../lib/mirror/page.ts';
import { estimateRequest } from '../../lib/models/estimate-tokens.ts';
import type { Block } from '../../lib/text/block.ts';
import { aMaterial, aPage, heading, longPage, OPTIONS, paragraph, property } from './actions-pages.ts';

const todo = (text: string, checked: boolean): Block => ({ kind: 'todo', depth: 0, text, checked });
const due = (start: string, text: string): Property => property('Due', text, { type: 'date', date: { start } });
const people = (name: string, ...names: string[]): Property =>
  property(name, names.join(', '), { type: 'people', people: names });

const PROJECT = aPage({
  title: 'Glow 2',
  properties: [
    property('Status', 'In progress', { type: 'status' }),
    people('Owner', 'Ana Silva'),
    property('Launch', '3 Dec 2026', { type: 'date', date: { start: '2026-12-03' } }),
    property('Budget', '40,000 €', { type: 'number', number: 40_000 }),
    property('Created', '1 Jan 2026', { type: 'created_time' }),
  ],
  blocks: [
    heading('Goals'),
    paragraph('A light that needs no tool.'),
    heading('Risks'),
    paragraph('The supplier may be late.'),
    heading('Next steps'),
    todo('Order the housing', false),
    todo('Choose the name', true),
  ],
});

const TASKS: readonly Page[] = [
  aPage({
    title: 'Test the seal',
    properties: [
      property('Status', 'To do', { type: 'status' }),
      due('2026-11-30', '30 Nov 2026'),
      people('Who', 'Ben Okafor'),
    ],
  }),
  aPage({
    title: 'Order samples',
    properties: [property('Status', 'Done', { type: 'status' }), due('2026-11-02', '2 Nov 2026')],
  }),
  aPage({ title: 'Line 1', properties: [property('Amount', '1,200 €', { type: 'number', number: 1200 })] }),
  aPage({ title: 'Line 2', properties: [property('Amount', '300 €', { type: 'number', number: 300 })] }),
];

/** The lines of each part, by its title. */
function partsOf(markdown: string): Readonly<Record<string, readonly string[]>> {
  const parts = markdown.split(/^### /m).slice(1);
  return Object.fromEntries(
    parts.map((part) => {
      const [title = '', ...lines] = part.split('\n').filter((line) => line !== '');
      return [title, lines.map((line) => line.replace(/^- /, '').replace(/\[\^\d+\]$/, ''))];
    }),
  );
}

const brief = actionFor('brief');
const free = brief.modelFree(aMaterial(PROJECT, { related: TASKS }), OPTIONS);

it('fills the template of a brief from properties, relations, headings and to-dos', () => {
  expect(partsOf(free.markdown)).toEqual({
    Scope: ['**Status:** In progress', 'A light that needs no tool.'],
    Timeline: ['Order samples · Done · 2 Nov 2026', '**Launch:** 3 Dec 2026'],
    Budget: [
      '**Budget:** 40,000 €',
      'Line 1 · **Amount:** 1,200 €',
      'Line 2 · **Amount:** 300 €',
      '**Total of Amount on 2 related pages:** 1,500',
    ],
    Stakeholders: ['**Owner:** Ana Silva', '**On related pages:** Ben Okafor'],
    Dependencies: ['*Not stated on this page, in its properties or on related pages.*'],
    Risks: ['The supplier may be late.'],
    'Next steps': ['Test the seal · To do · 30 Nov 2026 · Ben Okafor', 'Order the housing'],
  });
});

it('says each name once and parts large numbers as the language of the page does', () => {
  const named = aPage({
    title: 'Glow 3',
    properties: [
      people('Owner', 'Ana Silva', 'Ana Silva'),
      property('Leads', 'Bo Berg, Bo Berg, Cy Dahl', { type: 'rollup' }),
      property('Budget', '1250000', { type: 'number', number: 1_250_000 }),
      property('Start', '2026', { type: 'number', number: 2026 }),
    ],
    blocks: [paragraph('Das ist die Lampe, die wir nicht ohne Schutzbrille an der Bank prüfen dürfen.')],
  });
  const markdown = brief.modelFree(aMaterial(named), OPTIONS).markdown.replaceAll('\\', '');
  for (const value of ['Ana Silva', 'Bo Berg, Cy Dahl', '1.250.000', '2026'])
    expect(markdown).toContain(`:** ${value}[^`);
});

it('cites every line of it', () => {
  const markers = [...free.markdown.matchAll(/\[\^(\d+)\]/g)].map(([, n]) => Number(n));
  expect(markers).toEqual(free.cited.map(({ n }) => n));
  expect(new Set(markers).size).toBe(markers.length);
  const risk = free.cited.find(({ quote }) => quote === 'The supplier may be late.');
  expect(risk).toMatchObject({ page: 0, start: 3, end: 4 });
  expect(free.cited.find(({ quote }) => quote === 'Test the seal')).toMatchObject({ page: 1, start: 0, end: 0 });
});

it('says of an empty page that nothing is stated, part by part', () => {
  const parts = partsOf(brief.modelFree(aMaterial(aPage({ title: 'Empty' })), OPTIONS).markdown);
  expect(Object.keys(parts)).toHaveLength(7);
  expect(new Set(Object.values(parts).flat()).size).toBe(1);
});

it('writes the template in the language of the page', () => {
  const german = aPage({
    title: 'Werkstattordnung',
    blocks: [
      heading('Risiken'),
      paragraph('Das ist die Lampe, die wir nicht ohne Schutzbrille an der Bank prüfen dürfen.'),
    ],
  });
  const { markdown } = brief.modelFree(aMaterial(german), OPTIONS);
  expect(partsOf(markdown)['Risiken']).toHaveLength(1);
});

it('keeps text of the page from becoming form', () => {
  const odd = aPage({ title: 'x', blocks: [heading('Risks'), paragraph('[^1] <img src=x> ![a](http://evil.test/b)')] });
  const { markdown } = brief.modelFree(aMaterial(odd), OPTIONS);
  expect(markdown).not.toMatch(/(?<!\\)<img|(?<!\\)!?\[a\]\(|\[\^1\] <|http:\/\//);
});

it('shows a model the page first, then its relations within their budget', () => {
  const many = Array.from({ length: 60 }, (_, at) => ({ ...longPage(4, 12), title: `Related ${at}` }));
  const plan = brief.plan(aMaterial(PROJECT, { related: [...TASKS, ...many] }), OPTIONS);
  const request = plan.kind === 'whole' ? plan.request : undefined;
  const sources = request?.turns[0]?.sources ?? [];
  expect(sources[0]?.title).toBe('Glow 2');
  expect(sources.slice(1, 5).map(({ title }) => title)).toEqual(TASKS.map(({ title }) => title));
  expect(sources.length).toBeGreaterThan(20);
  expect(request === undefined ? 0 : estimateRequest(request)).toBeLessThan(20_000);
});

it('summarizes without a model in the page’s own words', () => {
  const { markdown, cited } = actionFor('summarize').modelFree(aMaterial(PROJECT), OPTIONS);
  expect(markdown).toContain('The supplier may be late.');
  expect(markdown).toContain('- [ ] Order the housing');
  expect(cited.every(({ page, start, end }) => page === 0 && (end === start + 1 || end === 0))).toBe(true);
  expect(markdown).toMatch(/Ana Silva\[\^\d+\]/);
});
