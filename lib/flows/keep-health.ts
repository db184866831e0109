import type { Call, Observe, ServiceKey } from '../activity/call.ts';
import { DAYS_KEPT, DAY_MS, addToDay, dayKey, dayOf } from '../activity/day.ts';
import type { DayRow } from '../activity/day.ts';
import { explain, mayBeTrouble } from '../activity/explain.ts';
import type { Beside } from '../activity/explain.ts';
import type { HealthStore } from '../activity/health-store.ts';
import type { Incident } from '../activity/incident.ts';
import { noteCall } from '../activity/service-record.ts';
import type { ServiceRecord } from '../activity/service-record.ts';
import { isOutage } from '../activity/shown-by.ts';
import { STATUS_EVERY_MS, pageOf, statusWord } from '../activity/status-report.ts';
import type { StatusLook, StatusPage } from '../activity/status-report.ts';
import { factsOf } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { Clock, Log } from '../base/ports.ts';
import { modelName } from '../models/model-name.ts';
import { routeKey } from '../models/route.ts';
import type { Route } from '../models/route.ts';
import type { BreakerStore } from '../resilience/breaker-store.ts';

export interface HealthPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: HealthStore;
  readonly breakers: Pick<BreakerStore, 'all'>;
  /** Looks at a status page once. Never fails: what goes wrong is the look's fault. */
  look(page: StatusPage): Promise<StatusLook>;
  /** How far the device's clock is ahead of UTC, in ms. */
  offsetMs(): number;
}

export interface HealthKeeper {
  readonly observe: Observe;
  /** The failure as it is to be understood beside what else is known. May take as long as a look at a status page. */
  explain(failure: FailureFacts): Promise<FailureFacts>;
  /** Whether the status page, as it was last seen, tells of trouble with what a route asks. Nothing is asked for it. */
  isSaidDown(route: Route): boolean;
  /** A key took the place of another: that one's successes say nothing of this one. */
  renewed(): void;
  /** Nothing is known of these services any more. */
  forget(services: (service: ServiceKey) => boolean): Promise<void>;
  /** Nothing of what was seen so far is known any more, nor written down from now on: its rows are about to go. */
  forgetAll(): Promise<void>;
  /** Resolves once all that was observed is stored. */
  settled(): Promise<void>;
}

/** Calls that changed nothing but counts are stored together: a worker that is killed loses so much counting at most. */
const COUNTS_REST_MS = 3_000;
/** A failed answer waits no longer for a status page to explain it. */
const EXPLAINS_MS = 2_000;
const CLAUDE = 'model:claude/';

interface Book {
  readonly services: Map<ServiceKey, ServiceRecord>;
  readonly days: Map<string, DayRow>;
  readonly looks: Map<StatusPage, StatusLook>;
}

/** What is not on the disk yet. */
const nothingNew = (): Book & { readonly incidents: Map<string, Incident> } => ({
  services: new Map(),
  incidents: new Map(),
  days: new Map(),
  looks: new Map(),
});

/** Keeps what real calls show of every service, one call after another, and never in the way of an answer. */
export function createHealthKeeper(ports: HealthPorts): HealthKeeper {
  const { clock, store, log } = ports;
  let reading: Promise<Book> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let resting = false;
  let unwritten = nothingNew();
  const looking = new Map<StatusPage, Promise<void>>();
  /** Looks at hand without a wait, once the first call of this life was noted. */
  const lastSeen = new Map<StatusPage, StatusLook>();

  const today = (): string => dayOf(clock.now(), ports.offsetMs());
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const mine = turn
      .then(work)
      .catch((error: unknown) => log.warn('health is not kept', { code: factsOf(error).code }));
    turn = mine;
    return mine;
  };

  const read = async (): Promise<Book> => {
    const day = today();
    const known = await store.read(day);
    for (const seen of known.looks) lastSeen.set(seen.page, seen);
    await store.trim(dayOf(clock.now() - DAYS_KEPT * DAY_MS, ports.offsetMs()), clock.now() - DAYS_KEPT * DAY_MS);
    return {
      services: new Map(known.services.map((record) => [record.service, record])),
      days: new Map(known.days.map((row) => [row.key, row])),
      looks: new Map(known.looks.map((look) => [look.page, look])),
    };
  };
  const book = (): Promise<Book> => {
    reading ??= read();
    // A store that did not open is tried again.
    reading.catch(() => (reading = undefined));
    return reading;
  };

  const write = async (): Promise<void> => {
    const now = unwritten;
    if (Object.values(now).every(({ size }) => size === 0)) return;
    unwritten = nothingNew();
    try {
      await store.put({
        services: [...now.services.values()],
        incidents: [...now.incidents.values()],
        days: [...now.days.values()],
        looks: [...now.looks.values()],
      });
    } catch (error) {
      unwritten = {
        services: new Map([...now.services, ...unwritten.services]),
        incidents: new Map([...now.incidents, ...unwritten.incidents]),
        days: new Map([...now.days, ...unwritten.days]),
        looks: new Map([...now.looks, ...unwritten.looks]),
      };
      throw error;
    }
  };
  const writeSoon = (): void => {
    if (resting) return;
    resting = true;
    void clock.sleep(COUNTS_REST_MS).then(() => {
      resting = false;
      return inTurn(write);
    });
  };

  /** Looks at a status page, unless it was looked at lately. */
  const look = async (page: StatusPage): Promise<void> => {
    const { looks } = await book();
    if (clock.now() - (looks.get(page)?.at ?? Number.NEGATIVE_INFINITY) < STATUS_EVERY_MS) return;
    const lookOnce = async (): Promise<void> => {
      const seen = await ports.look(page);
      looks.set(page, seen);
      lastSeen.set(page, seen);
      unwritten.looks.set(page, seen);
      looking.delete(page);
      void inTurn(write);
    };
    const mine = looking.get(page) ?? lookOnce();
    looking.set(page, mine);
    await mine;
  };

  const besideOf = ({ services, looks }: Book, failure: FailureFacts): Beside => {
    const now = clock.now();
    const claude = [...services.values()].filter(({ service }) => service.startsWith(CLAUDE));
    const worked = claude.flatMap(({ lastGoodAt }) => lastGoodAt ?? []);
    const seen = looks.get('claude');
    const status = seen === undefined ? undefined : statusWord(seen, modelName(failure.model ?? ''), now);
    return {
      now,
      ...(worked.length === 0 ? {} : { keyWorkedAt: Math.max(...worked) }),
      others: claude.flatMap(({ recent }) =>
        recent.flatMap(({ at, failed }) => (failed === undefined ? [] : { at, code: failed })),
      ),
      ...(status === undefined ? {} : { status }),
    };
  };

  const explained = async (failure: FailureFacts): Promise<FailureFacts> => {
    // A gateway has keys of its own: Claude's page says nothing of them.
    if (failure.code !== 'claude-key-invalid' || failure.provider !== undefined) return failure;
    const known = await book();
    const beside = besideOf(known, failure);
    const first = explain(failure, beside);
    if (first !== failure || !mayBeTrouble(failure, beside)) return first;
    await Promise.race([look('claude'), clock.sleep(EXPLAINS_MS)]);
    return explain(failure, besideOf(known, failure));
  };

  const countToday = (days: Map<string, DayRow>, call: Call): void => {
    const day = today();
    const key = dayKey(day, call.service);
    const row = addToDay(days.get(key), call, day);
    if (row === undefined) return;
    days.set(key, row);
    unwritten.days.set(key, row);
  };

  /** A status page is looked at only because something of its service fails, and nobody waits for it. */
  const lookBecauseOf = ({ service, failure }: Call): void => {
    const page = pageOf(service);
    if (page === undefined || failure === undefined) return;
    if (!isOutage(failure.code) && failure.code !== 'claude-key-invalid') return;
    look(page).catch((error: unknown) => log.warn('status page', { code: factsOf(error).code }));
  };

  const note = async (call: Call): Promise<void> => {
    const { services, days } = await book();
    const failure = call.failure === undefined ? undefined : await explained(call.failure);
    const told: Call = failure === undefined ? call : { ...call, failure };
    const before = services.get(call.service);
    const open = (await ports.breakers.all()).get(call.service)?.state === 'open';
    const noted = noteCall(before, told, open);
    if (noted === undefined) return;
    const { record } = noted;
    services.set(call.service, record);
    unwritten.services.set(call.service, record);
    for (const incident of noted.incidents) unwritten.incidents.set(incident.id, incident);
    countToday(days, told);
    lookBecauseOf(told);
    const news = record.state !== before?.state || record.failure?.code !== before.failure?.code;
    if (news || noted.incidents.length > 0) await write();
    else writeSoon();
  };

  return {
    observe: (call) => void inTurn(() => note(call)),
    explain: explained,
    isSaidDown(route) {
      const page = pageOf(`model:${routeKey(route)}`);
      const seen = page === undefined ? undefined : lastSeen.get(page);
      return seen !== undefined && statusWord(seen, modelName(route.model), clock.now())?.says === 'trouble';
    },
    renewed: () =>
      void inTurn(async () => {
        const { services } = await book();
        for (const [key, { lastGoodAt: _withTheOldKey, ...record }] of services) {
          if (!key.startsWith(CLAUDE)) continue;
          services.set(key, record);
          unwritten.services.set(key, record);
        }
        await write();
      }),
    forget: (gone) =>
      inTurn(async () => {
        const { services } = await book();
        const keys = [...services.keys()].filter(gone);
        for (const key of keys) {
          services.delete(key);
          unwritten.services.delete(key);
        }
        await store.forget(keys);
      }),
    forgetAll: () =>
      inTurn(async () => {
        unwritten = nothingNew();
        reading = undefined;
        lastSeen.clear();
      }),
    settled: () => inTurn(write),
  };
}
