import * as checksums from '../../../lib/policy/redaction/checksums.ts';
import type { Draw } from './draw.ts';

/** Draws until the check passes: the checks themselves are held to published examples elsewhere. */
function passing(make: () => string, check: (value: string) => boolean): string {
  for (let tries = 0; tries < 5000; tries += 1) {
    const value = make();
    if (check(value)) return value;
  }
  throw new Error('No number passes this check');
}

const NAMES = ['anna.kowalski', 'jürgen', 'b.o-neill', 'maria_silva+work', 'x9', 'li.wei', 'олег'] as const;
const HOSTS = ['example.com', 'mail.example.co.uk', 'büro.example.de', 'example.museum', 'a-b.example.org'] as const;

const date = (d: Draw): readonly [year: string, month: string, day: string] => [
  String(1950 + d.number(55)),
  String(1 + d.number(12)).padStart(2, '0'),
  String(1 + d.number(28)).padStart(2, '0'),
];

const digits = (d: Draw, length: number): string => String(1 + d.number(9)) + d.word(length - 1, d.DIGITS);
const groups = (text: string, size: number, by: string): string =>
  (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(by);

/** Personal data by class: the text it stands in by itself, and the value, drawn anew for each sample. */
export const PERSONAL: Readonly<Record<string, (draw: Draw) => string>> = {
  'e-mail': (d) => `${d.one(NAMES)}${d.one(['', '.', '-'])}${d.word(2, d.DIGITS)}@${d.one(HOSTS)}`,
  phone: (d) =>
    d.one([
      () => `+49 ${d.one(['30', '171', '89'])} ${digits(d, 7)}`,
      () => `+1 (${d.one(['415', '212', '646'])}) ${digits(d, 3)}-${d.word(4, d.DIGITS)}`,
      () => `(${d.one(['415', '312'])}) ${digits(d, 3)}-${d.word(4, d.DIGITS)}`,
      () => `+44 20 ${digits(d, 4)} ${d.word(4, d.DIGITS)}`,
      () => `+33 6 ${groups(digits(d, 8), 2, ' ')}`,
      () => `0${d.one(['30', '171', '221'])} ${digits(d, 7)}`,
      () => `0${d.one(['6', '1'])} ${groups(digits(d, 8), 2, ' ')}`,
      () => `+81-3-${digits(d, 4)}-${d.word(4, d.DIGITS)}`,
      () => `+5511${digits(d, 9)}`,
    ])(),
  iban: (d) => {
    const [country, account] = d.one([
      () => ['DE', digits(d, 18)],
      () => ['FR', digits(d, 23)],
      () => ['NL', `ABNA${digits(d, 10)}`],
      () => ['GB', `NWBK${digits(d, 14)}`],
      () => ['ES', digits(d, 20)],
    ])() as [string, string];
    const check = passing(
      () => d.word(2, d.DIGITS),
      (two) => checksums.isIban(country + two + account),
    );
    const whole = country + check + account;
    return d.one([whole, groups(whole, 4, ' ')]);
  },
  card: (d) => {
    const make = (): string => d.one(['4', '51', '55', '34', '37', '6011']) + digits(d, 11);
    const long = (): string => make().padEnd(16, d.word(1, d.DIGITS)).slice(0, 16);
    const number = passing(long, checksums.passesLuhn);
    return d.one([number, groups(number, 4, ' '), groups(number, 4, '-')]);
  },
  'IP address': (d) =>
    d.one([
      () => `${11 + d.number(180)}.${d.number(256)}.${d.number(256)}.${1 + d.number(254)}`,
      () => `2001:db8:${d.word(4, d.HEX)}:${d.word(4, d.HEX)}::${d.word(3, d.HEX)}1`,
      () => Array.from({ length: 8 }, () => d.word(4, d.HEX)).join(':'),
    ])(),
  'US SSN': (d) => `${100 + d.number(560)}-${10 + d.number(89)}-${1000 + d.number(8999)}`,
  'UK NINO': (d) => `AB${d.one(['', ' '])}${groups(digits(d, 6), 2, ' ')} ${d.one(['A', 'B', 'C', 'D'])}`,
  'Spanish DNI': (d) => passing(() => digits(d, 8) + d.word(1, 'TRWAGMYFPDXBNJZSQVHLCKE'), checksums.isDni),
  'Italian codice fiscale': (d) => {
    const body = `${d.word(6, 'BCDFGLMNPRST')}${d.word(2, d.DIGITS)}${d.word(1, 'ABCDEHLMPRST')}${10 + d.number(20)}H${d.word(3, d.DIGITS)}`;
    return passing(() => body + d.word(1, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), checksums.isCodiceFiscale);
  },
  'French NIR': (d) => {
    const [year, month] = date(d);
    const body = `${d.one(['1', '2'])}${year.slice(2)}${month}${75 + d.number(20)}${digits(d, 3)}${digits(d, 3)}`;
    const whole = passing(() => body + d.word(2, d.DIGITS), checksums.isNir);
    return d.one([whole, whole.replace(/^(.)(..)(..)(..)(...)(...)(..)$/, '$1 $2 $3 $4 $5 $6 $7')]);
  },
  'Polish PESEL': (d) => {
    const [year, month, day] = date(d);
    return passing(() => year.slice(2) + month + day + d.word(5, d.DIGITS), checksums.isPesel);
  },
  'Brazilian CPF': (d) => passing(() => `${groups(digits(d, 9), 3, '.')}-${d.word(2, d.DIGITS)}`, checksums.isCpf),
  'Indian Aadhaar': (d) => passing(() => groups(`2${d.word(11, d.DIGITS)}`, 4, ' '), checksums.isAadhaar),
  'Swedish personnummer': (d) => {
    const [year, month, day] = date(d);
    const last = passing(
      () => d.word(4, d.DIGITS),
      (four) => checksums.passesLuhn(year.slice(2) + month + day + four),
    );
    return `${d.one([year, year.slice(2)])}${month}${day}-${last}`;
  },
  'Swiss AHV': (d) =>
    passing(() => `756.${d.word(4, d.DIGITS)}.${d.word(4, d.DIGITS)}.${d.word(2, d.DIGITS)}`, checksums.isAhv),
  'Chinese resident number': (d) => {
    const body = `110105${date(d).join('')}${d.word(3, d.DIGITS)}`;
    return passing(() => body + d.word(1, '0123456789X'), checksums.isChinaId);
  },
  'device address': (d) => groups(d.word(12, d.HEX).replace(/^./, '3'), 2, d.one([':', '-'])),
};

/** Personal data that is told by the words before it. */
export const PLACED_PERSONAL: Readonly<Record<string, (draw: Draw) => readonly [text: string, value: string]>> = {
  'date of birth': (d) => {
    const [year, month, day] = date(d);
    const [text, value] = d.one([
      [`Date of birth: ${year}-${month}-${day}`, `${year}-${month}-${day}`],
      [`Anna, geboren am ${day}.${month}.${year}, wohnt in Köln.`, `${day}.${month}.${year}`],
      [`| DOB | ${day}/${month}/${year} |`, `${day}/${month}/${year}`],
      [`She was born on 4 March ${year} in Oslo.`, `4 March ${year}`],
      [`Née le ${day}/${month}/${year}`, `${day}/${month}/${year}`],
    ] as const);
    return [text, value];
  },
  'Dutch BSN': (d) => {
    const value = passing(() => digits(d, 9), checksums.isBsn);
    return [`${d.one(['BSN: ', 'BSN ', 'Burgerservicenummer '])}${value}`, value];
  },
  'German tax number': (d) => {
    const value = passing(() => digits(d, 11), checksums.isSteuerId);
    return [`${d.one(['Steuer-ID: ', 'Steueridentifikationsnummer ', 'IdNr. '])}${value}`, value];
  },
};
