import { describe, expect, it } from 'vitest';
import type { ServiceKey } from '../../lib/activity/call.ts';
import { noteCall } from '../../lib/activity/service-record.ts';
import type { ServiceRecord } from '../../lib/activity/service-record.ts';
import type { StatusLook } from '../../lib/activity/status-report.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import { asConnectionId } from '../../lib/base/ids.ts';
import type { Connections, HealthLine } from '../../lib/messages/desk.ts';
import { healthLines } from '../../lib/messages/service-health.ts';
import type { HealthFacts } from '../../lib/messages/service-health.ts';
import type { Breaker, BreakerKey } from '../../lib/resilience/breaker.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const SONNET = 'model:claude/claude-sonnet-5-5';
const HAIKU = 'model:claude/claude-haiku-5-5';
const CONNECTIONS: Connections = {
  claude: { state: 'connected' },
  notion: [{ id: asConnectionId('1'), workspace: 'Fernway', locked: false, ending: 'abcd' }],
  mode: 'clear',
  locked: false,
};

/** A service after calls a minute apart, the last of them a minute ago. */
function called(service: ServiceKey, ...codes: readonly (FailureCode | undefined)[]): ServiceRecord {
  let record: ServiceRecord | undefined;
  for (const [at, code] of codes.entries()) {
    const endedAt = NOW - (codes.length - at) * MINUTE;
    const failure = code === undefined ? {} : { failure: { code } };
    record =
      noteCall(record, { service, name: service, startedAt: endedAt - 1_000, endedAt, ...failure }, false)?.record ??
      record;
  }
  if (record === undefined) throw new Error('Nothing was called.');
  return record;
}

const aBreaker = (key: BreakerKey, more: Partial<Breaker> = {}): Breaker => ({
  key,
  state: 'open',
  failures: [],
  opens: 1,
  successes: 0,
  since: NOW - MINUTE,
  until: NOW + MINUTE,
  cause: { code: 'model-overloaded' },
  ...more,
});

const linesOf = (facts: Partial<HealthFacts>, now = NOW): readonly HealthLine[] =>
  healthLines(
    { services: [], breakers: [], looks: [], settings: DEFAULT_SETTINGS, connections: CONNECTIONS, ...facts },
    now,
  );
const lineOf = (name: string, facts: Partial<HealthFacts>, now = NOW): HealthLine | undefined =>
  linesOf(facts, now).find((line) => line.name === name);

describe('the lines of health', () => {
  it('are one for each model in the order and each workspace, whether it was asked or not', () =>
    expect(linesOf({}).map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'Claude Sonnet 5.5: unknown',
      'Claude Haiku 5.5: unknown',
      'Claude Opus 5.5: unknown',
      'Notion: Fernway: unknown',
    ]));

  it('are none before anything is connected or asked', () =>
    expect(linesOf({ connections: { ...CONNECTIONS, claude: { state: 'missing' }, notion: [] } })).toEqual([]));

  it('hold a model out of the order that was asked today, and not one of last week', () => {
    const services = [called('model:claude/claude-opus-4-8', undefined)];
    expect(linesOf({ services })).toHaveLength(5);
    expect(linesOf({ services }, NOW + 7 * 24 * 60 * MINUTE)).toHaveLength(4);
  });

  it('name the provider of a model that is not Claude’s own', () => {
    const ollama = {
      id: 'openai:1',
      name: 'Ollama',
      baseUrl: 'http://localhost:11434/v1',
      header: 'none',
      models: ['llama'],
      classes: ['internal'],
    } as const;
    const settings = { ...DEFAULT_SETTINGS, providers: [ollama, { ...ollama, id: 'openai:2', off: true } as const] };
    expect(linesOf({ settings }).filter(({ service }) => service === 'other')).toMatchObject([
      { name: 'llama on Ollama', state: 'unknown' },
    ]);
  });

  it('say what works now: the next of the order that is not down itself', () => {
    const down = called(SONNET, 'model-overloaded', 'model-overloaded', 'model-overloaded');
    expect(lineOf('Claude Sonnet 5.5', { services: [down, called(HAIKU, undefined)] })).toMatchObject({
      state: 'trouble',
      since: NOW - 3 * MINUTE,
      evidence: { failed: 3, of: 3, lastAt: NOW - MINUTE },
      works: 'Answers come from Claude Haiku 5.5.',
    });
    const both = [down, called(HAIKU, 'model-overloaded')];
    expect(lineOf('Claude Sonnet 5.5', { services: both })?.works).toBe('Claude Opus 5.5 is asked instead.');
    const breakers = [aBreaker('provider:claude')];
    expect(lineOf('Claude Sonnet 5.5', { services: both, breakers })?.works).toMatch(/last good answers/);
  });

  it('have one for a provider that refuses the account, and claim nothing of its models, fine as they were', () => {
    const services = [called(SONNET, undefined, 'claude-spend-limit'), called(HAIKU, undefined, 'offline')];
    expect(linesOf({ services })).toMatchObject([
      {
        of: 'provider:claude',
        name: 'Claude, all models',
        state: 'trouble',
        failure: { code: 'claude-spend-limit' },
        works: 'Still there: the last good answers, and results without a model.',
      },
      { name: 'Claude Sonnet 5.5', state: 'unknown' },
      { name: 'Claude Haiku 5.5', state: 'unknown' },
      { name: 'Claude Opus 5.5', state: 'unknown' },
      { name: 'Notion: Fernway' },
    ]);
  });

  it('do not take one forbidden model for a refused account', () => {
    const services = [called(SONNET, 'claude-key-forbidden'), called(HAIKU, undefined)];
    expect(lineOf('Claude Sonnet 5.5', { services })?.works).toBe('Answers come from Claude Haiku 5.5.');
  });

  it('take a key for good again once it was accepted for another model', () => {
    const services = [called(SONNET, 'claude-key-invalid', 'offline'), called(HAIKU, undefined)];
    expect(lineOf('Claude Sonnet 5.5', { services })?.state).toBe('unknown');
  });

  it('are in trouble while the breaker is open, whatever was answered before, and until when', () => {
    const services = [called(SONNET, undefined)];
    const line = lineOf('Claude Sonnet 5.5', { services, breakers: [aBreaker(SONNET)] });
    expect(line).toMatchObject({ state: 'trouble', until: NOW + MINUTE, failure: { code: 'model-overloaded' } });
  });

  it('tell of a breaker that is half open by what its calls show', () => {
    const services = [called(SONNET, 'model-overloaded', 'model-overloaded', 'model-overloaded', undefined)];
    const breakers = [aBreaker(SONNET, { state: 'half-open' })];
    expect(lineOf('Claude Sonnet 5.5', { services, breakers })?.state).toBe('shaky');
  });

  it('have a connection in trouble while its whole workspace is asked to pause', () => {
    const breakers = [aBreaker('workspace:Fernway', { cause: { code: 'notion-workspace-limited' } })];
    expect(lineOf('Notion: Fernway', { breakers })).toMatchObject({
      state: 'trouble',
      failure: { code: 'notion-workspace-limited' },
      works: 'Pages on this device can be searched and read.',
    });
  });

  it('have one for a provider that is down as a whole, above its models', () =>
    expect(linesOf({ breakers: [aBreaker('provider:claude')] })[0]).toMatchObject({
      name: 'Claude, all models',
      state: 'trouble',
    }));

  it('do not claim to know what nobody has seen for long, but for what only the person can mend', () => {
    const passing = called(SONNET, undefined, 'model-overloaded');
    const lasting = called(SONNET, undefined, 'claude-key-invalid');
    const later = NOW + 90 * MINUTE;
    expect(lineOf('Claude Sonnet 5.5', { services: [passing], breakers: [aBreaker(SONNET)] }, later)).toMatchObject({
      state: 'unknown',
      evidence: { lastAt: NOW - MINUTE },
    });
    expect(lineOf('Claude, all models', { services: [lasting] }, later)?.state).toBe('trouble');
  });

  it('carry what the status page says beside what was seen here', () => {
    const look: StatusLook = { page: 'claude', at: NOW, report: { components: [], incidents: [] } };
    const services = [called(SONNET, 'model-overloaded')];
    expect(lineOf('Claude Sonnet 5.5', { services, looks: [look] })?.status).toMatchObject({ says: 'well' });
    expect(lineOf('Notion: Fernway', { services, looks: [look] })?.status).toBeUndefined();
  });
});
