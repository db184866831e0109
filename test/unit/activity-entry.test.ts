import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDecided } from '../../lib/activity/decided.ts';
import { closeEntry } from '../../lib/activity/close-entry.ts';
import { ACTS } from '../../lib/activity/entry.ts';
import type { ActivityKind, ActivityNews } from '../../lib/activity/entry.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const PAGE = '1f2e3d4c-5b6a-4789-90ab-cdef01234567';

const FULL = {
  at: NOW - 5,
  kind: 'model',
  what: 'answer',
  outcome: 'failed',
  code: 'model-overloaded',
  page: PAGE,
  fingerprint: '0123456789abcdef0123456789abcdef',
  connection: PAGE,
  action: 'summarize',
  tool: 'read_page',
  provider: 'openai:ollama-1',
  model: 'meta-llama/Llama-3.1-8B-Instruct:Q4_K_M',
  host: 'models.example:8443',
  tokensIn: 10,
  tokensOut: 3,
  microUsd: 120,
  requests: 1,
  failures: 1,
  bytesOut: 4_096,
  bytesIn: 12,
  ms: 800,
  rule: 'approved-models',
  count: 2,
  of: 'chat-0123456789abcdef0123456789abcdef',
  upTo: 7,
  upToHash: 'ab'.repeat(32),
} as unknown as ActivityNews;

/** What must never stand in the log: keys, words of a page, a prompt, a title, an address. */
const CANARIES = [
  'sk-ant-api03-canary0canary0canary0canary',
  'ntn_canary12345678901234567890',
  'secret_canary0123456789',
  'Bearer canary',
  'AKIACANARY0123456789',
  'Quarterly canary plan',
  'canary\nin two lines',
  'https://www.notion.so/canary-1f2e3d4c5b6a478990abcdef01234567?v=1',
  'Canary@example.com',
  '=canary()',
  `canary${'x'.repeat(90)}`,
];

describe('an entry of the activity log', () => {
  it('keeps every fact that it may hold', () => {
    expect(closeEntry(FULL, NOW)).toEqual(FULL);
    for (const model of ['claude-sonnet-5-5', 'gpt-oss:120b', 'models/gemini-3-pro@20261101'])
      expect(closeEntry({ ...FULL, model }, NOW)).toMatchObject({ model });
  });

  it('holds no canary, in whichever of its facts it is planted', () => {
    const names = Object.keys(FULL).filter((name) => !['kind', 'what', 'outcome'].includes(name));
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) {
      for (const canary of CANARIES) {
        const kept = closeEntry({ ...FULL, [name]: canary }, NOW);
        expect(`${name} ${JSON.stringify(kept)}`).not.toMatch(/canary/i);
      }
    }
  });

  it('takes in no fact that it does not know, however it is called', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (planted) => {
        const kept = closeEntry({ ...planted, kind: 'read', what: 'page', outcome: 'done' }, NOW);
        expect(Object.keys(kept ?? {}).every((name) => Object.hasOwn(FULL, name))).toBe(true);
        const values = Object.values(kept ?? {});
        expect(values.every((value) => typeof value === 'number' || typeof value === 'string')).toBe(true);
      }),
    );
  });

  it('is none where its kind, its act or its outcome is unknown', () => {
    const odd = [{ kind: 'page text' }, { what: 'a title' }, { outcome: 'Canary' }, { kind: 'toString' }];
    for (const one of odd) expect(closeEntry({ ...FULL, ...one } as unknown as ActivityNews, NOW)).toBeUndefined();
  });

  it('has a time of its own or that of its telling, and whole numbers', () => {
    const told = { kind: 'model', what: 'answer', outcome: 'done', microUsd: 12.4, tokensIn: Number.NaN } as const;
    expect(closeEntry(told, NOW)).toEqual({ at: NOW, kind: 'model', what: 'answer', outcome: 'done', microUsd: 12 });
    expect(closeEntry({ ...told, at: Number.NaN }, NOW)).toMatchObject({ at: NOW });
  });

  it('is a decision where a rule held back what it tells of', () => {
    const held = {
      kind: 'model',
      what: 'answer',
      outcome: 'failed',
      code: 'managed-forbids',
      provider: 'claude',
    } as const;
    expect(asDecided(held)).toEqual({ ...held, kind: 'policy', what: 'managed', outcome: 'refused' });
    const write = { kind: 'write', what: 'change', outcome: 'failed', code: 'writes-off' } as const;
    expect(asDecided(write)).toMatchObject({ kind: 'policy', what: 'setting', outcome: 'refused' });
    for (const other of [
      { ...held, code: 'model-overloaded' },
      { ...write, kind: 'undo' },
    ] as const)
      expect(asDecided(other)).toBe(other);
  });

  it('knows acts of every kind', () => {
    for (const kind of Object.keys(ACTS) as ActivityKind[])
      for (const what of ACTS[kind])
        expect(closeEntry({ kind, what, outcome: 'done' } as ActivityNews, NOW)).toMatchObject({ kind, what });
  });
});
