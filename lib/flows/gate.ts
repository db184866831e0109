import { Failure } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { BlockId, ConnectionId, PageId } from '../base/ids.ts';
import type { ModelPort } from '../models/answer-event.ts';
import type { Route } from '../models/route.ts';
import { classOfWay, closest } from '../policy/class-of.ts';
import type { Classed, Contents, Way } from '../policy/class-of.ts';
import { whyNot } from '../policy/may-see.ts';
import type { ClassRule } from '../settings/class-rule.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { Settings } from '../settings/settings.ts';
import type { Bill } from './keep-spending.ts';
import type { Errand } from './log-models.ts';

/** What a page stands in, as far as the device knows. */
export interface Place {
  readonly parent?: PageId;
  /** The block that it stands in, while the page around that is not known. */
  readonly inBlock?: BlockId;
  /** Absent where the screen alone has shown it: what is above it is not known then. */
  readonly connection?: ConnectionId;
}

export interface GatePorts {
  settings(): Promise<Settings>;
  placeOf(id: PageId): Promise<Place | undefined>;
  model(provider: ProviderId, bill: Bill, errand?: Errand): ModelPort;
}

/** Routes parted by whether they may be sent these words now. */
export interface Judged {
  readonly classed: Classed;
  readonly open: readonly Route[];
  readonly held: readonly { readonly route: Route; readonly failure: FailureFacts }[];
}

/** Through here goes every request to a model. Each is judged by what is said of its pages when it is sent. */
export interface Gate {
  judge(routes: readonly Route[], contents: Contents): Promise<Judged>;
  /** The way to a provider's models for these words. Its calls reject with a `Failure` where they may not be sent there. */
  model(provider: ProviderId, contents: Contents, bill: Bill, errand?: Errand): ModelPort;
}

/** Those that may be asked. @throws Failure why the asked one may not, where nobody may */
export function openOf({ open, held }: Judged): readonly Route[] {
  const [asked] = held;
  if (open.length === 0 && asked !== undefined) throw new Failure(asked.failure);
  return open;
}

/** No tree of a workspace is deeper; a way that is longer runs in a circle. */
const DEEPEST = 200;

export function createGate({ settings, placeOf, model }: GatePorts): Gate {
  const judge: Gate['judge'] = async (routes, contents) => {
    const now = await settings();
    const classed = await classOf(placeOf, now.classes, contents);
    const judged = routes.map((route) => ({ route, failure: whyNot(route, classed.dataClass, now) }));
    return {
      classed,
      open: judged.flatMap(({ route, failure }) => (failure === undefined ? [route] : [])),
      held: judged.flatMap(({ route, failure }) => (failure === undefined ? [] : [{ route, failure }])),
    };
  };
  const check = async (route: Route, contents: Contents): Promise<void> => {
    const [held] = (await judge([route], contents)).held;
    if (held !== undefined) throw new Failure(held.failure);
  };
  return {
    judge,
    model(provider, contents, bill, errand) {
      const port = model(provider, bill, errand);
      return {
        async *answer(name, request, signal) {
          await check({ provider, model: name }, contents);
          yield* port.answer(name, request, signal);
        },
        async countTokens(name, request, signal) {
          await check({ provider, model: name }, contents);
          return port.countTokens(name, request, signal);
        },
        models: (signal) => port.models(signal),
      };
    },
  };
}

async function classOf(
  placeOf: GatePorts['placeOf'],
  rules: readonly ClassRule[],
  { pages, whole = [], raised }: Contents,
): Promise<Classed> {
  // Of nothing that anybody has said anything: no page need be looked up.
  if (rules.length === 0) return closest([], raised);
  const ways = new Map<PageId, Promise<Way>>();
  const wayFrom = (id: PageId): Promise<Way> => {
    const known = ways.get(id) ?? wayOf(placeOf, id);
    ways.set(id, known);
    return known;
  };
  const classes = await Promise.all([...pages, ...whole].map(async (id) => classOfWay(await wayFrom(id), rules)));
  const within = await Promise.all(
    rules.map(async (rule) => {
      if (whole.length === 0 || rule.of === 'workspace') return [];
      const { ids } = await wayFrom(rule.id);
      return ids.some((id) => whole.includes(id)) ? [classOfWay({ ids: [rule.id], whole: true }, rules)] : [];
    }),
  );
  return closest([...classes, ...within.flat()], raised);
}

async function wayOf(placeOf: GatePorts['placeOf'], id: PageId): Promise<Way> {
  const ids: PageId[] = [id];
  let connection: ConnectionId | undefined;
  for (let at = id; ids.length <= DEEPEST;) {
    const place = await placeOf(at);
    connection ??= place?.connection;
    const known = connection === undefined ? {} : { connection };
    if (place?.parent === undefined) {
      const whole = place?.connection !== undefined && place.inBlock === undefined;
      return { ids, whole, ...known };
    }
    at = place.parent;
    ids.push(at);
  }
  return { ids, whole: false, ...(connection === undefined ? {} : { connection }) };
}
