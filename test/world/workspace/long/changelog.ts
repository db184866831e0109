import type { WorldBlock, WorldPage } from '../../model.ts';
import { longPage } from './blocks.ts';
import type { Writer } from './blocks.ts';
import { chanceFrom } from './chance.ts';
import type { Chance } from './chance.ts';
import { CHANGES, COMPONENTS, FIXES, THANKS, WHENS } from './changelog-words.ts';

const LAST_RELEASE = Date.UTC(2026, 10, 17);
const DAY_MS = 86_400_000;
const RELEASES = 272;

/** Lines in known releases, for tests that look deep into the page; releases are counted from the newest. */
const PLANTED: ReadonlyMap<number, string> = new Map([
  [3, 'Charging now ends at 4.10 volts on every light, whatever its revision.'],
  [61, 'The app refuses firmware older than 4.3.1, because that version drew 9 milliamperes in its sleep.'],
  [118, 'Deleting an account now takes 24 hours instead of 30 days.'],
  [190, 'The start-up blink of the Ember lasts 0.8 seconds, the value that nobody found annoying.'],
  [240, 'The first version with the breathing light while pairing; the breath lasts 4 seconds.'],
]);

export function changelog(): WorldPage {
  return longPage(
    {
      path: 'engineering/changelog',
      title: 'Changelog',
      icon: '🧾',
      by: 'ravi',
      created: '2021-08-30T09:00:00.000Z',
      edited: '2026-11-17T16:45:00.000Z',
    },
    (write) => {
      const chance = chanceFrom(4242);
      const blocks = [
        write(
          'paragraph',
          'Every release of every program, newest first. A line says what a rider or a colleague would notice.',
        ),
        write('table_of_contents', ''),
      ];
      for (let number = 0; number < RELEASES; number++) blocks.push(...release(write, chance, number));
      return blocks;
    },
  );
}

function release(write: Writer, chance: Chance, number: number): WorldBlock[] {
  const component = COMPONENTS[(number * 5 + chance.below(2)) % COMPONENTS.length] ?? COMPONENTS[0];
  const back = RELEASES - number;
  const version = `${1 + Math.floor(back / 52)}.${Math.floor((back % 52) / 5)}.${back % 5}`;
  const day = new Date(LAST_RELEASE - number * 7 * DAY_MS).toISOString().slice(0, 10);
  const ticket = (): string => `${component.key}-${1000 + back * 9 + chance.below(9)}`;
  const thing = (): string => chance.pick(component.things);
  const fix = (): WorldBlock => {
    const children =
      chance.below(4) === 0 ? [write('paragraph', `${chance.pick(THANKS)} It happened ${chance.pick(WHENS)}.`)] : [];
    return write('bulleted_list_item', `The ${thing()} ${chance.pick(FIXES)} ${chance.pick(WHENS)} (${ticket()}).`, {
      children,
    });
  };
  const blocks = [
    write('heading_2', `${component.name} ${version}, ${day}`),
    write('paragraph', component.lead),
    write('heading_3', 'Changed'),
    ...Array.from({ length: 3 + chance.below(3) }, () =>
      write('bulleted_list_item', `The ${thing()} ${chance.pick(CHANGES)} (${ticket()}).`),
    ),
  ];
  const planted = PLANTED.get(number);
  if (planted !== undefined) blocks.push(write('bulleted_list_item', planted));
  blocks.push(write('heading_3', 'Fixed'), ...Array.from({ length: 5 + chance.below(4) }, fix));
  if (chance.below(5) === 0) {
    blocks.push(
      write('code', `rollout start --program ${component.key.toLowerCase()} --version ${version} --steps 1,10,100`, {
        language: 'bash',
      }),
    );
  }
  blocks.push(
    write(
      'paragraph',
      `Tested on ${20 + chance.below(280)} devices, halted ${chance.pick(['never', 'never', 'never', 'once'])}.`,
    ),
  );
  blocks.push(write('divider', ''));
  return blocks;
}
