import type { ServiceKey } from '../activity/call.ts';
import { FADES_MS } from '../activity/incident.ts';
import { usualTime } from '../activity/anomaly.ts';
import { evidenceOf } from '../activity/service-record.ts';
import type { ServiceRecord } from '../activity/service-record.ts';
import { isOutage } from '../activity/shown-by.ts';
import { pageOf, statusWord } from '../activity/status-report.ts';
import type { StatusLook } from '../activity/status-report.ts';
import { FAILURE_HOPS, isTransient } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
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
  return provider === undefined ? name : `${name} on ${provider.name}`;
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
  const services = modelsOf(facts, now);
  const models = services.map((service) => ({ service, line: lineOf(service, facts, now) }));
  const whole = wholeProviders(facts, models, now);
  const told = models.map(({ service, line }): Told => {
    const provider = whole.get(providerOf(service.key));
    // While all of a provider is in trouble, what single models did before says nothing of now.
    const stale = provider !== undefined && (line.state !== 'trouble' || ofTheAccount(line));
    return { service, line: stale ? { ...line, state: 'unknown' } : line };
  });
  const worksFor = (line: HealthLine): HealthLine =>
    line.state === 'trouble' ? { ...line, works: worksBeside(line, told, whole) } : line;
  return [
    ...[...whole.values()].map(worksFor),
    ...told.map(({ line }) => worksFor(line)),
    ...notionOf(facts).map((service) => ofNotion(lineOf(service, facts, now))),
  ];
}

interface Told {
  readonly service: Service;
  readonly line: HealthLine;
}

const providerOf = (key: ServiceKey): string => key.slice(key.indexOf(':') + 1, key.indexOf('/'));

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

/** What is refused to the whole account counts until the same provider answers any of its models. */
function overruled({ service, failure, lastAt }: ServiceRecord, services: readonly ServiceRecord[]): boolean {
  if (!service.startsWith('model:') || !ofTheAccount({ failure })) return false;
  return services.some(
    (other) => providerOf(other.service) === providerOf(service) && (other.lastGoodAt ?? 0) > lastAt,
  );
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

/**
 * A provider has a line of its own while its breaker is open, or while it refuses the account: then it is not about one
 * model.
 */
function wholeProviders(facts: HealthFacts, models: readonly Told[], now: number): ReadonlyMap<string, HealthLine> {
  const names = new Map<string, string>(facts.settings.providers.map(({ id, name }) => [id, name]));
  const lineFor = (id: ProviderId, more: Partial<HealthLine>): readonly [string, HealthLine] => [
    id,
    {
      service: isClaude(id) ? 'claude' : 'other',
      of: `provider:${id}`,
      name: id === 'claude' ? 'Claude, all models' : `${names.get(id) ?? id}, all models`,
      state: 'trouble',
      ...more,
    },
  ];
  const refused = models
    .filter(({ line }) => line.state === 'trouble' && ofTheAccount(line))
    .map(({ service, line: { since, failure, evidence, until } }) => {
      const id = providerOf(service.key) as ProviderId;
      return lineFor(id, {
        ...(since === undefined ? {} : { since }),
        ...(failure === undefined ? {} : { failure }),
        ...(evidence === undefined ? {} : { evidence }),
        ...(until === undefined ? {} : { until }),
      });
    });
  const broken = facts.breakers
    .filter(({ key }) => key.startsWith('provider:') && openAt(facts.breakers, key, now) !== undefined)
    .map(({ key, since, until, cause }) =>
      lineFor(key.slice('provider:'.length) as ProviderId, {
        since,
        ...(until === undefined ? {} : { until }),
        ...(cause === undefined ? {} : { failure: cause }),
      }),
    );
  return new Map([...refused, ...broken]);
}

/** Trouble with the account, or a pause that was asked for, is that of every model there; a forbidden model is not. */
function ofTheAccount({ failure }: { readonly failure?: FailureFacts | undefined }): boolean {
  if (failure === undefined || failure.code === 'claude-key-forbidden') return false;
  const hop = FAILURE_HOPS[failure.code];
  return hop === 'authentication' || (hop === 'provider' && !isOutage(failure.code));
}

/** Who may be asked in place of what is down: the next in the order whose provider is not down as a whole. */
function worksBeside({ of }: HealthLine, models: readonly Told[], whole: ReadonlyMap<string, HealthLine>): string {
  const next = models.find(
    ({ service: { key, route }, line }) =>
      route !== undefined && key !== of && line.state !== 'trouble' && !whole.has(route.provider),
  );
  if (next === undefined) return 'Still there: the last good answers, and results without a model.';
  return next.line.state === 'unknown' ? `${next.line.name} is asked instead.` : `Answers come from ${next.line.name}.`;
}

const ofNotion = (line: HealthLine): HealthLine =>
  line.state === 'trouble' ? { ...line, works: 'Pages on this device can be searched and read.' } : line;
