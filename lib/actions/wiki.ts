import { pageSource } from '../prompt/page-source.ts';
import type { PlacedSource } from '../prompt/page-source.ts';
import { FORM_SYSTEM_PROMPT } from '../prompt/system.ts';
import { WIKI_SCHEMA, writeWiki } from '../prompt/wiki.ts';
import { outputTokens } from '../prompt/wishes.ts';
import { guessLanguage } from '../text/languages.ts';
import { pagesOf } from './action.ts';
import type { Action, ActionOptions, Material, WholePlan } from './action.ts';
import { budgetFor, sourceTokens } from './budget.ts';
import { leftOut, readFound } from './found-lines.ts';
import type { FoundLine } from './found-lines.ts';
import type { NotePart } from './meeting-words.ts';
import { dayOfPage, noteLines } from './note-lines.ts';
import { numbered, objectsIn, readForm } from './numbered.ts';
import { planSections } from './plan-sections.ts';
import { relatedSources } from './related-sources.ts';
import { partsNoted, renderWiki } from './wiki-entry.ts';

/**
 * An entry for a wiki from meeting notes. What a model says of owners and days is held to the notes, and decisions,
 * follow-ups and questions that it passes over are added as they stand.
 */
export const wiki: Action = {
  id: 'wiki',
  gather: 'chosen-pages-and-relations',
  structured: true,
  plan(material, options) {
    const budget = budgetFor(options.contextTokens);
    const more = relatedSources(material.related, budget.related);
    const whole = pageSource(material.page, { page: 0, properties: true });
    if (sourceTokens(whole.source) <= budget.whole) return wikiPlan(material, options, [whole, ...more]);
    const properties = pageSource(material.page, { page: 0, properties: true, runs: [] });
    return planSections(material.page, options, (notes) =>
      wikiPlan(material, options, [properties, ...notes, ...more]),
    );
  },
  modelFree: (material, { language }) =>
    renderWiki(partsNoted(pagesOf(material)), material, language ?? guessLanguage(sampleOf(material))),
};

const sampleOf = ({ page }: Material): string => [page.title, ...page.blocks.map(({ text }) => text)].join('\n');

function wikiPlan(material: Material, options: ActionOptions, placed: readonly PlacedSource[]): WholePlan {
  const pages = pagesOf(material);
  const shown = numbered(placed, pages);
  const noted = pages.map((page) => noteLines(page));
  const language = options.language ?? guessLanguage(sampleOf(material));
  return {
    kind: 'whole',
    request: {
      system: FORM_SYSTEM_PROMPT,
      turns: [{ role: 'user', text: writeWiki(shown.text, dayOfPage(material.page), options) }],
      maxTokens: outputTokens(options) * 3,
      effort: 'medium',
      schema: WIKI_SCHEMA,
    },
    places: [],
    removed: placed.reduce((sum, { removed }) => sum + removed, 0),
    read(text, whole) {
      const json = readForm(text, whole);
      if (json === undefined || (whole && !Array.isArray(json['decisions']))) return undefined;
      const of = (list: string, name: string): readonly FoundLine[] =>
        objectsIn(json, list).flatMap((one) => readFound(one, name, shown) ?? []);
      const found = {
        summary: of('summary', 'point'),
        decisions: reasoned(of('decisions', 'decision')),
        followUps: of('followUps', 'task'),
        questions: of('questions', 'question'),
      };
      const all = [...found.decisions, ...found.followUps, ...found.questions];
      const missing = (part: NotePart): readonly FoundLine[] =>
        whole
          ? noted.flatMap((lines, page) =>
              leftOut(
                lines.filter((line) => line.part === part),
                all,
                page,
              ),
            )
          : [];
      const entry = {
        summary: found.summary,
        decisions: [...found.decisions, ...missing('decision')],
        background: [],
        followUps: [...found.followUps, ...missing('task')],
        questions: [...found.questions, ...missing('question')],
        outline: [],
      };
      if (!whole && all.length + found.summary.length === 0) return { markdown: '', cited: [] };
      return renderWiki(entry, whole ? material : { ...material, linked: [] }, language);
    },
  };
}

/** A reason none of whose figures stands in the cited items is left out: it came from elsewhere. */
function reasoned(decisions: readonly FoundLine[]): readonly FoundLine[] {
  return decisions.map((decision) => {
    const { why, ...rest } = decision;
    if (why === undefined) return decision;
    const said = decision.cites.map(({ quote }) => quote).join('\n');
    return (why.match(/\d[\d.,]*\d|\d/g) ?? []).every((figure) => said.includes(figure)) ? decision : rest;
  });
}
