import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../lib/base/failure-words.ts';
import { MANAGED_FIELD_NAMES } from '../../lib/settings/managed-fields.ts';
import type { ManagedField } from '../../lib/settings/managed-fields.ts';
import { invalidPolicy } from '../../lib/settings/managed-rules.ts';
import { managedSchema } from '../../lib/settings/managed-schema.ts';
import { readManaged } from '../../lib/settings/read-managed.ts';

const PAGE = '0123456789abcdef0123456789abcdef';
const PAGE_ID = '01234567-89ab-cdef-0123-456789abcdef';

/** For each field a value that fits, what is read of it, and what does not fit. */
const FIELDS: Readonly<
  Record<ManagedField, { readonly fits: unknown; readonly read?: unknown; readonly misfits: readonly unknown[] }>
> = {
  providers: {
    fits: ['claude', 'gateway', 'openai', 'built-in'],
    misfits: ['claude', ['anthropic'], [1], {}, null, true],
  },
  models: { fits: ['claude-haiku-5-5', 'claude-*'], misfits: ['claude-*', ['cl*de'], ['a b'], [''], [4]] },
  baseUrls: {
    fits: ['https://gateway.example/claude/', 'http://localhost:11434/v1'],
    read: ['https://gateway.example/claude', 'http://localhost:11434/v1'],
    misfits: [
      ['http://gateway.example'],
      ['https://key@gateway.example'],
      ['ftp://a.example'],
      'https://a.example',
      [1],
    ],
  },
  inferenceGeo: { fits: 'us', misfits: ['US West', '', 5, ['us'], 'u'.repeat(40)] },
  writes: { fits: 'ask', misfits: ['on', true, false, ['off'], 0] },
  parents: {
    fits: [PAGE, `https://app.notion.com/p/Team-${PAGE}?pvs=4`, PAGE_ID],
    read: [PAGE_ID, PAGE_ID, PAGE_ID],
    misfits: [['Team'], PAGE, [PAGE.slice(2)], [7]],
  },
  retentionDays: { fits: 30, misfits: [0, -1, 1.5, '30', 4_000, Number.NaN] },
  redaction: { fits: 'block', misfits: ['on', true, ['warn'], 1] },
  spendPerDayUsd: { fits: 2.5, misfits: ['2.5', -1, Number.POSITIVE_INFINITY, 2_000_000, null] },
  spendPerMonthUsd: { fits: 0, misfits: ['40', -0.01, Number.NaN, []] },
  keyModes: { fits: ['passphrase'], misfits: ['passphrase', ['pin'], [true]] },
  surfacesOff: {
    fits: ['companion', 'side-panel', 'reader', 'workbench', 'omnibox'],
    misfits: ['reader', ['popup'], [0]],
  },
};

const faultsIn = (values: unknown) => {
  const managed = readManaged(values);
  return managed.state === 'invalid' ? managed.faults : [];
};

describe('what an organization sets', () => {
  it('is nothing where nothing is set, in either browser', () => {
    expect(readManaged(undefined)).toEqual({ state: 'none' });
    expect(readManaged({})).toEqual({ state: 'none' });
  });

  it.each(MANAGED_FIELD_NAMES)('is read, field by field: %s', (name) => {
    const { fits, read = fits } = FIELDS[name];
    expect(readManaged({ fields: [name], [name]: fits })).toEqual({ state: 'set', policy: { [name]: read } });
  });

  it('is read with all its fields at once', () => {
    const values = Object.fromEntries(MANAGED_FIELD_NAMES.map((name) => [name, FIELDS[name].fits]));
    expect(readManaged({ fields: MANAGED_FIELD_NAMES, ...values })).toHaveProperty('state', 'set');
  });

  it.each(MANAGED_FIELD_NAMES.flatMap((name) => FIELDS[name].misfits.map((value) => [name, value] as const)))(
    'is refused where %s is %j, and the field is named',
    (name, value) => {
      const [fault, ...more] = faultsIn({ fields: [name], [name]: value });
      expect(more).toEqual([]);
      expect(fault?.field).toBe(name);
      expect(fault?.words).toMatch(new RegExp(`^“${name}” .*must be .*\\.$`));
    },
  );

  it.each(MANAGED_FIELD_NAMES)('is refused where the browser dropped %s, which “fields” names', (name) => {
    expect(faultsIn({ fields: [name] })).toEqual([
      { field: name, words: expect.stringMatching(new RegExp(`^“${name}” is named in “fields” but has no value`)) },
    ]);
  });

  it('is refused where a field is misspelt, set without being named, or “fields” is missing', () => {
    expect(faultsIn({ fields: ['wrties'], wrties: 'off' })).toMatchObject([
      { field: 'wrties', words: expect.stringContaining('Its fields are providers, models') },
    ]);
    expect(faultsIn({ fields: [], constructor: 1 })).toMatchObject([{ field: 'constructor' }]);
    expect(faultsIn({ fields: [], writes: 'off' })).toEqual([
      { field: 'writes', words: '“writes” is set but not named in “fields”.' },
    ]);
    for (const fields of [undefined, 'writes', [1], {}, null]) {
      expect(faultsIn({ fields, writes: 'off' })).toMatchObject([{ field: 'fields' }]);
    }
    for (const values of [null, 'off', ['writes'], 5]) expect(faultsIn(values)).toMatchObject([{ field: 'policy' }]);
  });

  it('tells every mistake at once, in words with a next step', () => {
    const managed = readManaged({ fields: ['writes', 'redaction'], writes: true, redaction: 'maybe' });
    const failure = invalidPolicy(managed);
    if (failure === undefined) throw new Error('A wrong policy passed.');
    expect(failure.code).toBe('managed-invalid');
    const { cause, next } = describeFailure(failure);
    expect(cause).toContain('“writes” must be one of “off”, “ask”.');
    expect(cause).toContain('“redaction” must be one of');
    expect(next.step).toBe('options');
  });

  it('is taken whole or not at all, whatever arrives, and never thrown over', () => {
    const anything = fc.dictionary(
      fc.oneof(fc.constantFrom('fields', ...MANAGED_FIELD_NAMES), fc.string()),
      fc.oneof(fc.jsonValue(), fc.constant(MANAGED_FIELD_NAMES)),
    );
    fc.assert(
      fc.property(anything, (values) => {
        const managed = readManaged(values);
        if (managed.state !== 'set') return;
        // Nothing that was given is missing from what is heeded.
        expect(Object.keys(managed.policy).toSorted()).toEqual(
          Object.keys(values)
            .filter((name) => name !== 'fields')
            .toSorted(),
        );
      }),
    );
  });
});

describe('the schema for Chrome', () => {
  const schema = managedSchema();

  it('has one type and one description for each field, and nothing that keeps Chrome from loading it', () => {
    expect(Object.keys(schema.properties).toSorted()).toEqual([...MANAGED_FIELD_NAMES, 'fields'].toSorted());
    expect(Object.keys(schema)).toEqual(['type', 'properties']);
    for (const property of Object.values(schema.properties)) {
      expect(property).toMatchObject({ description: expect.stringMatching(/\.$/), type: expect.any(String) });
    }
  });

  it('takes the types that the reader takes', () => {
    const typeOf = (value: unknown): string =>
      Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
    for (const name of MANAGED_FIELD_NAMES) {
      const { type } = (schema.properties as Readonly<Record<string, { readonly type: string }>>)[name] ?? { type: '' };
      expect([type, type === 'number' ? 'integer' : type]).toContain(typeOf(FIELDS[name].fits));
    }
  });
});
