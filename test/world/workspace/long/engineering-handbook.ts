import type { WorldBlock, WorldPage } from '../../model.ts';
import { PERSON_NAMES } from '../databases/people-rows.ts';
import { plain } from '../databases/row.ts';
import { pageId, userId } from '../ids.ts';
import { longPage, tableOf } from './blocks.ts';
import type { Writer } from './blocks.ts';
import { proseBlocks, readProse } from './handbook-prose.ts';
import type { Section } from './section.ts';
import { BENCH_SECTIONS } from './sections-bench.ts';
import { CODE_SECTIONS } from './sections-code.ts';
import { HARDWARE_SECTIONS } from './sections-hardware.ts';
import { RUNNING_SECTIONS } from './sections-running.ts';

const PARTS: readonly (readonly [string, readonly Section[]])[] = [
  ['Part one: hardware', HARDWARE_SECTIONS],
  ['Part two: the bench', BENCH_SECTIONS],
  ['Part three: code', CODE_SECTIONS],
  ['Part four: running things', RUNNING_SECTIONS],
];

const PATH = 'engineering/engineering-handbook';

/** Forty sections: each lays out its typed data, with its prose between the numbers and the list to tick. */
export function engineeringHandbook(): WorldPage {
  const prose = readProse();
  return longPage(
    {
      path: PATH,
      title: 'Engineering handbook',
      icon: '📘',
      by: 'tomasz',
      created: '2025-02-24T09:00:00.000Z',
      edited: '2026-11-13T09:30:00.000Z',
    },
    (write) => {
      const blocks = [
        write(
          'paragraph',
          'Forty sections. Each has an owner, a reason, rules, numbers, what experience has added to them, and a list to tick. If a number here differs from one elsewhere, ask the owner and correct the other page.',
        ),
        write('table_of_contents', ''),
      ];
      let number = 0;
      for (const [part, sections] of PARTS) {
        blocks.push(write('heading_1', part));
        for (const section of sections) {
          const markdown = prose.get(section.title);
          if (markdown === undefined) throw new Error(`The handbook has no prose for "${section.title}"`);
          number += 1;
          blocks.push(...laidOut(write, section, number, proseBlocks(markdown, pageId(PATH), number)));
        }
      }
      return blocks;
    },
  );
}

function laidOut(write: Writer, section: Section, number: number, prose: readonly WorldBlock[]): WorldBlock[] {
  const owner = PERSON_NAMES.get(section.owner) ?? section.owner;
  const blocks = [
    write('heading_2', `${number}. ${section.title}`),
    write('paragraph', '', {
      text: [{ text: 'Owner: ' }, { text: owner, mention: { type: 'user', id: userId(section.owner) } }],
    }),
    write('paragraph', section.why),
    ...section.rules.map((rule) => write('numbered_list_item', rule)),
    tableOf(write, [['Number', 'Value'], ...section.numbers]),
    ...prose,
    ...section.checks.map((check) => write('to_do', check, { checked: false })),
  ];
  if (section.code) blocks.push(write('code', section.code[1], { language: section.code[0] }));
  if (section.trap) {
    const answer = write('paragraph', section.trap[1]);
    blocks.push(write('toggle', '', { text: plain(section.trap[0]), children: [answer] }));
  }
  return blocks;
}
