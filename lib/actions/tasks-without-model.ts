import type { FoundTask } from '../jobs/answer-data.ts';
import { guessLanguage } from '../text/languages.ts';
import type { Material, ModelFree, ReadAnswer } from './action.ts';
import { createMarks, lineFound, sayFound } from './found-lines.ts';
import type { FoundLine } from './found-lines.ts';
import { meetingWords } from './meeting-words.ts';
import { noteLines } from './note-lines.ts';
import type { NoteLine } from './note-lines.ts';

/** To-dos, what stands under a heading of tasks, and decisions that somebody has to carry out by a day. */
export const taskLines = (lines: readonly NoteLine[]): readonly NoteLine[] =>
  lines.filter(
    ({ part, owner, due, done }) =>
      done !== undefined || part === 'task' || (part === 'decision' && owner !== undefined && due !== undefined),
  );

/** To-dos and dated lines, found by rule. */
export function tasksWithoutModel({ page, related }: Pick<Material, 'page' | 'related'>, language?: string): ModelFree {
  const found = [page, ...related].flatMap((one, at) => taskLines(noteLines(one)).map((line) => lineFound(line, at)));
  return renderTasks(found, language ?? guessLanguage(page.blocks.map(({ text }) => text).join('\n')));
}

/** Tasks as lists to tick, open ones first in order of their days, and as data. */
export function renderTasks(found: readonly FoundLine[], language: string): ReadAnswer {
  const words = meetingWords(language);
  const { mark, cited } = createMarks();
  const open = found.filter(({ done }) => done !== true);
  const dated = open
    .filter(({ due }) => due !== undefined)
    .toSorted((a, b) => ((a.due ?? '') < (b.due ?? '') ? -1 : 1));
  const parts = [
    [words.tasks, [...dated, ...open.filter(({ due }) => due === undefined)], ' '] as const,
    [words.done, found.filter(({ done }) => done === true), 'x'] as const,
  ].flatMap(([title, lines, box]) =>
    lines.length === 0
      ? []
      : [`### ${title}\n\n${lines.map((line) => `- [${box}] ${sayFound(line)}${mark(line.cites)}`).join('\n')}`],
  );
  return {
    markdown: parts.length === 0 ? words.noTasks : parts.join('\n\n'),
    cited,
    data: { of: 'tasks', tasks: [...dated, ...open.filter(({ due }) => due === undefined)].map(taskOf) },
  };
}

const taskOf = ({ words, owner, due }: FoundLine): FoundTask => ({
  task: words,
  ...(owner === undefined ? {} : { owner }),
  ...(due === undefined ? {} : { due }),
});
