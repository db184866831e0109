import type { Section } from './section.ts';

export const CODE_SECTIONS: readonly Section[] = [
  {
    title: 'Reviews',
    owner: 'diego',
    why: 'A review is a question asked in time.',
    rules: [
      'At most 400 lines, or it is two changes.',
      'Answered within one working day.',
      'Ask instead of ordering.',
      'Whoever wrote it presses the button.',
    ],
    numbers: [
      ['Median time to first answer', '3 hours'],
      ['Reviewers', '1, for firmware 2'],
      ['Changes without a test', 'say why'],
    ],
    checks: ['I ran it', 'I would understand it in a year'],
    trap: ['What if nobody answers?', 'After one working day ask in the channel, after two merge and say so.'],
  },
  {
    title: 'Tests',
    owner: 'ines',
    why: 'We test what would hurt a rider first, and what would embarrass us second.',
    rules: [
      'A fixed bug gets a test that failed before.',
      'No test waits for a clock.',
      'A test that fails one time in fifty is a bug with a name.',
    ],
    numbers: [
      ['Time for all unit tests', '70 seconds'],
      ['Tests switched off', '0'],
      ['Lights on the bench each night', '24'],
    ],
    checks: ['Seen failing once', 'Name says what a rider would notice'],
    code: [
      'go',
      'func TestHaltStopsOffersWithinASecond(t *testing.T) {\n\tclock := newFakeClock()\n\trollout := start(clock, Steps(1, 10, 100))\n\trollout.Halt("smoke")\n\tclock.Advance(time.Second)\n\tif rollout.Offers() != 0 {\n\t\tt.Fatal("still offering")\n\t}\n}',
    ],
  },
  {
    title: 'Firmware in C',
    owner: 'maren',
    why: 'There is no support engineer inside a light.',
    rules: [
      'No memory is asked for after the start.',
      'Every loop has an end that can be read on the page.',
      'The watchdog is fed by the main loop and by nothing else.',
      'Warnings are errors.',
    ],
    numbers: [
      ['Memory', '256 kilobytes, two banks of 112'],
      ['Stack left at worst', '1,024 bytes'],
      ['Sampling of the accelerometer', '104 hertz'],
    ],
    checks: ['Static analysis without findings', 'Stack painted and measured'],
    trap: [
      'What hung nine lights in October?',
      'The timer interrupt fed the watchdog, so a dead main loop looked alive.',
    ],
  },
  {
    title: 'Numbers and units',
    owner: 'yusuf',
    why: 'A millivolt that is read as a volt has already cost us a power supply.',
    rules: [
      'The unit is part of the name: cell_mv, wait_ms.',
      'Convert once, at the border.',
      'No floating point in interrupts.',
    ],
    numbers: [
      ['Resolution of the cell gauge', '4 millivolts'],
      ['Clock error a day', 'below 2 seconds'],
      ['Temperature step', '0.5 degrees'],
    ],
    checks: ['Limits tested at both ends', 'Overflow thought about aloud'],
    code: [
      'c',
      'static uint16_t cell_mv;      /* 2500 .. 4250 */\nstatic int16_t  diode_dc;     /* tenths of a degree */',
    ],
  },
  {
    title: 'Radio messages',
    owner: 'quentin',
    why: 'Telephones are impatient, cells are lazy, and both are right.',
    rules: [
      'A message fits into one packet or has a number.',
      'Unknown kinds are skipped, never an error.',
      'Both sides say their version first.',
    ],
    numbers: [
      ['Largest packet', '244 bytes'],
      ['Advertising while parked', 'every 1,285 milliseconds'],
      ['Time to reconnect', 'below 2 seconds'],
    ],
    checks: ['Tried with the oldest telephone', 'Recorded and replayed on the bench'],
    trap: [
      'Why 1,285 milliseconds?',
      'It is one of the few intervals that both telephone makers promise to hear while asleep.',
    ],
  },
  {
    title: 'Apps',
    owner: 'mateo',
    why: 'Most riders open the app four times a year. Each time must work at the first tap.',
    rules: [
      'No account for anything that a light can do alone.',
      'Ask for a permission in the moment it is needed, with one sentence.',
      'Text can grow to twice its size.',
    ],
    numbers: [
      ['Start on the oldest telephone', '1.8 seconds'],
      ['Oldest Android', '9'],
      ['Oldest iPhone', 'of 2019'],
    ],
    checks: ['Read aloud by the telephone', 'Used with one thumb, outside, in the sun'],
  },
  {
    title: 'Back end in Go',
    owner: 'ravi',
    why: 'Two small machines can be understood by one tired person at night.',
    rules: [
      'Standard library first.',
      'Every request has a deadline.',
      'A failing neighbour makes us slower, never wrong.',
      'No column for a position.',
    ],
    numbers: [
      ['Deadline of a request', '2 seconds'],
      ['Machines', '2'],
      ['Switch to the second', '40 seconds'],
    ],
    checks: ['Started with the network pulled', 'Logs without names and addresses'],
    trap: [
      'How is the rule about positions enforced?',
      'A test reads the schema and fails on any column whose name contains lat, lon, geo or place.',
    ],
  },
  {
    title: 'Web',
    owner: 'leo',
    why: 'A repair shop has a wet tablet from 2017 and ten seconds.',
    rules: [
      'Works without script up to the basket.',
      'Everything by keyboard.',
      'Images carry their size.',
      'No cookie that needs a banner.',
    ],
    numbers: [
      ['First page', '140 kilobytes'],
      ['Contrast', 'at least 4.5 to 1'],
      ['Findings of the review', '17, of which 11 fixed'],
    ],
    checks: ['Tab key from top to bottom', 'Slow network, wet fingers'],
  },
  {
    title: 'Data and privacy',
    owner: 'emeka',
    why: 'What we do not have cannot be stolen, sold or asked for.',
    rules: [
      'Collect for a question, delete with the answer.',
      'Nothing about fewer than 20 riders leaves the table.',
      'Test data is made up.',
    ],
    numbers: [
      ['Days that test rides are kept', '90'],
      ['Hours to delete an account', '24'],
      ['People with access to raw data', '3'],
    ],
    checks: ['Purpose written in the table itself', 'Deletion tried, not believed'],
    code: ['sql', "delete from rides\nwhere purpose = 'winter-test'\n  and sent_at < now() - interval '90 days';"],
  },
  {
    title: 'Secrets and signing',
    owner: 'jakub',
    why: 'A key that one person holds is a risk, and a key that everybody holds is not a key.',
    rules: [
      'Two holders, two modules, one spare.',
      'Secrets live in the vault, never in a file.',
      'Rotated after every departure.',
    ],
    numbers: [
      ['Modules', '2 and a spare in Malmö'],
      ['Trained key holders', '1, which is one too few'],
      ['Mail keys rotated', '11 November 2026'],
    ],
    checks: ['Dry run without help', 'Protocol written by a third person'],
    trap: [
      'What if both holders are on one train?',
      'They do not take the same train on release days. This sounds silly and is written in the contract with our insurer.',
    ],
  },
];
