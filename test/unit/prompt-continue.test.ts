import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ModelRequest } from '../../lib/models/answer-event.ts';
import { factsFor } from '../../lib/models/capabilities.ts';
import { rewriteFor } from '../../lib/models/rewrite.ts';
import { continueRequest } from '../../lib/prompt/continue-answer.ts';
import { joinContinuation } from '../../lib/prompt/join-continuation.ts';

const request: ModelRequest = { system: 'S', turns: [{ role: 'user', text: 'Summarize.' }], maxTokens: 500 };

it('asks for the rest in a turn of the user, after the answer so far', () => {
  const continued = continueRequest(request, 'The budget is 40,000[^1] euros and the l');
  expect(continued.turns.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(continued.turns[1]?.text).toBe('The budget is 40,000 euros and the l');
  expect(continued.turns[2]?.text).toContain('40,000 euros and the l\n</data-answer-end-');
  expect(continued.turns[2]?.text).toMatch(/<data-begin-with-\w+>\nThe budget is 40,000 euros and the l\n/);
  expect(rewriteFor(factsFor('claude-sonnet-5-5'), continued).turns.at(-1)?.role).toBe('user');
});

it('tells another model who began', () => {
  expect(continueRequest(request, 'The budget', 'Claude Haiku 5.5').turns[2]?.text).toMatch(/^Claude Haiku 5\.5 began/);
});

it('asks anew when nothing had arrived', () => {
  expect(continueRequest(request, ' \n')).toEqual(request);
});

it.each([
  ['goes on in the middle of a word', 'The launch is in Dec', 'ember.', 'The launch is in December.'],
  [
    'leaves out what is repeated',
    'The launch moves to December because',
    'to December because the office is closed.',
    'The launch moves to December because the office is closed.',
  ],
  [
    'leaves out a whole repeated sentence',
    'One. The budget is tight',
    'The budget is tight, says Ana.',
    'One. The budget is tight, says Ana.',
  ],
  [
    'compares without citation marks',
    'It costs 40,000 euros[^1] in',
    '40,000 euros in all[^2].',
    'It costs 40,000 euros[^1] in all[^2].',
  ],
  [
    'drops marks within what is repeated',
    'It costs 40,000 euros in',
    '40,000[^3] euros in all.',
    'It costs 40,000 euros in all.',
  ],
  ['takes short likeness for chance', 'It says no', 'nonsense', 'It says nononsense'],
  ['says a cut word once', 'It ends in Decem', 'December.', 'It ends in December.'],
  ['knows the end of the answer by other quotes', 'Mara’s plan for', "Mara's plan for May.", 'Mara’s plan for May.'],
  ['knows a short answer by all of it', 'It lau', 'It launches.', 'It launches.'],
  ['gives back a space that was cut', 'It launches in ', 'It launches in May.', 'It launches in May.'],
  [
    'leaves out what is said about going on',
    'The launch is in Dec',
    'Sure, continuing from where I left off:\n\nThe launch is in December.',
    'The launch is in December.',
  ],
  ['on the same line too', 'The launch is in Dec', 'Sure, continuing: ember.', 'The launch is in December.'],
  [
    'in other languages',
    'Der Start ist im Dez',
    'Natürlich, hier geht es weiter:\n\nember.',
    'Der Start ist im Dezember.',
  ],
  ['keeps a sentence that only begins alike', 'Done.\n', 'Here is the plan:\n- One', 'Done.\nHere is the plan:\n- One'],
  [
    'goes on in a row of a table',
    '| Task | Owner |\n|---|---|\n| Book the hall | Ma',
    '| Task | Owner |\n|---|---|\n| Book the hall | Mara |\n| Print | Ben |',
    '| Task | Owner |\n|---|---|\n| Book the hall | Mara |\n| Print | Ben |',
  ],
  [
    'goes on in code whose fence is opened once more',
    'Run:\n```python\nimport os\nos.rem',
    '```python\nos.remove(path)\n```\nThen stop.',
    'Run:\n```python\nimport os\nos.remove(path)\n```\nThen stop.',
  ],
  [
    'closes code that was cut before its last line',
    'Run:\n```\nls -l\n',
    '```\nThen stop.',
    'Run:\n```\nls -l\n```\nThen stop.',
  ],
  ['unwraps a fence around all of it', 'One. The bud', '```markdown\nget is tight.\n```', 'One. The budget is tight.'],
  [
    'goes on in Chinese',
    '发布会改到十二月，因为',
    '改到十二月，因为办公室关闭。',
    '发布会改到十二月，因为办公室关闭。',
  ],
  ['goes on in Japanese without a space', '発売は十二月に延', '期されました。', '発売は十二月に延期されました。'],
  ['goes on in Arabic', 'تم نقل الإطلاق إلى ديس', 'الإطلاق إلى ديسمبر.', 'تم نقل الإطلاق إلى ديسمبر.'],
  ['goes on in Hebrew', 'ההשקה עוברת לדצ', 'ההשקה עוברת לדצמבר.', 'ההשקה עוברת לדצמבר.'],
  [
    'leaves out a paragraph that is told again',
    'One.\n\nThe launch moves because the office is closed for the whole of November and nobody can get in. The new date is',
    'The launch moves because the office is closed for the whole of November and nobody can get in. The new date is 3 December.',
    'One.\n\nThe launch moves because the office is closed for the whole of November and nobody can get in. The new date is 3 December.',
  ],
  [
    'goes on where an answer begun anew gets past the cut',
    '## TL;DR\nIt moves.\n## Key points\n- The office is closed\n- The bud',
    '## TL;DR\nThe launch moves.\n## Key points\n- The office has closed\n- The budget is tight\n## Dates\n- 3 December',
    '## TL;DR\nIt moves.\n## Key points\n- The office is closed\n- The budget is tight\n## Dates\n- 3 December',
  ],
  [
    'counts lines where an answer begun anew has other words',
    '## TL;DR\nIt moves.\n## Key points\n- The office is closed\n- Money is',
    '## TL;DR\nThe launch moves.\n## Key points\n- Closed office\n- The budget is tight\n## Dates\n- 3 December',
    '## TL;DR\nIt moves.\n## Key points\n- The office is closed\n- Money is\n- The budget is tight\n## Dates\n- 3 December',
  ],
  ['puts a heading on its own line', 'It is closed.', '## Dates\n- May', 'It is closed.\n\n## Dates\n- May'],
  ['keeps the indent of a nested point', '- One\n', '  - Two', '- One\n  - Two'],
  ['counts white space at the seam once', 'First.\n\n', '\n\nSecond.', 'First.\n\nSecond.'],
  ['drops dots that stand for the part before', 'The launch is in Dec', '…ember.', 'The launch is in December.'],
  ['keeps everything when nothing is repeated', 'A', ' B', 'A B'],
  ['keeps the first part when nothing comes', 'A', '', 'A'],
])('%s', (_name, partial, rest, whole) => {
  expect(joinContinuation(partial, rest)).toBe(whole);
});

const ANSWERS = [
  '## TL;DR\nThe launch moves to 3 December because the office is closed.\n\n## Key points\n- Mara owns the plan, Ben pays.\n- The budget is 40,000 euros; 12,000 are spent.\n  - Print is not ordered.\n\n## Dates\n- 3 December: launch\n- 9 January: review',
  'Zuerst der Zeitplan.\n\n| Aufgabe | Wer |\n|---|---|\n| Halle buchen | Mara |\n| Plakate drucken | Ben |\n\nDanach:\n\n```python\nfor name in names:\n    print(name)\n```\n\nFertig.',
  '発売は十二月三日に延期されました。\n\n- 担当は田中さんです。\n- 予算は四万ユーロで、一万二千は使用済みです。\n\n次の会議は一月九日です。',
  'تم نقل الإطلاق إلى الثالث من ديسمبر لأن المكتب مغلق.\n\n- مارا مسؤولة عن الخطة.\n- الميزانية أربعون ألف يورو.',
];

/** How models go on from a cut answer. */
const WAYS: Readonly<Record<string, (whole: string, cut: number) => string>> = {
  'with exactly what is missing': (whole, cut) => whole.slice(cut),
  'after the words they were told to begin with': (whole, cut) => {
    const asked = continueRequest(request, whole.slice(0, cut)).turns.at(-1)?.text ?? '';
    const anchor = /<data-begin-with-\w+>\n([^]*)\n<\/data-begin-with/.exec(asked)?.[1] ?? '';
    return whole.slice(whole.slice(0, cut).trimEnd().length - anchor.length);
  },
  'all over again': (whole) => whole,
  'from the paragraph that was cut': (whole, cut) => whole.slice(whole.lastIndexOf('\n\n', cut - 12) + 2),
};

const KIND = fc.constantFrom(...Object.keys(WAYS));

it('neither repeats nor drops a word, wherever an answer is cut and however it goes on', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ANSWERS), fc.nat(), KIND, (whole, chance, way) => {
      const cut = 12 + (chance % (whole.length - 12));
      const partial = whole.slice(0, cut);
      const joined = joinContinuation(partial, WAYS[way]?.(whole, cut) ?? '');
      expect(joined.replaceAll(/\s+/g, ' ').trim()).toBe(whole.replaceAll(/\s+/g, ' ').trim());
    }),
    { numRuns: 1_000 },
  );
});

it('takes nothing back that was shown while it arrived', () => {
  const prefaces = fc.constantFrom('', '…', 'Sure, continuing:\n\n', '```markdown\n');
  fc.assert(
    fc.property(fc.constantFrom(...ANSWERS), fc.nat(), KIND, prefaces, (whole, chance, way, preface) => {
      const cut = 12 + (chance % (whole.length - 12));
      const partial = whole.slice(0, cut);
      const rest = preface + (WAYS[way]?.(whole, cut) ?? '');
      let shown = partial;
      for (let length = 1; length <= rest.length; length += 1) {
        const next = joinContinuation(partial, rest.slice(0, length), false);
        expect(next.startsWith(shown)).toBe(true);
        shown = next;
      }
      expect(joinContinuation(partial, rest).startsWith(shown.trimEnd())).toBe(true);
    }),
    { numRuns: 100 },
  );
});
