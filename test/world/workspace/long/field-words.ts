import type { Chance } from './chance.ts';

export interface Rider {
  readonly name: string;
  readonly city: 'Tromsø' | 'Leipzig' | 'Bristol' | 'Nagoya' | 'Novi Sad';
}

/** Riders have numbers instead of names, as the rules of the log ask. */
export const RIDERS: readonly Rider[] = (
  [
    ['Tromsø', 3],
    ['Leipzig', 5],
    ['Bristol', 4],
    ['Nagoya', 2],
    ['Novi Sad', 2],
  ] as const
)
  .flatMap(([city, count]) => Array.from({ length: count }, () => city))
  .map((city, index) => ({ name: `Rider ${index + 1}`, city }));

/** Mean temperature in degrees by city and month, January first. */
export const CLIMATE: Readonly<Record<Rider['city'], readonly number[]>> = {
  Tromsø: [-12, -11, -7, -1, 5, 10, 13, 11, 7, 1, -5, -10],
  Leipzig: [-1, 0, 5, 10, 14, 18, 20, 19, 15, 10, 5, 1],
  Bristol: [5, 5, 7, 9, 12, 15, 17, 17, 14, 11, 8, 6],
  Nagoya: [5, 6, 9, 15, 19, 23, 27, 28, 24, 18, 13, 7],
  'Novi Sad': [0, 2, 7, 12, 17, 21, 22, 22, 17, 12, 6, 2],
};

export const SKIES = [
  'clear sky',
  'low cloud',
  'fog until ten',
  'drizzle',
  'steady rain',
  'gusty wind',
  'sleet',
  'thin ice on the paths',
  'bright sun',
  'wet leaves',
  'first frost',
  'sea mist',
] as const;
export const ROADS = [
  'along the river',
  'over the ring road',
  'through the park',
  'past the harbour',
  'on the old tram street',
  'up the long hill',
  'across the market',
  'behind the station',
  'on the gravel track',
  'by the canal',
  'through the new tunnel',
  'around the hospital',
] as const;
const DOINGS = [
  'rode to work',
  'rode home late',
  'carried shopping',
  'towed the trailer',
  'rode with a child seat',
  'took a detour',
  'pushed the last hundred metres',
  'raced a bus',
  'stopped twice for traffic lights',
  'waited at the level crossing',
  'lent the bike to a neighbour',
  'changed a tube on the way',
] as const;
const LIGHT_DID = [
  'light steady',
  'one flicker at a pothole',
  'dimmed once on the hill',
  'button needed two presses',
  'warned early, reached home anyway',
  'beam too high after the kerb',
  'bracket slipped by a finger',
  'charged to full in the office',
  'lens fogged, clear after five minutes',
  'pairing lost and found again',
  'no remarks',
  'brake light came on without braking',
] as const;
const THOUGHTS = [
  'Would not have noticed without the log.',
  'Fine for me.',
  'Gloves are the problem, not the light.',
  'Second time this month.',
  'A driver waved; I think he meant thanks.',
  'Please make the click louder.',
  'I forgot that it is a test, which is praise.',
  'The old one did this too.',
  'Better than yesterday.',
  'My colleague wants one.',
  'I cleaned the contacts and it stopped.',
  'Nothing to add.',
] as const;

export function remark(chance: Chance, rider: string): string {
  return `${rider} ${chance.pick(DOINGS)} ${chance.pick(ROADS)}: ${chance.pick(LIGHT_DID)}. ${chance.pick(THOUGHTS)}`;
}
