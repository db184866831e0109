import { afterAll, describe, expect, it } from 'vitest';
import type { Source } from '../../lib/models/answer-event.ts';
import { citeAnswer } from '../../lib/retrieval/cite-answer.ts';

const page = (title: string, items: readonly string[]): Source => ({ title, url: 'https://www.notion.so/p', items });

const LAUNCH = page('Launch plan Q3', [
  'The public launch moved from 12 September to 3 October because the payment audit took longer than planned.',
  'Marta Oliveira owns the launch checklist; Jonas Weber owns the press kit.',
  'Budget: 40,000 EUR for campaigns, of which 12,500 EUR is already spent on the landing page.',
  'The mobile app will not be part of the launch.',
  'Open question: who answers support requests at night during the first week?',
  'Beta customers reported 31 defects; 27 are fixed and 4 remain, none of them blocking.',
  '| Channel | Owner | Start |\n| Newsletter | Priya | 28 September |',
  'We decided to keep the free tier at 3 projects per workspace.',
]);

const RETRO = page('Retro sprint 41', [
  'Deployments take 45 minutes because the integration tests run one after another.',
  'The team agreed to run the integration tests in parallel from sprint 42 on.',
  'Anna will document how the staging database is refreshed every Monday.',
  'On-call was quiet: two alerts in two weeks, both false alarms from the disk monitor.',
]);

const WOHNEN = page('Betriebsvereinbarung Homeoffice', [
  'Mitarbeitende dürfen bis zu drei Tage pro Woche im Homeoffice arbeiten.',
  'Die Kernarbeitszeit liegt zwischen 10 und 15 Uhr und gilt auch zu Hause.',
  'Kosten für Strom und Internet werden nicht erstattet.',
  'Anträge genehmigt die Teamleitung innerhalb von fünf Werktagen.',
]);

const KAIGI = page('新製品定例', [
  '発売日は10月3日に延期することを決定した。',
  '価格は4,800円とし、予約は9月15日から受け付ける。',
  '品質検査の担当は田中さんです。',
]);

interface Claim {
  readonly text: string;
  /** Places among the items of the first source that support it; none when nothing does. */
  readonly by: readonly number[];
  readonly in?: number;
}

/** Sentences as small models write them, each labelled by hand with what it rests on. */
const SETS: readonly (readonly [name: string, sources: readonly Source[], claims: readonly Claim[]])[] = [
  [
    'a launch',
    [LAUNCH, RETRO],
    [
      { text: 'The launch was moved from 12 September to 3 October.', by: [0] },
      { text: 'The reason for the move is that the payment audit took longer than planned.', by: [0] },
      { text: 'Marta Oliveira owns the launch checklist.', by: [1] },
      { text: 'Jonas Weber is the owner of the press kit.', by: [1] },
      { text: 'The budget for campaigns is 40,000 EUR.', by: [2] },
      { text: '12500 EUR of the campaign budget is spent on the landing page.', by: [2] },
      { text: 'The mobile app is not part of the launch.', by: [3] },
      { text: 'It is open who answers support requests at night in the first week.', by: [4] },
      { text: 'Of the 31 defects that beta customers reported, 27 are fixed.', by: [5] },
      { text: 'Priya starts the newsletter on 28 September.', by: [6] },
      { text: 'The free tier stays at 3 projects per workspace.', by: [7] },
      { text: 'Deployments take 45 minutes, as the integration tests run one after another.', by: [0], in: 1 },
      { text: 'From sprint 42 on the integration tests run in parallel.', by: [1], in: 1 },
      { text: 'Anna documents how the staging database is refreshed.', by: [2], in: 1 },
      { text: 'Both alerts were false alarms from the disk monitor.', by: [3], in: 1 },
      // Wrong in a figure, a name or a little word.
      { text: 'The launch was moved from 12 September to 13 October.', by: [] },
      { text: 'The budget for campaigns is 45,000 EUR.', by: [] },
      { text: 'Anna Schmidt owns the launch checklist.', by: [] },
      { text: 'Marta Oliveira owns the press kit.', by: [1] },
      { text: 'The mobile app will be part of the launch.', by: [] },
      { text: 'The free tier stays at 5 projects per workspace.', by: [] },
      // Said nowhere.
      { text: 'The team is confident that customers will be delighted.', by: [] },
      { text: 'Sales expects the launch to double the number of paying customers.', by: [] },
      { text: 'Legal has approved the new terms of service.', by: [] },
      { text: 'The press conference takes place in Lisbon.', by: [] },
      { text: 'Overall, the plan looks solid.', by: [] },
    ],
  ],
  [
    'German',
    [WOHNEN],
    [
      { text: 'Mitarbeitende dürfen drei Tage pro Woche im Homeoffice arbeiten.', by: [0] },
      { text: 'Die Kernarbeitszeit liegt zwischen 10 und 15 Uhr.', by: [1] },
      { text: 'Strom und Internet: Die Kosten werden nicht erstattet.', by: [2] },
      { text: 'Die Teamleitung genehmigt Anträge innerhalb von fünf Werktagen.', by: [3] },
      { text: 'Die Kosten für Strom und Internet werden erstattet.', by: [] },
      { text: 'Die Kernarbeitszeit liegt zwischen 9 und 15 Uhr.', by: [] },
      { text: 'Der Betriebsrat hat der Vereinbarung im Mai zugestimmt.', by: [] },
    ],
  ],
  [
    'Japanese',
    [KAIGI],
    [
      { text: '発売日は10月3日に延期された。', by: [0] },
      { text: '価格は4,800円で、予約は9月15日から受け付ける。', by: [1] },
      { text: '品質検査の担当は田中さんである。', by: [2] },
      { text: '発売日は11月3日に延期された。', by: [] },
      { text: '広告の予算はまだ決まっていない。', by: [] },
    ],
  ],
];

describe('citing on the device', () => {
  let right = 0;
  let given = 0;
  let due = 0;

  it.each(SETS)('finds what sentences rest on: %s', (_name, sources, claims) => {
    const wrong: string[] = [];
    for (const claim of claims) {
      const { citations } = citeAnswer(claim.text, sources);
      const places = citations.map(({ source, start }) => `${source}:${start}`);
      const labelled = claim.by.map((at) => `${claim.in ?? 0}:${at}`);
      due += labelled.length > 0 ? 1 : 0;
      given += places.length;
      right += places.filter((place) => labelled.includes(place)).length;
      if (places.join() !== labelled.join()) wrong.push(`${claim.text} ${places.join(', ')}`);
    }
    expect(wrong.length).toBeLessThanOrEqual(Math.ceil(claims.length / 8));
  });

  afterAll(() => {
    const precision = right / given;
    const recall = right / due;
    console.log(`cite on the device: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)} of ${due} claims`);
  });

  it('is right about nearly all it cites, and finds most of what could be cited', () => {
    expect(due).toBeGreaterThan(20);
    expect(right / given).toBeGreaterThan(0.95);
    expect(right / due).toBeGreaterThan(0.85);
  });

  it('puts markers behind sentences, one number a place, and none where nothing supports them', () => {
    const answer = [
      '## What moved',
      '',
      '- The launch was moved from 12 September to 3 October. Everybody is happy about that.',
      '- The move has a reason: the payment audit took longer than planned.',
      '',
      '| What | Who |',
      '| --- | --- |',
      '| The launch checklist is owned by | Marta Oliveira |',
    ].join('\n');
    const { text, citations } = citeAnswer(answer, [LAUNCH, RETRO], 4);
    expect(text.split('\n')).toEqual([
      '## What moved',
      '',
      '- The launch was moved from 12 September to 3 October.[^4] Everybody is happy about that.',
      '- The move has a reason: the payment audit took longer than planned.[^4]',
      '',
      '| What | Who |',
      '| --- | --- |',
      '| The launch checklist is owned by | Marta Oliveira[^5] |',
    ]);
    expect(citations).toEqual([
      { n: 4, source: 0, start: 0, end: 1, citedText: LAUNCH.items[0] },
      { n: 5, source: 0, start: 1, end: 2, citedText: LAUNCH.items[1] },
    ]);
  });

  it('rests a sentence on two places where each says a part of it', () => {
    const { citations } = citeAnswer(
      'Marta Oliveira owns the launch checklist, and the free tier stays at 3 projects per workspace.',
      [LAUNCH],
    );
    expect(new Set(citations.map(({ start }) => start))).toEqual(new Set([1, 7]));
  });

  it('takes the hat off markers that the model wrote itself, and leaves code as it is', () => {
    const answer = 'It is done [^7].\n```\nThe mobile app is not part of the launch.\n```';
    expect(citeAnswer(answer, [LAUNCH])).toEqual({ text: answer.replace('[^7]', '[7]'), citations: [] });
  });

  it('changes nothing but for markers, whatever the text', () => {
    for (const text of ['', '\n\n', '   a  b  ', '| a |', 'One.  Two.\n\n\tThree', '- \n1. x', '…', '[^a] ^1]']) {
      expect(citeAnswer(text, [LAUNCH])).toEqual({ text, citations: [] });
      expect(citeAnswer(text, [])).toEqual({ text, citations: [] });
    }
  });
});
