import type { WorldBlock, WorldPage } from '../../model.ts';
import { tableOf, longPage } from './blocks.ts';
import type { Writer } from './blocks.ts';
import { chanceFrom } from './chance.ts';
import type { Chance } from './chance.ts';
import { CLIMATE, remark, RIDERS, ROADS, SKIES } from './field-words.ts';

const FIRST_DAY = Date.UTC(2025, 10, 22);
const DAY_MS = 86_400_000;
/** A whole year up to the day before the demo's today. */
const DAYS = 364;

/** Sentences at known days, for tests that look deep into the page. */
const PLANTED: ReadonlyMap<string, string> = new Map([
  ['2025-12-24', 'Rider 2 rode 31 kilometres to deliver a goose, the longest ride of the winter in Tromsø.'],
  ['2026-01-17', 'The lowest temperature of the whole log is minus 26.4 degrees, read by the logger of Rider 3.'],
  ['2026-03-29', 'All loggers jumped by an hour in the night; the clock change is not corrected in the raw data.'],
  ['2026-05-30', 'Rider 7 found a wasp nest behind the bracket and stopped riding for nine days.'],
  ['2026-07-04', 'In Nagoya the housing reached 61 degrees on a parked bike, and the light dimmed as designed.'],
  [
    '2026-08-23',
    'The light of Rider 14 fell into the Danube at kilometre 1255 and still worked when a fisherman brought it back.',
  ],
  ['2026-10-07', 'The logger of Rider 4 stopped at 06:12 and lost two days because its memory card was full.'],
  ['2026-11-12', 'Rider 11 received light number 0417 in exchange for one with a cracked lens.'],
]);

export function fieldLog(): WorldPage {
  return longPage(
    {
      path: 'engineering/field-log',
      title: 'Field test log',
      icon: '📓',
      by: 'dagny',
      created: '2025-11-22T08:00:00.000Z',
      edited: '2026-11-20T18:30:00.000Z',
    },
    (write) => {
      const chance = chanceFrom(20_251_122);
      const blocks = [
        write(
          'paragraph',
          'One section a day since November 2025. Seven of the sixteen riders write each day, in turn. Their numbers were given anew when the winter test of 2026 began.',
        ),
        write('callout', 'Temperatures are those of the logger. Runtimes are for the setting of 300 lumens.', {
          icon: '🌡️',
          color: 'gray_background',
        }),
      ];
      for (let day = 0; day < DAYS; day++) blocks.push(...dayOf(write, chance, new Date(FIRST_DAY + day * DAY_MS)));
      return blocks;
    },
  );
}

function dayOf(write: Writer, chance: Chance, at: Date): WorldBlock[] {
  const iso = at.toISOString().slice(0, 10);
  const month = at.getUTCMonth();
  const blocks: WorldBlock[] = [];
  if (at.getUTCDate() === 1 || iso === '2025-11-22') blocks.push(write('heading_1', monthTitle(at)));
  blocks.push(write('heading_2', dayTitle(at)));
  blocks.push(
    write(
      'paragraph',
      `Weather of the morning: ${chance.pick(SKIES)} in the north, ${chance.pick(SKIES)} in the south.`,
    ),
  );
  const planted = PLANTED.get(iso);
  const start = chance.below(RIDERS.length);
  const riders = Array.from({ length: 7 }, (_, step) => RIDERS[(start + step * 5) % RIDERS.length]).filter(
    (rider) => rider !== undefined,
  );
  const readings: string[][] = [['Rider', 'City', 'Degrees', 'Runtime', 'Kilometres']];
  for (const rider of riders) {
    const degrees = (CLIMATE[rider.city][month] ?? 10) + chance.below(9) - 4;
    const minutes = Math.round(250 * (1 - 0.0063 * (20 - Math.min(20, degrees)))) + chance.below(11) - 5;
    const tenths = 30 + chance.below(160);
    readings.push([
      rider.name,
      rider.city,
      String(degrees),
      `${minutes} min`,
      `${Math.floor(tenths / 10)}.${tenths % 10}`,
    ]);
    const details = [
      write(
        'bulleted_list_item',
        `Start ${5 + chance.below(5)}:${String(chance.below(60)).padStart(2, '0')}, ${degrees} degrees, cell at ${40 + chance.below(61)} percent`,
      ),
      write('bulleted_list_item', `Way ${chance.pick(ROADS)} and ${chance.pick(ROADS)}, ${1 + chance.below(4)} stops`),
      write(
        'bulleted_list_item',
        `Cell afterwards ${10 + chance.below(30)} percent, ${chance.below(7)} presses of the button`,
      ),
    ];
    if (chance.below(2) === 0) {
      details.push(
        write(
          'to_do',
          `Look at the ${chance.pick(['bracket', 'gasket', 'port', 'strap', 'button'])} of ${rider.name} at the next visit`,
          { checked: chance.below(4) > 0 },
        ),
      );
    }
    const text = remark(chance, rider.name);
    blocks.push(
      chance.below(3) === 0
        ? write('toggle', text, { children: details })
        : write('bulleted_list_item', text, { children: details }),
    );
    blocks.push(
      write(
        'paragraph',
        `${rider.name}, evening: ${minutes} minutes at ${degrees} degrees, ${chance.pick(SKIES)} on the way back.`,
      ),
    );
    if (planted !== undefined && rider === riders[1]) blocks.push(write('paragraph', planted));
  }
  blocks.push(tableOf(write, readings));
  blocks.push(...evening(write, chance));
  return blocks;
}

function evening(write: Writer, chance: Chance): WorldBlock[] {
  const ridden = 40 + chance.below(60);
  const blocks = [
    write('heading_3', 'In the evening'),
    write(
      'paragraph',
      `${ridden} kilometres together, ${chance.below(4)} false brake lights, ${chance.below(3)} questions to the coordinator.`,
    ),
    write('bulleted_list_item', `Data complete from ${6 + chance.below(2)} of 7 loggers`),
    write('bulleted_list_item', `Street of the day: ${chance.pick(ROADS)}, ${1 + chance.below(9)} remarks`),
    write(
      'bulleted_list_item',
      `Spare parts sent: ${chance.pick(['none', 'one gasket', 'a strap', 'a bracket', 'one cell', 'two screws'])}`,
    ),
    write(
      'to_do',
      `Call ${chance.pick(RIDER_NAMES)} about the ${chance.pick(['button', 'beam', 'charging', 'bracket'])}`,
      { checked: true },
    ),
  ];
  if (chance.below(4) === 0) blocks.push(write('quote', chance.pick(QUOTES)));
  blocks.push(write('divider', ''));
  return blocks;
}

const RIDER_NAMES = ['Rider 1', ...RIDERS.slice(1).map((rider) => rider.name)] as [string, ...string[]];
const QUOTES = [
  'I forgot to switch it off and it forgave me.',
  'Rain from below is also rain.',
  'The hill has not become flatter.',
  'Nobody honked today.',
  'My thumbs have opinions.',
] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function monthTitle(at: Date): string {
  return `${MONTHS[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`;
}

function dayTitle(at: Date): string {
  return `${WEEKDAYS[at.getUTCDay()] ?? ''}, ${at.getUTCDate()} ${monthTitle(at)}`;
}
