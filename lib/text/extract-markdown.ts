import { escapeMarkdown } from './escape-markdown.ts';
import type { Extract, Quoted } from './extract.ts';

/** One quotation of a page. `[^n]` in the text leads to the blocks from `start` up to `end`, exclusive. */
export interface Cited {
  readonly n: number;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** Markdown whose every quoted line ends in `[^n]`. */
export interface CitedMarkdown {
  readonly markdown: string;
  readonly cited: readonly Cited[];
}

type Title = 'sentences' | 'decisions' | 'questions' | 'todos' | 'dates' | 'people' | 'outline';

const EN: Readonly<Record<Title, string>> = {
  sentences: 'Key sentences',
  decisions: 'Decisions',
  questions: 'Open questions',
  todos: 'To-dos',
  dates: 'Dates',
  people: 'People',
  outline: 'Outline',
};

const TITLES: ReadonlyMap<string, Readonly<Record<Title, string>>> = new Map([
  [
    'de',
    {
      sentences: 'Kernsätze',
      decisions: 'Entscheidungen',
      questions: 'Offene Fragen',
      todos: 'Aufgaben',
      dates: 'Termine',
      people: 'Personen',
      outline: 'Gliederung',
    },
  ],
  [
    'fr',
    {
      sentences: 'Phrases clés',
      decisions: 'Décisions',
      questions: 'Questions ouvertes',
      todos: 'À faire',
      dates: 'Dates',
      people: 'Personnes',
      outline: 'Plan',
    },
  ],
  [
    'ja',
    {
      sentences: '要点',
      decisions: '決定事項',
      questions: '未解決の質問',
      todos: 'ToDo',
      dates: '日付',
      people: '関係者',
      outline: '目次',
    },
  ],
  [
    'ar',
    {
      sentences: 'الجمل الرئيسية',
      decisions: 'القرارات',
      questions: 'أسئلة مفتوحة',
      todos: 'المهام',
      dates: 'التواريخ',
      people: 'الأشخاص',
      outline: 'المخطط',
    },
  ],
]);

/** A page with fewer headings needs no outline. */
const LEAST_OUTLINED = 3;

/** Renders an extract with headings in the page's language, English where that is not at hand. A quote stands once. */
export function renderExtract(extract: Extract): CitedMarkdown {
  const titles = TITLES.get(extract.language) ?? EN;
  const cited = new Map<string, Cited>();
  const mark = ({ text, start, end = start + 1 }: Quoted & { readonly end?: number }): string => {
    const key = `${start} ${text}`;
    const known = cited.get(key) ?? { n: cited.size + 1, start, end, quote: text };
    cited.set(key, known);
    return `[^${known.n}]`;
  };
  const fresh = (quotes: readonly Quoted[]): readonly Quoted[] =>
    quotes.filter(({ text, start }) => !cited.has(`${start} ${text}`));
  const textOf = ({ text, start }: Quoted): string => (extract.rows.has(start) ? cellsOf(text) : escapeMarkdown(text));
  const line = (quote: Quoted): string => `- ${textOf(quote)}${mark(quote)}`;
  const parts = [
    part(titles.sentences, extract.sentences.map(line)),
    part(titles.decisions, fresh(extract.decisions).map(line)),
    part(titles.questions, fresh(extract.questions).map(line)),
    part(
      titles.todos,
      extract.todos.map((todo) => `- [${todo.checked ? 'x' : ' '}] ${escapeMarkdown(todo.text)}${mark(todo)}`),
    ),
    part(
      titles.dates,
      extract.dates.map(({ text, start, context }) => {
        const around = extract.rows.has(start)
          ? cellsOf(context, text)
          : context === text
            ? ''
            : escapeMarkdown(context);
        return `- **${escapeMarkdown(text)}**${around === '' ? '' : `: ${around}`}${mark({ text: context, start })}`;
      }),
    ),
    part(
      titles.people,
      extract.people.length > 0
        ? [`${extract.people.map(escapeMarkdown).join(', ')}${extract.peopleAt.map(mark).join('')}`]
        : [],
    ),
    part(
      titles.outline,
      extract.outline.length < LEAST_OUTLINED
        ? []
        : extract.outline.map(
            (heading) => `${'  '.repeat(heading.level - 1)}- ${escapeMarkdown(heading.text)}${mark(heading)}`,
          ),
    ),
  ];
  return { markdown: parts.filter((text) => text !== '').join('\n\n'), cited: [...cited.values()] };
}

/** A row with dots between its cells, without empty ones and without one that says only what stands before. */
export function cellsOf(text: string, before = ''): string {
  const cells = text.split(' | ').filter((cell) => cell.trim() !== '' && cell.trim() !== before);
  return escapeMarkdown(cells.join(' · '));
}

function part(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `### ${title}\n\n${lines.join('\n')}`;
}
