import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { asConnectionId, parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { createGate } from '../../lib/flows/gate.ts';
import type { Gate, Place } from '../../lib/flows/gate.ts';
import type { ModelPort } from '../../lib/models/answer-event.ts';
import type { ClassRule } from '../../lib/settings/class-rule.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { refuseAll } from '../fixtures/answering.ts';
import { settle } from '../fixtures/hand-model.ts';
import { createLadder, LOCAL } from '../fixtures/ladder.ts';
import { PLAN } from '../fixtures/answering.ts';

const WORK = asConnectionId('work');
const idOf = (at: number): PageId => {
  const id = parsePageId(at.toString(16).padStart(32, '0'));
  if (id === undefined) throw new Error('No id');
  return id;
};
const [PAGE, HANDBOOK, PAY] = [idOf(1), idOf(2), idOf(3)];
const CLAUDE = { provider: 'claude', model: 'claude-sonnet-5-5' } as const;
const BILL = { action: 'ask', workspace: '' } as const;
const NEVER = new AbortController().signal;
const REQUEST = { system: '', turns: [], maxTokens: 1 };
const restricted = (id: PageId, title = 'Handbook'): ClassRule => ({ of: 'page', id, title, dataClass: 'restricted' });

describe('the gate', () => {
  let settings: Settings;
  let places: Map<PageId, Place>;
  let sent: number;
  let gate: Gate;

  beforeEach(() => {
    settings = { ...DEFAULT_SETTINGS, claudeSees: ['public', 'internal'] };
    places = new Map([
      [PAGE, { parent: HANDBOOK, connection: WORK }],
      [HANDBOOK, { connection: WORK }],
      [PAY, { parent: HANDBOOK, connection: WORK }],
    ]);
    sent = 0;
    const port: ModelPort = {
      async *answer() {
        sent += 1;
        yield { type: 'text-delta', text: 'Hello', block: 0 };
      },
      async countTokens() {
        sent += 1;
        return 1;
      },
      models: async () => [],
    };
    gate = createGate({ settings: async () => settings, placeOf: async (id) => places.get(id), model: () => port });
  });
  const codeOf = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'sent',
      (error: unknown) => (error instanceof Failure ? error.code : String(error)),
    );
  const ask = async (pages: readonly PageId[]): Promise<string> =>
    codeOf(Array.fromAsync(gate.model('claude', { pages }, BILL).answer(CLAUDE.model, REQUEST, NEVER)));

  it('judges by everything above a page, whoever asks and however it is asked', async () => {
    expect(await ask([PAGE])).toBe('sent');
    settings = { ...settings, classes: [restricted(HANDBOOK)] };
    expect(await ask([PAGE])).toBe('policy-class');
    const counted = gate.model('claude', { pages: [PAGE] }, BILL).countTokens(CLAUDE.model, REQUEST, NEVER);
    expect(await codeOf(counted)).toBe('policy-class');
    expect(sent).toBe(1);
  });

  it('judges at the moment of sending, not when the way was opened', async () => {
    const port = gate.model('claude', { pages: [PAGE] }, BILL);
    settings = { ...settings, classes: [restricted(HANDBOOK)] };
    expect(await codeOf(Array.fromAsync(port.answer(CLAUDE.model, REQUEST, NEVER)))).toBe('policy-class');
    expect(sent).toBe(0);
  });

  it('takes one restricted page among many for all of it', async () => {
    settings = { ...settings, classes: [restricted(PAY)] };
    expect(await ask([HANDBOOK, PAGE])).toBe('sent');
    expect(await ask([HANDBOOK, PAGE, PAY])).toBe('policy-class');
  });

  it('counts what stands in a database of which all rows were read', async () => {
    settings = { ...settings, classes: [restricted(PAY)] };
    const { held } = await gate.judge([CLAUDE], { pages: [HANDBOOK], whole: [HANDBOOK] });
    expect(held).toMatchObject([{ failure: { code: 'policy-class', detail: 'restricted' } }]);
  });

  it('keeps a page too well rather than too badly where nobody knows what is above it', async () => {
    places.set(PAGE, { parent: HANDBOOK });
    places.delete(HANDBOOK);
    expect(await ask([PAGE])).toBe('sent');
    settings = { ...settings, classes: [restricted(PAY)] };
    expect(await ask([PAGE])).toBe('policy-class');
  });
});

describe('an answer about a restricted page', () => {
  const rules: readonly ClassRule[] = [restricted(PLAN.id, PLAN.title)];
  const held = { code: 'policy-class', provider: 'Ollama on this computer', detail: 'restricted' };

  it('is never asked of a provider that may not see it, and says who was held back', async () => {
    const { model, bench, begin, jobOf } = createLadder([LOCAL]);
    bench.changed = { ...bench.changed, classes: rules };
    const id = await begin();
    await refuseAll(model, 'claude-unavailable');
    expect(new Set(model.attempts.map((attempt) => attempt.model))).toEqual(new Set([CLAUDE.model]));
    const job = jobOf(id);
    expect(job).toMatchObject({ state: 'waiting', wait: { cause: { code: 'claude-unavailable' } } });
    expect(job?.trail.at(-1)).toMatchObject({ ...LOCAL, outcome: held });
    expect(job?.modelFreeId).toBeDefined();
  });

  it('goes to whoever may see it where the asked one may not, and says why', async () => {
    const { model, bench, begin, say, answerOf } = createLadder([LOCAL]);
    bench.changed = { ...bench.changed, claudeSees: ['public'] };
    const id = await begin();
    expect(model.attempts.map((attempt) => attempt.model)).toEqual([LOCAL.model]);
    await say('It launches.');
    const { provenance } = answerOf(id) ?? {};
    expect(provenance?.trail[0]).toMatchObject({ model: CLAUDE.model, outcome: { code: 'policy-class' } });
    expect(provenance?.classed).toEqual({ dataClass: 'internal', because: { is: 'unsaid' } });
  });

  it('is not sent at all where nobody may see it, and fails in words with what stands in', async () => {
    const { model, bench, begin, jobOf } = createLadder([LOCAL]);
    bench.changed = { ...bench.changed, classes: rules, claudeSees: ['public', 'internal'] };
    const id = await begin();
    expect(model.attempts).toHaveLength(0);
    expect(jobOf(id)).toMatchObject({ state: 'failed', failure: { code: 'policy-class' } });
    expect(jobOf(id)?.modelFreeId).toBeDefined();
  });

  it('stays where it may be when the page is restricted only while it waits', async () => {
    const { model, bench, runner, begin, jobOf } = createLadder();
    const id = await begin();
    await refuseAll(model, 'claude-unavailable');
    const before = model.attempts.length;
    bench.changed = { ...bench.changed, classes: rules, claudeSees: ['public', 'internal'] };
    await runner.wake(id);
    await settle();
    expect(model.attempts).toHaveLength(before);
    expect(jobOf(id)).toMatchObject({ state: 'failed', failure: { code: 'policy-class' } });
  });

  it('does not go on elsewhere from words that were made of it', async () => {
    const { model, bench, runner, begin, jobOf } = createLadder([LOCAL]);
    const id = await begin();
    await model.last.say('It launches');
    await model.last.fail('claude-cut');
    await settle();
    const before = model.attempts.length;
    bench.changed = { ...bench.changed, classes: rules };
    const next = await runner.proceed(id, LOCAL.model);
    await settle();
    expect(model.attempts.slice(before).map((attempt) => attempt.model)).not.toContain(LOCAL.model);
    expect(jobOf(next)?.input.continues).toBeDefined();
  });
});
