import { Failure } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import { parsePageId } from '../base/ids.ts';
import type { Reranked, RerankAsk } from '../messages/search-desk.ts';
import { accumulate, newDraft, textOf } from '../models/accumulate.ts';
import type { Draft } from '../models/accumulate.ts';
import type { ModelPort, ModelRequest } from '../models/answer-event.ts';
import { quickestBeside } from '../models/quickest.ts';
import { costOf } from '../models/prices.ts';
import { sameRoute } from '../models/route.ts';
import type { Route } from '../models/route.ts';
import { RANK_PROMPT_VERSION, rankHits, readRanking } from '../prompt/rank-hits.ts';
import { asAnyProvider } from '../settings/provider.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { Settings } from '../settings/settings.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { climb } from './climb.ts';
import type { AttemptHooks, ClimbPorts } from './climb.ts';
import type { Bill } from './keep-spending.ts';
import { openOf } from './gate.ts';
import { isOnThisComputer } from './is-on-this-computer.ts';

/** Results come from all workspaces. */
const BILL: Bill = { action: 'search', workspace: '' };

type RerankPorts = ClimbPorts & Pick<AnswerPorts, 'model' | 'routes' | 'judge' | 'steps' | 'settings' | 'listedModels'>;

/**
 * Puts search results into the order that a model finds best, the quickest one first. Asked only when a person presses
 * for it; the same search with the same results is not paid for twice.
 * @throws Failure of whoever was asked, `claude-garbled` when the answer is no order, or the signal's reason
 */
export async function rerankHits(
  ports: RerankPorts,
  { query, hits }: RerankAsk,
  signal: AbortSignal,
): Promise<Reranked> {
  const request = rankHits(query, hits);
  const { steps, clock } = ports;
  const shown = hits.map(({ pageId }) => pageId);
  const contents = { pages: shown };
  const key = fingerprint('rank', String(RANK_PROMPT_VERSION), JSON.stringify(request), shown.join(' '));
  const kept = await steps.get(key);
  const settings = await ports.settings();
  const known = kept && readKept(kept.text, shown);
  if (known !== undefined) return { ...known, ...shownProvider(known, settings), kept: true };
  const isLocal = (provider: ProviderId): boolean => isOnThisComputer(provider, settings.providers);
  const { value: draft, route } = await climb(
    ports,
    openOf(await ports.judge(await routesOf(ports, settings), contents)),
    (one, trying, hooks) => tryOne(ports.model(one.provider, contents, BILL), one, request, trying, hooks),
    { signal, interactive: true, isLocal },
  );
  const places = readRanking(textOf(draft), hits.length);
  if (draft.stopped === 'refusal') throw new Failure({ code: 'model-refusal', model: route.model });
  if (places === undefined) throw new Failure({ code: 'claude-garbled', model: route.model });
  const order = places.flatMap((place) => shown[place] ?? []);
  const now = clock.now();
  await steps.put({ key, text: [route.provider, route.model, ...order].join('\n'), madeAt: now, usedAt: now });
  const costUsd = costOf(route.model, draft.usage, settings.prices) ?? (isLocal(route.provider) ? 0 : undefined);
  return { order, ...route, ...shownProvider(route, settings), ...(costUsd === undefined ? {} : { costUsd }) };
}

/** Who can be asked, and before them all Claude's quickest model: an order is small work, and somebody waits for it. */
async function routesOf(ports: RerankPorts, { model, provider }: Settings): Promise<readonly Route[]> {
  const asked = { model, provider };
  const [able, listed] = await Promise.all([ports.routes(asked), ports.listedModels()]);
  const first = quickestBeside(asked, listed);
  return first === undefined ? able : [first, ...able.filter((route) => !sameRoute(route, first))];
}

async function tryOne(
  port: ModelPort,
  { model }: Route,
  request: ModelRequest,
  signal: AbortSignal,
  { alive }: AttemptHooks,
): Promise<Draft> {
  let draft = newDraft();
  for await (const event of port.answer(model, request, signal)) {
    alive();
    draft = accumulate(draft, event);
  }
  return draft;
}

function shownProvider({ provider }: Pick<Route, 'provider'>, { providers }: Settings): Pick<Reranked, 'providerName'> {
  const name = providers.find(({ id }) => id === provider)?.name;
  return name === undefined ? {} : { providerName: name };
}

function readKept(text: string, shown: readonly PageId[]): (Route & Pick<Reranked, 'order'>) | undefined {
  const [by = '', model = '', ...ids] = text.split('\n');
  const provider = asAnyProvider(by);
  const order = ids.flatMap((id) => parsePageId(id) ?? []);
  return provider !== undefined && order.length === shown.length ? { order, model, provider } : undefined;
}
