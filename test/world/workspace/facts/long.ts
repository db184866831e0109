import type { FactLine } from './line.ts';

const HANDBOOK = 'engineering/engineering-handbook';
const CHANGELOG = 'engineering/changelog';
const LOG = 'engineering/field-log';

/** Deep inside the three long pages. */
// oxfmt-ignore
export const LONG_FACTS: readonly FactLine[] = [
  ['gasket-replace', HANDBOOK, 'No. A gasket that hangs out of its groove by more than 2 millimetres is replaced.', 'When is a stretched gasket replaced?', 'When it hangs out of its groove by more than 2 millimetres'],
  ['tray-limit', HANDBOOK, 'Send back trays that differ by more than 15 millivolts.', 'Which trays of cells are sent back?', 'Those that differ by more than 15 millivolts'],
  ['courier-radius', HANDBOOK, 'The radius inside is 0.4 millimetres. A radius of 1.2 doubled the life on the rig.', 'Why do courier mounts crack at the same bend?', 'The radius inside is only 0.4 millimetres'],
  ['advertising', HANDBOOK, 'every 1,285 milliseconds', 'How often does a parked light advertise?', 'Every 1,285 milliseconds'],
  ['first-restore', HANDBOOK, 'That the key for the backups was stored in the backups.', 'What did the first restore in 2024 show?', 'That the key for the backups was stored in the backups'],
  ['one-expert', HANDBOOK, '3: signing, goniometer, label printer', 'Which systems have only one expert?', 'Signing, the goniometer and the label printer'],
  ['charging-end', CHANGELOG, 'Charging now ends at 4.10 volts on every light, whatever its revision.', 'At which voltage does charging end?', '4.10 volts'],
  ['refused-firmware', CHANGELOG, 'The app refuses firmware older than 4.3.1, because that version drew 9 milliamperes in its sleep.', 'Why does the app refuse firmware older than 4.3.1?', 'It drew 9 milliamperes in its sleep'],
  ['start-blink', CHANGELOG, 'The start-up blink of the Ember lasts 0.8 seconds, the value that nobody found annoying.', 'How long is the start-up blink of the Ember?', '0.8 seconds'],
  ['goose', LOG, 'Rider 2 rode 31 kilometres to deliver a goose, the longest ride of the winter in Tromsø.', 'What was the longest winter ride in Tromsø?', '31 kilometres, to deliver a goose'],
  ['lowest', LOG, 'The lowest temperature of the whole log is minus 26.4 degrees, read by the logger of Rider 3.', 'What is the lowest temperature in the field test log?', 'Minus 26.4 degrees'],
  ['wasps', LOG, 'Rider 7 found a wasp nest behind the bracket and stopped riding for nine days.', 'Why did Rider 7 stop riding for nine days?', 'A wasp nest behind the bracket'],
  ['danube', LOG, 'The light of Rider 14 fell into the Danube at kilometre 1255 and still worked when a fisherman brought it back.', 'Where did the light of Rider 14 fall into the Danube?', 'At kilometre 1255'],
  ['exchange', LOG, 'Rider 11 received light number 0417 in exchange for one with a cracked lens.', 'Which light did Rider 11 receive in exchange?', 'Number 0417'],
];
