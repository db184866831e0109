import { lazily } from '../../base/lazily.ts';
import {
  digitsOf,
  isAadhaar,
  isAhv,
  isBsn,
  isChinaId,
  isCodiceFiscale,
  isCpf,
  isDni,
  isIban,
  isNhs,
  isNir,
  isPesel,
  isSteuerId,
  passesLuhn,
} from './checksums.ts';
import type { PrivateKind, Rule } from './finding.ts';

function rule(
  kind: PrivateKind,
  label: string,
  keywords: readonly string[],
  source: string,
  holds?: (value: string) => boolean,
  flags = 'giu',
): Rule {
  const expression = lazily(() => new RegExp(source, flags));
  return { kind, label, keywords, expression, ...(holds === undefined ? {} : { holds }) };
}

/** Neither within a word or a number, nor part of an address, a version or an id. */
const BEFORE = String.raw`(?<![\p{L}\p{N}_@#/.+-]|[?&]\w{1,30}=)`;
const AFTER = String.raw`(?![\p{L}\p{N}_/=@-]|\.\d)`;

/** A date, a span of years, or one digit over and over is no number to call. */
function isPhone(value: string): boolean {
  const digits = digitsOf(value);
  if (digits.length < 7 || digits.length > 15 || /^(\d)\1+$/.test(digits)) return false;
  return !/^\(?(?:19|20)\d\d[\s./-]|[\s./-](?:19|20)\d\d$|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/.test(value);
}

/** What names this computer, nobody, or a network of examples leads to nobody (RFC 5735). */
function isAddressOfSomebody(value: string): boolean {
  const octets = value.split('.').map(Number);
  return octets.every((octet) => octet < 256) && !/^(?:0|127|255)\.|^(?:\d\.){3}\d$|\.0$/.test(value);
}

function isIp6(value: string): boolean {
  const groups = value.split(':').filter((group) => group !== '');
  const isWhole = groups.length === 8 && !value.includes('::');
  const isShort = groups.length > 2 && groups.length < 8 && value.split('::').length === 2;
  return (isWhole || isShort) && groups.some((group) => /\d/.test(group) && group.length > 1);
}

/** Ranges that were never given out (Social Security Administration, POMS RM 10201.035). */
const isSsn = (value: string): boolean => !/^(?:000|666|9)|^\d{3}.00|0000$/.test(value);

const luhnOfTen = (value: string): boolean => passesLuhn(digitsOf(value).slice(-10));

const CALL = String.raw`(?<!\p{L})(?:tel|phone|mobile|cell|fax|call|whatsapp|telefon|handy|mobil|téléphone|portable|teléfono|móvil|telefone|telefoon|电话|電話|전화)(?:[^\p{L}\d\n+(/]{1,3}\p{L}{1,10})?[^\p{L}\d\n+(/]{1,4}`;

export const PERSONAL_RULES: readonly Rule[] = [
  rule(
    'EMAIL',
    'e-mail address',
    ['@'],
    String.raw`(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}_%+][\p{L}\p{N}._%+-]{0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}\p{L}{2,24}(?![\p{L}\p{N}])`,
    (value) => !/^git@|\.(?:png|jpe?g|gif|svg|webp|js|css)$/i.test(value),
  ),
  rule(
    'IBAN',
    'bank account (IBAN)',
    [],
    String.raw`${BEFORE}[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?${AFTER}`,
    isIban,
    'gu',
  ),
  rule(
    'CARD',
    'card number',
    [],
    String.raw`${BEFORE}(?<![A-Z]{2}\d\d )[2-6]\d{3}(?:[ -]?\d){8,14}\d${AFTER}`,
    (value) =>
      digitsOf(value).length > 12 &&
      digitsOf(value).length < 20 &&
      !/^(.)\1+$/.test(digitsOf(value)) &&
      passesLuhn(value),
  ),
  rule('ID', 'US Social Security number', [], String.raw`${BEFORE}\d{3}([- ])\d{2}\1\d{4}${AFTER}`, isSsn),
  rule(
    'ID',
    'UK National Insurance number',
    [],
    String.raw`${BEFORE}(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]${AFTER}`,
    undefined,
    'gu',
  ),
  rule('ID', 'UK NHS number', ['nhs'], String.raw`NHS[^\d\n]{0,24}(?<v>\d{3}[ -]?\d{3}[ -]?\d{4})${AFTER}`, isNhs),
  rule(
    'ID',
    'Spanish DNI or NIE',
    [],
    String.raw`${BEFORE}(?:\d{8}|[XYZ][ -]?\d{7})[ -]?[A-HJ-NP-TV-Z]${AFTER}`,
    isDni,
  ),
  rule(
    'ID',
    'Italian codice fiscale',
    [],
    String.raw`${BEFORE}[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]${AFTER}`,
    isCodiceFiscale,
  ),
  rule(
    'ID',
    'French NIR',
    [],
    String.raw`${BEFORE}[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}${AFTER}`,
    isNir,
  ),
  rule('ID', 'Polish PESEL', [], String.raw`${BEFORE}\d{11}${AFTER}`, isPesel),
  rule('ID', 'Brazilian CPF', [], String.raw`${BEFORE}\d{3}\.\d{3}\.\d{3}-\d{2}${AFTER}`, isCpf),
  rule(
    'ID',
    'Dutch BSN',
    ['bsn', 'burgerservice'],
    String.raw`(?:BSN|burgerservicenummer)[^\d\n]{0,16}(?<v>\d{9}|\d{4}\.\d{2}\.\d{3})${AFTER}`,
    isBsn,
  ),
  rule(
    'ID',
    'German tax number',
    ['steuer', 'idnr', 'tax id', 'tin'],
    String.raw`(?:steuer[\p{L}-]{0,30}|IdNr\.?|tax id|TIN)[^\d\n]{0,24}(?<v>\d{2} ?\d{3} ?\d{3} ?\d{3})${AFTER}`,
    isSteuerId,
  ),
  rule(
    'ID',
    'Swedish personal number',
    [],
    String.raw`${BEFORE}(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-+]\d{4}${AFTER}`,
    luhnOfTen,
  ),
  rule('ID', 'Swiss AHV number', [], String.raw`${BEFORE}756\.\d{4}\.\d{4}\.\d{2}${AFTER}`, isAhv),
  rule('ID', 'Indian Aadhaar number', [], String.raw`${BEFORE}[2-9]\d{3}([ -])\d{4}\1\d{4}${AFTER}`, isAadhaar),
  rule(
    'ID',
    'Chinese resident number',
    [],
    String.raw`${BEFORE}[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]${AFTER}`,
    isChinaId,
  ),
  rule(
    'ID',
    'passport number',
    ['passport', 'reisepass', 'passeport', 'pasaporte'],
    String.raw`(?:passport|reisepass|passeport|pasaporte)[^\d\n.]{0,24}?[\s:#](?<v>[A-Z]{0,3}\d{5,9}[A-Z]?)${AFTER}`,
  ),
  rule(
    'BIRTH',
    'date of birth',
    ['born', 'birth', 'dob', 'geb', 'né', 'nac', 'nasc'],
    String.raw`(?:born(?: on)?|date of birth|birth ?da(?:te|y)|DOB|geboren(?: am)?|geb\.|geburtsdatum|née? le|date de naissance|fecha de nacimiento|data de nascimento|geboortedatum)[\s:|*]{1,6}(?<v>\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|\d{1,2}\.? \p{L}{3,9},? (?:19|20)\d{2}|\p{L}{3,9} \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2})`,
  ),
  rule(
    'IP',
    'IP address',
    [],
    String.raw`${BEFORE}(?<!v(?:ersion)? ?)\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}_@-]|\.\d)`,
    isAddressOfSomebody,
  ),
  rule(
    'IP',
    'IP address',
    [],
    String.raw`(?<![\p{L}\p{N}_:.-])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}(?![\p{L}\p{N}_:])|(?<![\p{L}\p{N}_:.-])(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4}(?![\p{L}\p{N}_:])`,
    isIp6,
  ),
  rule(
    'DEVICE',
    'device address (MAC)',
    [],
    String.raw`(?<![\p{L}\p{N}_:-])[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}(?![\p{L}\p{N}_:-])`,
    (value) => !/^(?:00[:-]){5}|^(?:ff[:-]){5}/i.test(value),
  ),
  rule(
    'PHONE',
    'phone number',
    [],
    String.raw`(?<![\p{L}\p{N}_+/.-])(?:\+|(?<!\d[ -])00)(?=[1-9])\d(?:[ ./()-]{0,3}\d){6,14}${AFTER}`,
    isPhone,
  ),
  rule(
    'PHONE',
    'phone number',
    [],
    String.raw`${BEFORE}(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}([-. ]))\d{3}[-. ]\d{4}${AFTER}`,
    isPhone,
  ),
  rule(
    'PHONE',
    'phone number',
    [],
    String.raw`${BEFORE}\(?0[1-9]\d{0,4}\)?(?:[ /-]\d{2,8}){1,5}${AFTER}`,
    (value) => isPhone(value) && digitsOf(value).length > 8,
  ),
  rule(
    'PHONE',
    'phone number',
    [
      'tel',
      'phone',
      'mob',
      'cell',
      'fax',
      'call',
      'whatsapp',
      'handy',
      'portable',
      'telé',
      'móvil',
      'télé',
      '电话',
      '電話',
      '전화',
    ],
    String.raw`${CALL}(?<v>\+?\(?\d(?:[ ./()-]{0,2}\d){6,14})${AFTER}`,
    isPhone,
  ),
];
