import type { Section } from './section.ts';

export const BENCH_SECTIONS: readonly Section[] = [
  {
    title: 'Water',
    owner: 'bence',
    why: 'Rain comes from above, from the wheel and from the bottle that leaks in the bag.',
    rules: [
      'Tap water at room temperature.',
      'Lights are on while they are under.',
      'Weigh before and after; the eye is too kind.',
    ],
    numbers: [
      ['Depth', '1 metre'],
      ['Time', '30 minutes'],
      ['Allowed gain', '0.05 grams'],
    ],
    checks: ['Scale checked with the 100 gram weight', 'Every light opened afterwards'],
    trap: [
      'Why not the rain barrel?',
      'Leaves in the water closed a leak in 2022, and 80 lights passed that should not have.',
    ],
  },
  {
    title: 'Drops',
    owner: 'bence',
    why: 'Every light falls once in its first month. Most fall on a Monday.',
    rules: [
      'From 1.5 metres on stone, six sides, three lights.',
      'Then the water test again.',
      'A scratch is fine, a rattle is not.',
    ],
    numbers: [
      ['Height', '1.5 metres'],
      ['Lights a revision', '3'],
      ['Allowed broken parts', '1, if it is sold as a spare'],
    ],
    checks: ['Video at 240 pictures a second', 'Stone swept before'],
  },
  {
    title: 'Cold and heat',
    owner: 'bence',
    why: 'Tromsø in January and a parked bike in Nagoya in July are both ordinary days.',
    rules: [
      'Two hours at the temperature before anything is measured.',
      'Buttons are pressed with a glove in the cold.',
      'Runtime tables carry the maker of the cell.',
    ],
    numbers: [
      ['Coldest', 'minus 20 degrees'],
      ['Hottest', '70 degrees, switched off'],
      ['Runtime left at minus 20', '66 percent with Nordcell'],
    ],
    checks: ['Sensor glued to the cell, not to the housing', 'Door of the freezer closed by a second person'],
    trap: [
      'Is the simple formula good enough?',
      'Down to minus 10 degrees. Below that it promises up to 15 minutes too much.',
    ],
  },
  {
    title: 'Salt',
    owner: 'bence',
    why: 'Cities salt their roads, riders do not rinse their lights.',
    rules: [
      '240 hours, half of the lights with an open flap.',
      'Define what counts as corrosion before the door closes.',
      'Run for another 48 hours afterwards.',
    ],
    numbers: [
      ['Salt', '5 percent'],
      ['Temperature', '35 degrees'],
      ['Failures in November 2026', '2 of 10 ports'],
    ],
    checks: ['Scale with pictures hangs beside the chamber', 'Extinguisher for metal fires in place'],
  },
  {
    title: 'The beam',
    owner: 'bence',
    why: 'What the laboratory measures in an hour costs 4,900 euros. What we measure first costs a cup of tea.',
    rules: [
      'Goniometer is warmed up for 40 minutes.',
      'Lenses from every cavity.',
      'Compare with the reference light number 3 before and after.',
    ],
    numbers: [
      ['Difference to the laboratory', 'at most 0.2 lux'],
      ['Step', '0.1 degrees'],
      ['Time for one light', '55 minutes'],
    ],
    checks: ['Curtains closed, lamp of the fridge covered', 'Reference light within 1 percent'],
    trap: [
      'Who may move the goniometer?',
      'Nobody. It stands on three marks of red paint; since 2024 they have moved by less than a hair.',
    ],
  },
  {
    title: 'Shaking',
    owner: 'bence',
    why: 'Cobbles are the most honest reviewers.',
    rules: [
      'Programs A to D, then a program of the week.',
      'Light and mount together.',
      'Stop at the first new noise and write down the minute.',
    ],
    numbers: [
      ['Strongest knock', '6 g'],
      ['Hours for a new mount', '10'],
      ['Noise in the room', '92 decibels'],
    ],
    checks: ['Belts without tears', 'Ear protection on'],
    code: ['yaml', 'program: C\nname: cobbles, Bruges\nminutes: 12\nspeed_kmh: 22\nseed: 19'],
  },
  {
    title: 'Runtime',
    owner: 'callum',
    why: 'A number on the box that is wrong by ten minutes is a lie on a dark road.',
    rules: [
      'Three lights, three cells, three settings.',
      'From full to the warning, and from the warning to dark.',
      'The shortest of nine goes on the box.',
    ],
    numbers: [
      ['At 300 lumens', '4 hours 10 minutes'],
      ['After the warning', 'at least 10 minutes'],
      ['Spread allowed', '6 percent'],
    ],
    checks: ['Cells younger than 20 charges', 'Room between 19 and 21 degrees'],
  },
  {
    title: 'Buttons',
    owner: 'freya',
    why: 'It is the only part that everybody touches every day.',
    rules: [
      '50,000 presses with a finger of rubber.',
      'Pressed by cold, wet and gloved hands.',
      'The click is heard at arm length, not in the bedroom.',
    ],
    numbers: [
      ['Force', '3.2 newton'],
      ['Travel', '0.7 millimetres'],
      ['Height of the foam after 50,000', '92 percent'],
    ],
    checks: ['Ten people say "on" without looking', 'No rattle when shaken beside the ear'],
    trap: [
      'Where does the rattle of the pilot lights come from?',
      'The cap is 0.15 millimetres too low, so the foam of 1.0 millimetres has nothing to press against.',
    ],
  },
  {
    title: 'Pilot builds',
    owner: 'goran',
    why: 'Fifty lights show what one prototype hides.',
    rules: [
      'Real parts, real line, real people.',
      'No engineer touches a tool.',
      'Every surprise gets a card on the wall.',
    ],
    numbers: [
      ['Lights', '50'],
      ['Time for one', 'below 9 minutes'],
      ['Cards at Glim 2', '23, of which 19 solved'],
    ],
    checks: ['Guide printed in Serbian', 'Cards read aloud at the end of the day'],
  },
  {
    title: 'What we give to laboratories',
    owner: 'jonas',
    why: 'A laboratory answers exactly the question that was asked.',
    rules: [
      'Samples from every cavity and every lot.',
      'The question on one page, with the limit we must meet.',
      'We tell them what we measured ourselves.',
    ],
    numbers: [
      ['Samples', '6'],
      ['Weeks ahead to book', '5'],
      ['Price of a repeat', '4,900 euros'],
    ],
    checks: ['Carried by hand if time is short', 'First report kept, also when it is bad'],
    trap: [
      'May we choose the best samples?',
      'No. They are drawn from the box by somebody who does not know the numbers.',
    ],
  },
];
