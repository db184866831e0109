import type { Section } from './section.ts';

export const RUNNING_SECTIONS: readonly Section[] = [
  {
    title: 'Releases',
    owner: 'ravi',
    why: 'Small, dull and often beats large, brave and seldom.',
    rules: [
      'Every second Tuesday or not at all.',
      'One, ten, a hundred percent, two days each.',
      'Whoever is in doubt halts.',
    ],
    numbers: [
      ['Releases in 2026 so far', '41'],
      ['Halts', '6'],
      ['Lights that did not come back', '0'],
    ],
    checks: ['Notes in plain words', 'On-call person knows about it'],
    trap: [
      'Is a release on Friday ever allowed?',
      'Once a year, on the Friday before the winter holidays are cancelled. So never.',
    ],
  },
  {
    title: 'Alerts',
    owner: 'ravi',
    why: 'An alert that needs no action teaches people to sleep through the one that does.',
    rules: [
      'An alert names the first step.',
      'It rings a person, then the next one after 15 minutes.',
      'Three false ones in a month, and it is changed or deleted.',
    ],
    numbers: [
      ['Alerts in October', '14'],
      ['Of which useful', '11'],
      ['Time to the second person', '15 minutes'],
    ],
    checks: ['Tried by really breaking it', 'Text understood at 3 in the morning'],
    code: [
      'yaml',
      'alert: updates-stall\nwhen: offers > 0 and confirmations == 0 for 10m\nfirst_step: press Halt on the rollout page',
    ],
  },
  {
    title: 'Backups',
    owner: 'ravi',
    why: 'Nobody wants a backup, everybody wants a restore.',
    rules: [
      'Every night, to another country, encrypted.',
      'One restore every quarter, with a clock.',
      'The person who restores is not the person who wrote the script.',
    ],
    numbers: [
      ['Last restore', '30 October 2026, 52 minutes'],
      ['Kept for', '35 days'],
      ['Size', '18 gigabytes'],
    ],
    checks: ['Checksum compared', 'A rider account opened in the copy'],
    trap: ['What did the first restore in 2024 show?', 'That the key for the backups was stored in the backups.'],
  },
  {
    title: 'Incidents',
    owner: 'tomasz',
    why: 'We pay for every incident once. A review makes sure that we get something for it.',
    rules: [
      'The first person leads until somebody takes over aloud.',
      'Facts in the channel, guesses in a thread.',
      'Review within ten days.',
      'No blame, names only for what went right.',
    ],
    numbers: [
      ['Level 1 since 2024', '2'],
      ['Level 2 since 2024', '7'],
      ['Actions still open', '3'],
    ],
    checks: ['Riders told what they need to know', 'Sentence with "nobody noticed, because" found'],
  },
  {
    title: 'On call',
    owner: 'ravi',
    why: 'Four people carry the night for forty.',
    rules: [
      'One week, Monday to Monday at 10:00.',
      'Hand over in three lines.',
      'A night with a call gives a free morning.',
    ],
    numbers: [
      ['People in the rota', '4'],
      ['Calls at night in 2026', '19'],
      ['Payment a night from January', '45 euros'],
    ],
    checks: ['Telephone loud, charger packed', 'Hardware key in the bag'],
    trap: ['Who joins next?', 'Leo from February. Until then nobody may be on call in two weeks that touch.'],
  },
  {
    title: 'Support for engineers',
    owner: 'samuel',
    why: 'Nothing sharpens a design like answering for it.',
    rules: [
      'Each engineer answers riders for two hours a month.',
      'Sign with your own name.',
      'A question asked three times becomes a ticket, asked ten times a change.',
    ],
    numbers: [
      ['Questions in October', '1,940'],
      ['Answered within a day', '92 percent'],
      ['Most frequent', 'charging in the cold'],
    ],
    checks: ['Lot number asked', 'Answer read once more before sending'],
  },
  {
    title: 'Suppliers',
    owner: 'anneke',
    why: 'A supplier is a colleague with another calendar.',
    rules: [
      'Visit once a year, by train if it can be done.',
      'Bad news is never punished.',
      'Two sources for everything that can stop us.',
    ],
    numbers: [
      ['Suppliers', '38'],
      ['With a second source', '29'],
      ['Paid within', '21 days'],
    ],
    checks: ['Holidays of the factory in the calendar', 'Tolerances agreed in writing'],
    trap: [
      'Which single source worries us most?',
      'The memory chip for two banks: one maker, 26 weeks, and no drop-in replacement.',
    ],
  },
  {
    title: 'Repair',
    owner: 'oskar',
    why: 'Every repair is a letter from the future to the designer.',
    rules: [
      'Opened on the day it arrives.',
      'The cause goes into the list, in the words of the bench.',
      'Parts that still work go into the third drawer.',
    ],
    numbers: [
      ['Repairs until October 2026', '3,480'],
      ['Median time on the bench', '14 minutes'],
      ['Worn ports among them', '43 percent'],
    ],
    checks: ['Water test, also for a button', 'Card signed'],
    code: ['text', 'cause codes: P port  W water  S strap  B button  C cell  X honey'],
  },
  {
    title: 'Carbon',
    owner: 'sigrid',
    why: 'A light that lasts ten years is most of what we can do. The rest is arithmetic.',
    rules: ['Count what we buy, ship and heat.', 'No compensation in the sum.', 'Publish also when it gets worse.'],
    numbers: [
      ['One Glim 2, made and shipped', '5.4 kilograms'],
      ['Of which the cell', '2.1 kilograms'],
      ['Air freight in 2026', '1.2 percent of weight'],
    ],
    checks: ['Suppliers asked, not guessed', 'Last year recalculated with the same method'],
    trap: [
      'How many years until repair pays off?',
      'A port board causes 0.09 kilograms. It pays off on the day it is fitted.',
    ],
  },
  {
    title: 'Leaving it to others',
    owner: 'tomasz',
    why: 'The best engineer here is the one we would not have to call on a holiday.',
    rules: [
      'For each system two people, of whom one has done it alone.',
      'A page without an owner is deleted after a year.',
      'On your last day nobody asks you anything, because you were asked before.',
    ],
    numbers: [
      ['Systems with one expert', '3: signing, goniometer, label printer'],
      ['Goal for March 2027', '0'],
      ['Hours planned for it', '60'],
    ],
    checks: ['Somebody else has done it from the page alone', 'The page says what it does not know'],
    trap: ['Which of the three comes first?', 'Signing. A goniometer can wait for a week, a security update cannot.'],
  },
];
