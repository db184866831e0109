import { pageSource } from '../prompt/page-source.ts';
import type { PlacedSource } from '../prompt/page-source.ts';
import { findTasks, TASKS_SCHEMA } from '../prompt/tasks.ts';
import { FORM_SYSTEM_PROMPT } from '../prompt/system.ts';
import { outputTokens } from '../prompt/wishes.ts';
import { pagesOf } from './action.ts';
import type { Action, ActionOptions, Material, WholePlan } from './action.ts';
import { budgetFor, sourceTokens } from './budget.ts';
import { leftOut, readFound } from './found-lines.ts';
import { dayOfPage, noteLines } from './note-lines.ts';
import { numbered, objectsIn, readForm } from './numbered.ts';
import { planSections } from './plan-sections.ts';
import { relatedSources } from './related-sources.ts';
import { renderTasks, taskLines, tasksWithoutModel } from './tasks-without-model.ts';

/** Action items with owner and day. To-dos that a model passes over are added as they stand. */
export const tasks: Action = {
  id: 'tasks',
  gather: 'chosen-pages',
  structured: true,
  plan(material, options) {
    const budget = budgetFor(options.contextTokens);
    const more = relatedSources(material.related, budget.related);
    const whole = pageSource(material.page, { page: 0, properties: true });
    if (sourceTokens(whole.source) <= budget.whole) return tasksPlan(material, options, [whole, ...more]);
    return planSections(material.page, options, (notes) => tasksPlan(material, options, [...notes, ...more]));
  },
  modelFree: (material, { language }) => tasksWithoutModel(material, language),
};

function tasksPlan(material: Material, options: ActionOptions, placed: readonly PlacedSource[]): WholePlan {
  const pages = pagesOf(material);
  const shown = numbered(placed, pages);
  const language = options.language ?? 'page';
  const todos = pages.map((page) => taskLines(noteLines(page)).filter(({ done }) => done === false));
  return {
    kind: 'whole',
    request: {
      system: FORM_SYSTEM_PROMPT,
      turns: [{ role: 'user', text: findTasks(shown.text, dayOfPage(material.page), options) }],
      maxTokens: outputTokens(options) * 2,
      effort: 'medium',
      schema: TASKS_SCHEMA,
    },
    places: [],
    removed: placed.reduce((sum, { removed }) => sum + removed, 0),
    read(text, whole) {
      const json = readForm(text, whole);
      if (json === undefined || !Array.isArray(json['tasks'])) return undefined;
      const found = objectsIn(json, 'tasks').flatMap((one) => readFound(one, 'task', shown) ?? []);
      const passedOver = whole ? todos.flatMap((lines, page) => leftOut(lines, found, page)) : [];
      const all = [...found, ...passedOver];
      return !whole && all.length === 0 ? { markdown: '', cited: [] } : renderTasks(all, language);
    },
  };
}
