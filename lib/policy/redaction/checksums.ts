/** Digits of a text, without what stands between them. */
export const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

const sumOf = (digits: string, weight: (at: number) => number): number =>
  Array.from(digits).reduce((sum, digit, at) => sum + Number(digit) * weight(at), 0);

/** Cards, Swedish and Canadian numbers (ISO/IEC 7812-1, annex B). */
export function passesLuhn(text: string): boolean {
  const digits = digitsOf(text);
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0 && /[1-9]/.test(digits);
}

/** The remainder of a number that is longer than numbers can be. */
export const remainder = (digits: string, by: number): number =>
  Array.from(digits).reduce((rest, digit) => (rest * 10 + Number(digit)) % by, 0);

/** How long an account number of each country is (SWIFT, IBAN registry). */
const IBAN_LENGTHS =
  'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SD18SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20';

/** ISO 13616: the length of its country, and 1 when divided by 97. */
export function isIban(text: string): boolean {
  const iban = text.replaceAll(/[\s-]/g, '').toUpperCase();
  const at = IBAN_LENGTHS.indexOf(iban.slice(0, 2));
  if (at < 0 || at % 4 !== 0 || Number(IBAN_LENGTHS.slice(at + 2, at + 4)) !== iban.length) return false;
  const turned = iban.slice(4) + iban.slice(0, 4);
  return (
    remainder(
      turned.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)),
      97,
    ) === 1
  );
}

/** Spain, DNI and NIE: the letter tells the remainder by 23. */
export function isDni(text: string): boolean {
  const plain = text.replaceAll(/[\s-]/g, '').toUpperCase();
  const number = Number(plain.slice(0, -1).replace(/^[XYZ]/, (first) => String('XYZ'.indexOf(first))));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === plain.at(-1);
}

const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Italy, codice fiscale: the last letter tells the sum of the others (decree of 23 December 1976). */
export function isCodiceFiscale(text: string): boolean {
  const code = text.toUpperCase();
  let sum = 0;
  for (let at = 0; at < 15; at += 1) {
    const sign = code.charCodeAt(at);
    const value = sign < 58 ? sign - 48 : sign - 65;
    sum += at % 2 === 0 ? (ODD_VALUES[value] ?? 0) : value;
  }
  return code.charCodeAt(15) - 65 === sum % 26;
}

/** France, NIR: thirteen digits and their distance to a multiple of 97. Corsica counts as 19 and 18. */
export function isNir(text: string): boolean {
  const plain = text.replaceAll(/\s/g, '').toUpperCase().replace('2A', '19').replace('2B', '18');
  return /^\d{15}$/.test(plain) && 97 - remainder(plain.slice(0, 13), 97) === Number(plain.slice(13));
}

/** Poland, PESEL: a date of birth and a weighted sum. */
export function isPesel(text: string): boolean {
  const [month, day] = [Number(text.slice(2, 4)) % 20, Number(text.slice(4, 6))];
  const weights = [1, 3, 7, 9];
  const sum = sumOf(text.slice(0, 10), (at) => weights[at % 4] ?? 0);
  return month > 0 && month < 13 && day > 0 && day < 32 && (10 - (sum % 10)) % 10 === Number(text[10]);
}

/** Brazil, CPF: two digits by 11; one digit repeated is none. */
export function isCpf(text: string): boolean {
  const digits = digitsOf(text);
  const check = (length: number): boolean => {
    const rest = (sumOf(digits.slice(0, length), (at) => length + 1 - at) * 10) % 11;
    return rest % 10 === Number(digits[length]);
  };
  return digits.length === 11 && !/^(\d)\1+$/.test(digits) && check(9) && check(10);
}

/** Netherlands, BSN: the test by eleven. */
export function isBsn(text: string): boolean {
  const digits = digitsOf(text);
  return digits.length === 9 && Number(digits) > 0 && sumOf(digits, (at) => (at === 8 ? -1 : 9 - at)) % 11 === 0;
}

/** Germany, tax number of a person: ISO 7064, MOD 11,10. */
export function isSteuerId(text: string): boolean {
  const digits = digitsOf(text);
  let product = 10;
  for (const digit of digits.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return digits.length === 11 && digits[0] !== '0' && (11 - product) % 10 === Number(digits[10]);
}

/** China, resident identity: ISO 7064, MOD 11-2. */
export function isChinaId(text: string): boolean {
  const sum = sumOf(text.slice(0, 17), (at) => 2 ** (17 - at) % 11);
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase();
}

/** Switzerland, AHV: as the number under a bar code (EAN-13). */
export function isAhv(text: string): boolean {
  const digits = digitsOf(text);
  return digits.length === 13 && sumOf(digits, (at) => (at % 2 === 0 ? 1 : 3)) % 10 === 0;
}

/** United Kingdom, NHS: weights ten to two, by eleven. */
export function isNhs(text: string): boolean {
  const digits = digitsOf(text);
  return digits.length === 10 && (11 - (sumOf(digits.slice(0, 9), (at) => 10 - at) % 11)) % 11 === Number(digits[9]);
}

const TURN = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const SHIFT = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** India, Aadhaar: Verhoeff's scheme. */
export function isAadhaar(text: string): boolean {
  const digits = Array.from(digitsOf(text)).toReversed();
  const check = digits.reduce((sum, digit, at) => Number(TURN[sum]?.[Number(SHIFT[at % 8]?.[Number(digit)])]), 0);
  return digits.length === 12 && check === 0;
}
