import type { FactLine } from './line.ts';

/** In the pages of Tidewater Couriers. */
// oxfmt-ignore
export const CLIENT_FACTS: readonly FactLine[] = [
  ['client-lights', 'garage/lights', 'Between January and October we replaced 143 lights and 61 mounts.', 'How many lights did Tidewater replace between January and October?', '143'],
  ['client-box', 'rides', 'At most 80 kilograms in the box.', 'How much may the box of a cargo bike carry?', 'At most 80 kilograms'],
  ['client-budget', 'money', 'The budget for lights is 17,500 euros a year. Last year we spent 19,240.', 'What is the yearly budget for lights at Tidewater?', '17,500 euros'],
  ['client-jacket', 'assembly', 'A second winter jacket for everybody, 38 votes to 3', 'With how many votes was the winter jacket decided?', '38 to 3'],
];
