import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asConnectionId, parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { classOfWay, closest, together } from '../../lib/policy/class-of.ts';
import type { Way } from '../../lib/policy/class-of.ts';
import { DATA_CLASSES, raise } from '../../lib/policy/data-class.ts';
import { classesSeenBy, whyNot } from '../../lib/policy/may-see.ts';
import type { ClassRule } from '../../lib/settings/class-rule.ts';
import type { DataClass, ProviderSettings } from '../../lib/settings/provider.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';

const WORK = asConnectionId('work');
const HOME = asConnectionId('home');
const idOf = (at: number): PageId => {
  const id = parsePageId(at.toString(16).padStart(32, '0'));
  if (id === undefined) throw new Error('No id');
  return id;
};
const [PAGE, SECTION, HANDBOOK] = [idOf(1), idOf(2), idOf(3)];
const way = (differs: Partial<Way> = {}): Way => ({
  ids: [PAGE, SECTION, HANDBOOK],
  whole: true,
  connection: WORK,
  ...differs,
});
const of = (id: PageId, dataClass: DataClass): ClassRule => ({ of: 'page', id, title: 'There', dataClass });
const ofAll = (id: typeof WORK, dataClass: DataClass): ClassRule => ({ of: 'workspace', id, title: 'All', dataClass });

describe('the class of a page', () => {
  it('is internal unless said', () => {
    expect(classOfWay(way(), [])).toEqual({ dataClass: 'internal', because: { is: 'unsaid' } });
    expect(classOfWay(way(), [of(idOf(9), 'restricted')]).dataClass).toBe('internal');
  });

  it('is that of the nearest place of which something is said, and tells which', () => {
    const rules = [of(HANDBOOK, 'restricted'), of(SECTION, 'public'), ofAll(WORK, 'restricted')];
    expect(classOfWay(way(), rules)).toEqual({
      dataClass: 'public',
      because: { is: 'said', of: 'page', title: 'There', inherited: true },
    });
    expect(classOfWay(way(), [of(PAGE, 'restricted'), ...rules]).because).toMatchObject({ inherited: false });
    expect(classOfWay(way(), [ofAll(WORK, 'restricted')])).toMatchObject({ dataClass: 'restricted' });
    expect(classOfWay(way(), [ofAll(HOME, 'restricted')])).toMatchObject({ dataClass: 'internal' });
  });

  it('is the closest that could be meant where it is not known where a page stands', () => {
    const dark = way({ ids: [PAGE], whole: false });
    expect(classOfWay(dark, [of(HANDBOOK, 'restricted')])).toEqual({
      dataClass: 'restricted',
      because: { is: 'unplaced' },
    });
    expect(classOfWay(dark, [{ ...of(HANDBOOK, 'restricted'), of: 'page', id: HANDBOOK, connection: HOME }])).toEqual({
      dataClass: 'internal',
      because: { is: 'unsaid' },
    });
    expect(classOfWay({ ids: [PAGE], whole: false }, [ofAll(HOME, 'restricted')]).dataClass).toBe('restricted');
    expect(classOfWay(dark, [of(HANDBOOK, 'public')]).dataClass).toBe('internal');
  });

  it('is never freer for what is unknown of its place', () => {
    const rule = fc.record({ at: fc.nat(5), dataClass: fc.constantFrom(...DATA_CLASSES) });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), fc.integer({ min: 1, max: 4 }), (said, known) => {
        const rules = said.map(({ at, dataClass }) => of(idOf(at), dataClass));
        const ids = [idOf(0), idOf(1), idOf(2), idOf(3)];
        const whole = classOfWay({ ids, whole: true, connection: WORK }, rules);
        const part = classOfWay({ ids: ids.slice(0, known), whole: known === 4, connection: WORK }, rules);
        expect(raise(whole.dataClass, part.dataClass)).toBe(part.dataClass);
      }),
    );
  });
});

describe('the class of a request', () => {
  it('is the closest of all that is in it, and a find raises it but never lowers it', () => {
    const [free, close] = [classOfWay(way(), [of(PAGE, 'public')]), classOfWay(way(), [of(PAGE, 'restricted')])];
    expect(closest([free, close, free], undefined)).toBe(close);
    expect(closest([free], 'restricted')).toEqual({ dataClass: 'restricted', because: { is: 'found' } });
    expect(closest([close], 'public')).toBe(close);
    expect(closest([], undefined).dataClass).toBe('internal');
    expect(raise('public', 'internal')).toBe('internal');
    expect(raise('restricted', 'public')).toBe('restricted');
  });

  it('holds everything that goes into it', () => {
    const one = { pages: [PAGE], raised: 'internal' } as const;
    const other = { pages: [PAGE, SECTION], whole: [HANDBOOK], raised: 'restricted' } as const;
    expect(together(one, other)).toEqual({ pages: [PAGE, SECTION], whole: [HANDBOOK], raised: 'restricted' });
  });
});

describe('who may see what', () => {
  const LOCAL: ProviderSettings = {
    id: 'openai:1',
    name: 'Ollama',
    baseUrl: 'http://localhost:11434/v1',
    header: 'none',
    models: ['llama', 'qwen'],
    classes: ['public', 'internal'],
  };
  const settings = { ...DEFAULT_SETTINGS, providers: [LOCAL] };
  const llama = { provider: LOCAL.id, model: 'llama' };

  it('is said for each provider, for Claude itself and for the browser’s own model', () => {
    expect(whyNot(llama, 'internal', settings)).toBeUndefined();
    expect(whyNot(llama, 'restricted', settings)).toMatchObject({
      code: 'policy-class',
      provider: 'Ollama',
      model: 'llama',
      detail: 'restricted',
      unsent: true,
    });
    const claude = { provider: 'claude', model: 'claude-sonnet-5-5' } as const;
    expect(whyNot(claude, 'restricted', settings)).toBeUndefined();
    expect(whyNot(claude, 'restricted', { ...settings, claudeSees: ['public'] })).toMatchObject({
      detail: 'restricted',
    });
    const own = { provider: 'built-in', model: 'browser-model' } as const;
    expect(whyNot(own, 'restricted', { ...settings, builtInSees: [] })).toMatchObject({
      provider: 'the browser’s own model',
    });
  });

  it('may be less for a model than for its provider, and never more', () => {
    const modelsSee = { 'openai:1/llama': ['public', 'restricted'], 'openai:1/qwen': [] } as const;
    expect(classesSeenBy(llama, { ...settings, modelsSee })).toEqual(['public', 'internal']);
    expect(classesSeenBy(llama, { ...settings, modelsSee: { 'openai:1/llama': ['public'] } })).toEqual(['public']);
    expect(classesSeenBy({ ...llama, model: 'qwen' }, { ...settings, modelsSee })).toEqual([]);
  });

  it('is nothing for a provider that is off or gone', () => {
    expect(classesSeenBy(llama, { ...settings, providers: [{ ...LOCAL, off: true }] })).toEqual([]);
    expect(classesSeenBy({ provider: 'openai:9', model: 'llama' }, settings)).toEqual([]);
  });

  it('is nobody whom the organization does not approve, whatever the person set', () => {
    const managed = { state: 'set', policy: { providers: ['claude'] } } as const;
    expect(whyNot(llama, 'public', { ...settings, managed })).toMatchObject({ code: 'managed-forbids', unsent: true });
    const broken = { state: 'invalid', faults: [{ field: 'models', words: 'It is wrong.' }] } as const;
    const claude = { provider: 'claude', model: 'claude-sonnet-5-5' } as const;
    expect(whyNot(claude, 'public', { ...settings, managed: broken })).toMatchObject({ code: 'managed-invalid' });
  });
});
