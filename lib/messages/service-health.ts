import type { ServiceKey } from '../activity/call.ts';
import { FADES_MS } from '../activity/incident.ts';
import { usualTime } from '../activity/anomaly.ts';
import { evidenceOf } from '../activity/service-record.ts';
import type { ServiceRecord } from '../activity/service-record.ts';
import { isOutage } from '../activity/shown-by.ts';
import { pageOf, statusWord } from '../activity/status-report.ts';
import type { StatusLook } from '../activity/status-report.ts';
import { FAILURE_HOPS, isTransient } from '../base/failure.ts';
import { modelName } from '../models/model-name.ts';
import { isClaude, routeKey } from '../models/route.ts';
import type { Route } from '../models/route.ts';
import type { Breaker, BreakerKey } from '../resilience/breaker.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { Settings } from '../settings/settings.ts';
import type { Connections, HealthLine } from './desk.ts';

/** A service as people tell it apart: the model of another provider carries that provider's name. */
export function nameOfService(service: ServiceKey, name: string, providers: Settings['providers']): string {
  const provider = providers.find(({ id }) => service.startsWith(`model:${id}/`));
  return provider === undefined ? name : `${name} (${provider.name})`;
}

/** The rows that health is told from. */
export interface HealthFacts {
  readonly services: readonly ServiceRecord[];
  readonly breakers: readonly Breaker[];
  readonly looks: readonly StatusLook[];
  readonly settings: Settings;
  readonly connections: Connections;
}

/** A model that is in nobody's order is told of for so long after its last call. */
const TOLD_MS = 24 * 60 * 60_000;

interface Service {
  readonly key: ServiceKey;
  readonly kind: HealthLine['service'];
  readonly name: string;
  readonly route?: Route;
  /** Whose breaker is its own too: that of its workspace. */
  readonly under?: BreakerKey;
}

/**
 * One line for each model that is in the order or was called lately, for each provider that is down as a whole, and for
 * each Notion connection. Without a key and without a call there is nothing to tell.
 */
export function healthLines(facts: HealthFacts, now: number): readonly HealthLine[] {
  const models = modelsOf(facts, now);
  const lines = models.map((service) => lineOf(service, facts, now));
  const told = models.map((service, at) => {
    const line = lines[at] ?? lineOf(service, facts, now);
    return line.state === 'trouble' ? { ...line, works: worksBeside(service, models, lines, facts) } : line;
  });
  return [
    ...providerLines(facts, now),
    ...told,
    ...notionOf(facts).map((service) => ofNotion(lineOf(service, facts, now))),
  ];
}

const hasKey = ({ connections }: HealthFacts, provider: ProviderId): boolean =>
  provider !== 'claude' || connections.claude.state === 'connected';

function modelsOf(facts: HealthFacts, now: number): readonly Service[] {
  const { settings, services } = facts;
  const at = (provider: ProviderId, models: readonly string[]): Service[] =>
    models.map((model) => {
      const key: ServiceKey = `model:${routeKey({ provider, model })}`;
      const kind = isClaude(provider) ? 'claude' : 'other';
      return { key, kind, name: nameOfService(key, modelName(model), settings.providers), route: { provider, model } };
    });
  const ordered = [
    ...at(settings.provider, [settings.model, ...settings.fallbacks]),
    ...settings.providers.flatMap(({ id, models, off }) => (off === true ? [] : at(id, models))),
  ].filter(({ route }) => route !== undefined && hasKey(facts, route.provider));
  const called = services
    .filter(({ service, lastAt }) => service.startsWith('model:') && now - lastAt < TOLD_MS)
    .map(({ service, name }): Service => {
      const kind = pageOf(service) === 'claude' ? 'claude' : 'other';
      return { key: service, kind, name: nameOfService(service, name, settings.providers) };
    });
  const known = new Map([...called, ...ordered].map((service) => [service.key, service]));
  return [...new Set([...ordered, ...called].map(({ key }) => key))].flatMap((key) => known.get(key) ?? []);
}

const notionOf = ({ connections }: HealthFacts): readonly Service[] =>
  connections.notion.map(({ id, workspace }) => ({
    key: `notion:${id}`,
    kind: 'notion',
    name: `Notion: ${workspace}`,
    under: `workspace:${workspace}`,
  }));

function lineOf({ key, kind, name, under }: Service, facts: HealthFacts, now: number): HealthLine {
  const record = facts.services.find(({ service }) => service === key);
  const breaker = openAt(facts.breakers, under, now) ?? openAt(facts.breakers, key, now);
  const look = facts.looks.find(({ page }) => page === pageOf(key));
  const word = look === undefined ? undefined : statusWord(look, name, now);
  const line: HealthLine = {
    service: kind,
    of: key,
    name,
    state: record === undefined || overruled(record, facts.services) ? 'unknown' : stateAt(record, now),
    ...shownOf(record),
    ...(breaker?.until === undefined ? {} : { until: breaker.until }),
    ...(word === undefined ? {} : { status: word }),
  };
  if (breaker === undefined) return line;
  return { ...line, state: 'trouble', since: record?.incident?.startedAt ?? breaker.since, ...causeOf(breaker, line) };
}

const causeOf = ({ cause }: Breaker, { failure }: HealthLine): Pick<HealthLine, 'failure'> => {
  const known = cause ?? failure;
  return known === undefined ? {} : { failure: known };
};

function shownOf(record: ServiceRecord | undefined): Partial<HealthLine> {
  if (record === undefined) return {};
  const usualMs = usualTime(record.times);
  const latelyMs = record.lately.at(-1);
  return {
    since: record.since,
    ...(record.failure === undefined ? {} : { failure: record.failure }),
    evidence: { ...evidenceOf(record), lastAt: record.lastAt },
    ...(usualMs === undefined || latelyMs === undefined ? {} : { pace: { usualMs, latelyMs } }),
  };
}

/** A refused account counts until the same provider answers any of its models: then it is not refused any more. */
function overruled({ service, failure, lastAt }: ServiceRecord, services: readonly ServiceRecord[]): boolean {
  if (failure === undefined || FAILURE_HOPS[failure.code] !== 'authentication') return false;
  if (failure.code === 'claude-key-forbidden' || !service.startsWith('model:')) return false;
  const provider = service.slice(0, service.indexOf('/') + 1);
  return services.some((other) => other.service.startsWith(provider) && (other.lastGoodAt ?? 0) > lastAt);
}

/** What passes by itself and was last seen long ago may have passed. */
function stateAt({ state, lastAt, failure }: ServiceRecord, now: number): HealthLine['state'] {
  const lasts = state === 'fine' || (failure !== undefined && !isTransient(failure.code));
  return !lasts && now - lastAt > FADES_MS ? 'unknown' : state;
}

/** While it is half open, calls are made and tell by themselves. */
const openAt = (breakers: readonly Breaker[], key: string | undefined, now: number): Breaker | undefined =>
  breakers.find(
    (one) => one.key === key && one.state === 'open' && now - Math.max(one.since, one.until ?? 0) < FADES_MS,
  );

/** A provider has a line of its own while its breaker is open: then it is not about one model. */
function providerLines(facts: HealthFacts, now: number): readonly HealthLine[] {
  const names = new Map<string, string>(facts.settings.providers.map(({ id, name }) => [id, name]));
  return facts.breakers.flatMap((breaker): HealthLine[] => {
    const id = breaker.key.startsWith('provider:') ? (breaker.key.slice('provider:'.length) as ProviderId) : undefined;
    if (id === undefined || openAt([breaker], breaker.key, now) === undefined) return [];
    const { since, until, cause } = breaker;
    return [
      {
        service: isClaude(id) ? 'claude' : 'other',
        of: `provider:${id}`,
        name: id === 'claude' ? 'Claude, all models' : `${names.get(id) ?? id}, all models`,
        state: 'trouble',
        since,
        ...(until === undefined ? {} : { until }),
        ...(cause === undefined ? {} : { failure: cause }),
      },
    ];
  });
}

/** Trouble with the account, or a pause that was asked for, is that of every model there. */
const ofTheAccount = ({ failure }: HealthLine): boolean =>
  failure !== undefined &&
  (FAILURE_HOPS[failure.code] === 'authentication' ||
    (FAILURE_HOPS[failure.code] === 'provider' && !isOutage(failure.code)));

/** Who may be asked in place of a model that is down: the next in the order whose provider is not down as a whole. */
function worksBeside(
  troubled: Service,
  models: readonly Service[],
  lines: readonly HealthLine[],
  { breakers }: HealthFacts,
): string {
  const lineBy = models.flatMap(({ key, route }, at) => {
    const line = lines[at];
    return line === undefined || route === undefined ? [] : [{ key, line, provider: route.provider }];
  });
  const shut = new Set<string>([
    ...lineBy.filter(({ line }) => line.state === 'trouble' && ofTheAccount(line)).map(({ provider }) => provider),
    ...breakers.flatMap(({ key, state }) => (state === 'open' ? key.replace(/^provider:/, '') : [])),
  ]);
  const next = lineBy.find(
    ({ key, line, provider }) => key !== troubled.key && line.state !== 'trouble' && !shut.has(provider),
  );
  if (next === undefined) return 'Still there: the last good answers, and results without a model.';
  return next.line.state === 'unknown' ? `${next.line.name} is asked instead.` : `Answers come from ${next.line.name}.`;
}

const ofNotion = (line: HealthLine): HealthLine =>
  line.state === 'trouble' ? { ...line, works: 'Pages on this device can be searched and read.' } : line;
