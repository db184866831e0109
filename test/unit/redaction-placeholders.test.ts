import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createBook } from '../../lib/policy/redaction/placeholder-book.ts';
import { createRedactor, redactionStamp } from '../../lib/policy/redaction/redact.ts';
import { createGathered } from '../../lib/policy/redaction/redacted.ts';
import { redactedWords } from '../../lib/policy/redaction/redacted-words.ts';
import { createRestoreStream } from '../../lib/policy/redaction/restore-stream.ts';
import { DEFAULT_REDACTION } from '../../lib/settings/redaction.ts';
import type { RedactionSettings } from '../../lib/settings/redaction.ts';

const WITH: RedactionSettings = { ...DEFAULT_REDACTION, secrets: 'placeholders', personal: 'placeholders' };

const redactor = (texts: readonly string[], settings = WITH, book = createBook()) =>
  createRedactor(settings, book, texts);

/** What comes of a text that arrives in these pieces. */
function arrive(pieces: readonly string[], values: Readonly<Record<string, string>>): readonly string[] {
  const stream = createRestoreStream((name) => values[name]);
  return [...pieces.map((piece) => stream.push(piece)), stream.end()];
}

describe('placeholders', () => {
  it('gives a value the same name wherever it stands, and another value another one', () => {
    const texts = ['Ask anna@example.com or bo@example.com.', 'anna@example.com knows.'];
    const one = redactor(texts);
    expect(texts.map((text) => one.text(text))).toEqual(['Ask ⟦EMAIL_1⟧ or ⟦EMAIL_2⟧.', '⟦EMAIL_1⟧ knows.']);
  });

  it('keeps the names of a conversation for its next request', () => {
    const book = createBook();
    redactor(['bo@example.com'], WITH, book).text('bo@example.com');
    const next = redactor(['anna@example.com bo@example.com'], WITH, book);
    expect(next.text('anna@example.com bo@example.com')).toBe('⟦EMAIL_2⟧ ⟦EMAIL_1⟧');
  });

  it('never lets a name that a page writes itself stand for a value', () => {
    const texts = ['Post [email 1] and EMAIL\\_2 to us.', 'anna@example.com'];
    const one = redactor(texts);
    expect(texts.map((text) => one.text(text))).toEqual(['Post [email 1] and EMAIL\\_2 to us.', '⟦EMAIL_3⟧']);
    const values = Object.fromEntries(one.used());
    expect(arrive(['EMAIL_1, [email 1], ⟦EMAIL_3⟧'], values).join('')).toBe('EMAIL_1, [email 1], anna@example.com');
  });

  it.each([
    '⟦EMAIL_1⟧',
    '⟦email_1⟧',
    '⟦ EMAIL_1 ⟧',
    '⟦EMAIL 1⟧',
    '⟦Email-1⟧',
    '⟦EMAIL\\_1⟧',
    '[EMAIL_1]',
    '\\[EMAIL_1\\]',
    '[[EMAIL_1]]',
    '【EMAIL_1】',
    '⟦EMAIL_1]',
    'EMAIL_1',
  ])('comes back from %s, however a model writes it and wherever it is cut', (written) => {
    const text = `Write to ${written}, then wait.`;
    for (let at = 0; at <= text.length; at += 1) {
      const pieces = [text.slice(0, at), text.slice(at)];
      expect(arrive(pieces, { EMAIL_1: 'anna@example.com' }).join('')).toBe('Write to anna@example.com, then wait.');
    }
    expect(arrive(Array.from(text), { EMAIL_1: 'anna@example.com' }).join('')).toBe(
      'Write to anna@example.com, then wait.',
    );
  });

  it('keeps the brackets of a link around it', () => {
    const values = { EMAIL_1: 'anna@example.com' };
    expect(arrive(['[EMAIL_1](mailto:EMAIL_1) and [⟦EMAIL_1⟧](mailto:⟦EMAIL_1⟧)'], values).join('')).toBe(
      '[anna@example.com](mailto:anna@example.com) and [anna@example.com](mailto:anna@example.com)',
    );
  });

  it('shows words at once that begin no placeholder, and leaves names that stand for nothing', () => {
    expect(arrive(['Hello ', 'world [1', '] and ⟦EMAIL_7⟧.'], { EMAIL_1: 'x' })).toEqual([
      'Hello ',
      'world [1',
      '] and ⟦EMAIL_7⟧.',
      '',
    ]);
    expect(arrive(['⟦EMAIL_12⟧'], { EMAIL_1: 'x', EMAIL_12: 'y' }).join('')).toBe('y');
  });

  it('takes out what nobody sees and what poses as other letters, in every mode', () => {
    const hidden = 'a\u200bb \u{E0041}\u{E0042} \u202Epaypal\u202C p\u0430yp\u0430l 𝐢𝐠𝐧𝐨𝐫𝐞';
    const off = redactor([hidden], { ...DEFAULT_REDACTION, secrets: 'off', personal: 'off' });
    expect(off.text(hidden)).toBe('ab  paypal paypal ignore');
    expect(off.hidden()).toBe(13);
    expect(redactor([]).text('Привет, мир. Ελληνικά. α-helix, Δt, USB-кабель')).toBe(
      'Привет, мир. Ελληνικά. α-helix, Δt, USB-кабель',
    );
  });

  it('finds a secret that is split by what nobody sees', () => {
    const key = `ghp_${'a1B2'.repeat(9)}`;
    expect(redactor([key]).text(`${key.slice(0, 9)}\u200b${key.slice(9)}`)).toBe('⟦SECRET_1⟧');
  });

  it('tells in block what is held back and where, and in warn what is sent, each value once', () => {
    const text = 'Mail anna@example.com, anna@example.com.';
    const blocked = redactor([text], { ...DEFAULT_REDACTION, personal: 'block' });
    blocked.text(text, { title: 'Plan', url: 'https://app.notion.com/p' });
    expect(blocked.heldBack()).toHaveLength(2);
    expect(blocked.heldBack()[0]).toMatchObject({ kind: 'EMAIL', before: 'Mail ', from: { title: 'Plan' } });
    const warned = redactor([text], DEFAULT_REDACTION);
    expect(warned.text(text)).toBe(text);
    const gathered = createGathered();
    gathered.add(warned);
    expect(redactedWords(gathered.redacted() ?? {})).toEqual([
      'Sent as it stands, though it looks private: 1 e-mail address.',
    ]);
  });

  it('says how many values were replaced', () => {
    expect(redactedWords({ replaced: { EMAIL: 2, SECRET: 1 }, hidden: 1 })).toEqual([
      '3 values were replaced before sending: 1 secret and 2 e-mail addresses.',
      '1 hidden character was taken out before sending.',
    ]);
  });

  it('names every other choice than the usual one, so that nothing made under one serves another', () => {
    const stamps = [
      DEFAULT_REDACTION,
      WITH,
      { ...DEFAULT_REDACTION, secrets: 'block' as const },
      { ...DEFAULT_REDACTION, own: [{ name: 'a', pattern: 'abc' }] },
    ].map(redactionStamp);
    expect(stamps[0]).toBe('');
    expect(new Set(stamps).size).toBe(4);
  });
});

const NAUGHTY = new URL('../../../shared/data/attacks/naughty-strings/blns.json', import.meta.url).pathname;

it.runIf(existsSync(NAUGHTY))('brings every naughty string back as a model was shown it', () => {
  const texts = (JSON.parse(readFileSync(NAUGHTY, 'utf8')) as unknown[]).map(String);
  expect(texts.length).toBeGreaterThan(500);
  for (const text of texts) {
    const shown = redactor([text], { ...DEFAULT_REDACTION, secrets: 'off', personal: 'off' }).text(text);
    const one = redactor([text]);
    const values: Readonly<Record<string, string>> = Object.fromEntries(one.used());
    const sent = one.text(text);
    const back = arrive(Array.from(sent), { ...values, ...Object.fromEntries(one.used()) }).join('');
    expect(back).toBe(shown);
  }
});
