import { Failure } from '../base/failure.ts';
import { askReport } from '../prompt/report.ts';
import { SYSTEM_PROMPT } from '../prompt/system.ts';
import { outputTokens } from '../prompt/wishes.ts';
import { finishProse } from '../report/finish-prose.ts';
import { reportMarkdown } from '../report/report-markdown.ts';
import type { ReportResult } from '../report/result.ts';
import type { Action, Material, ReadAnswer } from './action.ts';

/**
 * Figures are computed before a model is asked, and stand under its words whatever it writes; every number of its own is
 * marked. Without a model the figures are the result.
 */
export const report: Action = {
  id: 'report',
  gather: 'nothing',
  structured: true,
  plan(material, options) {
    const result = resultIn(material);
    return {
      kind: 'whole',
      request: {
        system: SYSTEM_PROMPT,
        turns: [{ role: 'user', text: askReport(result, options) }],
        maxTokens: outputTokens(options),
        effort: 'medium',
      },
      places: [],
      removed: 0,
      read: (text, whole) => readProse(text, whole, result),
    };
  },
  modelFree: (material) => ({ markdown: reportMarkdown(resultIn(material)), cited: [] }),
};

function resultIn({ report: result }: Material): ReportResult {
  if (result === undefined) throw new Failure('bug');
  return result;
}

function readProse(text: string, whole: boolean, result: ReportResult): ReadAnswer | undefined {
  const { markdown, stray } = finishProse(text, result, whole);
  if (markdown.trim() === '') return undefined;
  if (!whole) return { markdown, cited: [] };
  return { markdown: [markdown.trim(), ...warning(stray), reportMarkdown(result)].join('\n\n'), cited: [] };
}

/** Said before the figures that are right, so that nobody reads past it. */
function warning(stray: readonly string[]): readonly string[] {
  if (stray.length === 0) return [];
  const [numbers, are] = stray.length === 1 ? ['1 number', 'is'] : [`${stray.length} numbers`, 'are'];
  return [`> ${numbers} in the text above ${are} not among the computed figures and marked.`];
}
