import { beforeAll, describe, expect, it } from 'vitest';
import { actionFor } from '../../lib/actions/action-for.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { samplePages } from '../bench/ask-corpus.ts';
import { carelessWiki, inventedIn } from '../bench/grounding-careless.ts';
import {
  casesOf,
  factsIn,
  judgeWiki,
  leads,
  OPTIONS,
  pageTitled,
  sentOf,
  unsourced,
} from '../bench/grounding-measure.ts';
import type { Case } from '../bench/grounding-measure.ts';
import { answerOf } from '../bench/grounding-world.ts';
import { PLANTED_NOTES } from '../fixtures/planted-notes.ts';
import { PLANTED_PAGES } from '../fixtures/planted-pages.ts';

let pages: readonly Page[] = [];
let cases: readonly Case[] = [];

/** One meeting of each language, and one page of each other action. */
const NOTES = PLANTED_NOTES.filter(
  ({ language }, at) => PLANTED_NOTES.findIndex((one) => one.language === language) === at,
);
const OTHERS = PLANTED_PAGES.filter(({ action }, at) => PLANTED_PAGES.findIndex((one) => one.action === action) === at);

beforeAll(async () => {
  pages = await samplePages();
  cases = await casesOf(pages, NOTES, OTHERS);
}, 60_000);

describe('what an action works from', () => {
  it('holds nearly all that a reader needs, in what is sent and in the result without a model', () => {
    for (const {
      name,
      facts,
      plan,
      free,
      pages: [page],
    } of cases) {
      expect([name, factsIn(sentOf(plan), facts, page).length / facts.length >= 0.9]).toEqual([name, true]);
      expect([name, factsIn(free.markdown, facts, page).length / facts.length >= 0.7]).toEqual([name, true]);
    }
  });

  it('is led back to by every statement made without a model', () => {
    for (const { name, free, pages: all } of cases) {
      expect([name, unsourced(free.markdown)]).toEqual([name, []]);
      expect([name, free.cited.filter((cite) => !leads(cite, all))]).toEqual([name, []]);
    }
  });
});

describe.each(NOTES)('a wiki entry from “$title”', (notes) => {
  it('has every decision, owner and day of the notes and none besides, without a model', () => {
    const page = pageTitled(pages, notes.title);
    const { markdown } = actionFor('wiki').modelFree({ page, related: [] }, OPTIONS);
    expect(judgeWiki(markdown, notes, page)).toEqual({ lacks: [], invents: [] });
  });

  it('has them too where a model passes over some and invents others', () => {
    const page = pageTitled(pages, notes.title);
    const { markdown, cited } = carelessWiki(page, notes);
    expect(judgeWiki(markdown, notes, page)).toEqual({ lacks: [], invents: [] });
    expect(inventedIn(markdown)).toEqual([]);
    expect(cited.filter((cite) => !leads(cite, [page]))).toEqual([]);
  });

  it('has them when the simulated Claude answers', async () => {
    const page = pageTitled(pages, notes.title);
    const { text, citations, provenance } = await answerOf(pages, page, 'wiki');
    expect(provenance.answeredBy).toBe('claude-sonnet-5-5');
    expect(judgeWiki(text, notes, page)).toEqual({ lacks: [], invents: [] });
    expect(citations.filter((one) => !leads({ ...one, page: 0 }, [page]))).toEqual([]);
  });
});
