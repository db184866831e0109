import { expect, it } from 'vitest';
import { brief } from '../../lib/actions/brief.ts';
import { citationsOf } from '../../lib/actions/citations-of.ts';
import { keepNotes, readNotes } from '../../lib/actions/kept-notes.ts';
import { summarize } from '../../lib/actions/summarize.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { estimateRequest } from '../../lib/models/estimate-tokens.ts';
import { blockLine } from '../../lib/prompt/page-source.ts';
import { aMaterial, aPage, longPage, newLedger, OPTIONS, paragraph, sentence, workThrough } from './actions-pages.ts';

/** The page with one paragraph of the section rewritten. */
function edited(page: Page, section: number): Page {
  const head = page.blocks.findIndex((block) => block.text === `Topic ${section}`);
  return { ...page, blocks: page.blocks.with(head + 2, paragraph(`Rewritten: ${sentence(777_777)}`)) };
}

it.each([
  ['short sections', longPage(40, 8)],
  ['middling sections', longPage(40, 12)],
  ['long sections', longPage(40, 20)],
])('repays at most 15 % of the input when one of forty sections was edited (%s)', (_name, page) => {
  const ledger = newLedger();
  workThrough(summarize.plan(aMaterial(page), OPTIONS), ledger);
  const first = ledger.tokens;
  const shares = [0, 7, 20, 39].map((section) => {
    const again = { ...newLedger(), kept: new Map(ledger.kept) };
    workThrough(summarize.plan(aMaterial(edited(page, section)), OPTIONS), again);
    expect(again.asked.length).toBeGreaterThan(0);
    return again.tokens / first;
  });
  console.log(
    `edit of one in forty: ${first} tokens first, again ${shares.map((share) => `${(share * 100).toFixed(1)} %`).join(', ')}`,
  );
  expect(Math.max(...shares)).toBeLessThanOrEqual(0.15);
});

it('pays nothing but the last step for another language, length or action', () => {
  const page = longPage(40, 12);
  const ledger = newLedger();
  workThrough(summarize.plan(aMaterial(page), OPTIONS), ledger);
  const paid = ledger.asked.length;
  workThrough(summarize.plan(aMaterial(page), { ...OPTIONS, language: 'de', length: 'long' }), ledger);
  workThrough(brief.plan(aMaterial(page), OPTIONS), ledger);
  expect(ledger.asked).toHaveLength(paid);
  expect(paid).toBeGreaterThan(30);
});

it('does not let the notes of one model serve another', () => {
  const page = longPage(40, 12);
  const keys = (model: string) => {
    const plan = summarize.plan(aMaterial(page), { ...OPTIONS, model });
    return plan.kind === 'sections' ? plan.parts.map(({ key }) => key) : [];
  };
  expect(new Set([...keys('a'), ...keys('b')]).size).toBe(2 * new Set(keys('a')).size);
});

it('plans the same for the same page, byte for byte', () => {
  const plan = () => JSON.stringify(summarize.plan(aMaterial(longPage(40, 12)), OPTIONS));
  expect(plan()).toBe(plan());
});

it('works twenty thousand blocks through in requests that each stay small, and misses none of them', () => {
  const page = longPage(400, 49);
  expect(page.blocks.length).toBe(20_000);
  const ledger = newLedger();
  const whole = workThrough(summarize.plan(aMaterial(page), OPTIONS), ledger);
  const requests = [...ledger.asked.map(({ request }) => request), whole.request];
  expect(Math.max(...requests.map(estimateRequest))).toBeLessThan(16_000);
  const shown = new Set(ledger.asked.flatMap(({ request }) => request.turns[0]?.sources?.[0]?.items ?? []));
  expect(page.blocks.filter((block) => !shown.has(blockLine(block)))).toEqual([]);
});

it.each([4_000, 8_192])('shows a model with room for %i tokens no more at once than it can take', (contextTokens) => {
  const page = longPage(40, 12);
  const ledger = newLedger();
  const whole = workThrough(summarize.plan(aMaterial(page), { ...OPTIONS, contextTokens }), ledger);
  const requests = [...ledger.asked.map(({ request }) => request), whole.request];
  expect(ledger.asked.length).toBeGreaterThan(40);
  expect(Math.max(...requests.map((request) => estimateRequest(request) + request.maxTokens))).toBeLessThan(
    contextTokens,
  );
  const shown = new Set(ledger.asked.flatMap(({ request }) => request.turns[0]?.sources?.[0]?.items ?? []));
  expect(page.blocks.filter((block) => !shown.has(blockLine(block)))).toEqual([]);
});

it('leads citations of the last answer back to blocks of the page', () => {
  const page = longPage(60, 12);
  const material = aMaterial(page);
  const whole = workThrough(summarize.plan(material, OPTIONS), newLedger());
  const sources = whole.request.turns[0]?.sources ?? [];
  const citations = sources.flatMap(({ items }, source) =>
    items.map((_, at) => ({ n: source * 100 + at, source, start: at, end: at + 1, citedText: '' })),
  );
  const cited = citationsOf(whole, [page], citations);
  expect(cited).toHaveLength(citations.length);
  expect(cited.every(({ start, end }) => start >= 0 && end > start && end <= page.blocks.length)).toBe(true);
  // The stand-in model cites what opens each section, so places all over the page must come back.
  const openings = new Set(cited.map(({ start }) => page.blocks[start]?.text));
  expect(openings).toContain('Topic 0');
  expect(cited.some(({ start }) => start > page.blocks.length / 2)).toBe(true);
});

it('keeps places that hold when the section moves', () => {
  const places = [[{ page: 0, start: 10, end: 11 }], [{ page: 0, start: 11, end: 14 }]];
  const citations = [
    { n: 1, source: 0, start: 0, end: 1, citedText: '' },
    { n: 2, source: 0, start: 0, end: 2, citedText: '' },
  ];
  const kept = keepNotes('- Ana leads[^1].\n- It costs 40,000[^2] and [b9] more[^7]\n', citations, places, 10);
  expect(kept).toBe('- Ana leads[b0].\n- It costs 40,000[b0-3] and  more');
  expect(readNotes(kept, { start: 50, end: 60 })).toEqual([
    { text: '- Ana leads.', places: [{ page: 0, start: 50, end: 51 }] },
    { text: '- It costs 40,000', places: [{ page: 0, start: 50, end: 54 }] },
    { text: ' and  more', places: [{ page: 0, start: 50, end: 51 }] },
  ]);
});

it('drops places outside the section, and leads what is left to its start', () => {
  expect(readNotes('- a[b3]\n## b\n- c[b99]', { start: 5, end: 9 })).toEqual([
    { text: '- a', places: [{ page: 0, start: 8, end: 9 }] },
    { text: '- c', places: [{ page: 0, start: 5, end: 6 }] },
  ]);
});

it('sends a small page whole', () => {
  const plan = summarize.plan(aMaterial(aPage({ title: 'Note', blocks: [paragraph('All of it.')] })), OPTIONS);
  expect(plan.kind).toBe('whole');
});

it('sends less at once to a model that can take less', () => {
  const page = longPage(10, 12);
  expect(summarize.plan(aMaterial(page), OPTIONS).kind).toBe('whole');
  expect(summarize.plan(aMaterial(page), { ...OPTIONS, contextTokens: 16_000 }).kind).toBe('sections');
});
