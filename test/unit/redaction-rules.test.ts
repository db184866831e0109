import { gzipSync } from 'node:zlib';
import { readFileSync, globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as checksums from '../../lib/policy/redaction/checksums.ts';
import { findPrivate, rulesOf } from '../../lib/policy/redaction/find-private.ts';
import { troubleOf } from '../../lib/policy/redaction/own-pattern.ts';
import { DEFAULT_REDACTION } from '../../lib/settings/redaction.ts';
import { labelledSet } from '../bench/redaction/labelled-set.ts';
import { ALL_RULES, recallByClass } from '../bench/redaction/measure.ts';
import { NEAR_MISSES } from '../bench/redaction/near-misses.ts';

const found = (text: string, rules = ALL_RULES): readonly string[] =>
  findPrivate(text, rules).map(({ start, end }) => text.slice(start, end));

const withOwn = (pattern: string) => rulesOf({ ...DEFAULT_REDACTION, own: [{ name: 'ours', pattern }] });

describe('what is told as private', () => {
  it('holds to published examples of numbers with checks, and refuses each with one digit changed', () => {
    const examples: readonly (readonly [(text: string) => boolean, string])[] = [
      [checksums.isIban, 'DE89 3704 0044 0532 0130 00'],
      [checksums.isIban, 'GB29NWBK60161331926819'],
      [checksums.passesLuhn, '4111 1111 1111 1111'],
      [checksums.isDni, '12345678Z'],
      [checksums.isCodiceFiscale, 'RSSMRA85T10A562S'],
      [checksums.isNir, '255081416802538'],
      [checksums.isPesel, '44051401359'],
      [checksums.isCpf, '529.982.247-25'],
      [checksums.isBsn, '111222333'],
      [checksums.isSteuerId, '86095742719'],
      [checksums.isChinaId, '11010519491231002X'],
      [checksums.isAhv, '756.9217.0769.85'],
      [checksums.isNhs, '943 476 5919'],
      [checksums.isAadhaar, '2341 2341 2346'],
    ];
    for (const [check, example] of examples) {
      expect([example, check(example)]).toEqual([example, true]);
      const at = example.search(/\d(?!.*[A-Z]$)|\d/);
      const changed = example.slice(0, at) + String((Number(example[at]) + 1) % 10) + example.slice(at + 1);
      expect([changed, check(changed)]).toEqual([changed, false]);
    }
  });

  it('finds at least 95 of 100 secrets it has never seen, and as much of personal data', () => {
    const set = labelledSet(1);
    for (const of of ['secret', 'personal'] as const) {
      const classes = [...recallByClass(set.filter((sample) => sample.of === of)).values()];
      const all = classes.reduce((sum, { samples }) => sum + samples, 0);
      expect(classes.length).toBeGreaterThanOrEqual(20);
      expect(classes.reduce((sum, one) => sum + one.found, 0) / all).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('leaves what only looks like it: ids of Notion, hashes, versions, dates, words about passwords', () => {
    const touched = NEAR_MISSES.filter((text) => found(text).length > 0);
    // The pieces of an account number with a wrong check are a telephone number as good as any.
    expect(touched.filter((text) => !text.startsWith('DE89'))).toEqual([]);
  });

  it('finds the secret alone, not the name before it', () => {
    expect(found('SMTP_PASSWORD="hunter2-Xy9!"')).toEqual(['hunter2-Xy9!']);
    expect(found('Das Passwort lautet Sommer!2024.')).toEqual(['Sommer!2024']);
    expect(found('https://a.example/f?X-Amz-Signature=0123456789abcdef0123456789abcdef&x=1')).toEqual([
      '0123456789abcdef0123456789abcdef',
    ]);
    expect(found('postgres://app:Tr0ub4dor@db.example/x')).toEqual(['Tr0ub4dor']);
  });

  it('keeps to what the settings ask for', () => {
    const text = `mail anna@example.com, key ghp_${'a1B2'.repeat(9)}`;
    expect(found(text, rulesOf({ ...DEFAULT_REDACTION, secrets: 'off' }))).toEqual(['anna@example.com']);
    expect(found(text, rulesOf({ ...DEFAULT_REDACTION, personal: 'off' }))).toEqual([`ghp_${'a1B2'.repeat(9)}`]);
  });

  it('finds a pattern of the person, whose stars and signs stand for what they say', () => {
    expect(found('Customer PRJ-0042 and prj-12 wait.', withOwn('PRJ-####'))).toEqual(['PRJ-0042']);
    expect(found('Codename Bluebird-Seven is secret.', withOwn('bluebird*'))).toEqual(['Bluebird-Seven']);
    expect(found('a.b(c) d', withOwn('a.b(c)'))).toEqual(['a.b(c)']);
    expect(['ab', '*?', 'a*b*c', 'x'.repeat(81), 'abc'].map(troubleOf)).toEqual([
      'too-short',
      'too-short',
      'two-stars',
      'too-long',
      undefined,
    ]);
  });

  it('reads what was made to take for ever in the time of any text', () => {
    const hostile = [
      'a'.repeat(100_000),
      'a@'.repeat(50_000),
      '0 '.repeat(50_000),
      '-----BEGIN RSA PRIVATE KEY-----'.repeat(3_000),
      'password: '.repeat(10_000),
      'eyJ'.repeat(33_000),
      '1:2:3:'.repeat(16_000),
      'A_'.repeat(50_000),
      'https://'.repeat(12_000),
      'sk-'.repeat(33_000),
      'passport '.repeat(11_000),
      '+1 ('.repeat(25_000),
      'ABCDEF12'.repeat(12_000),
    ];
    const rules = withOwn('aa*zz');
    for (const text of hostile) {
      const before = performance.now();
      findPrivate(text, rules);
      expect([text.slice(0, 10), performance.now() - before < 3_000]).toEqual([text.slice(0, 10), true]);
    }
  });

  it('stays small: the worker reads the rules at every start', () => {
    const folder = new URL('../../lib/policy/redaction/', import.meta.url).pathname;
    const files = globSync('*.ts', { cwd: folder });
    expect(files.length).toBeGreaterThan(8);
    expect(gzipSync(files.map((file) => readFileSync(folder + file, 'utf8')).join('')).length).toBeLessThan(18_000);
  });
});
