import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { damage, replyInstead } from './apply-fault.ts';
import { answerClaude } from './claude/api.ts';
import type { ClaudeWorld } from './claude/settings.ts';
import { describeRequest, readExchange, type Exchange } from './exchange.ts';
import { tokenOf, type FaultRule, type FaultRules } from './faults.ts';
import { serviceOf, type Service } from './hosts.ts';
import { answerNotion } from './notion/api.ts';
import type { RequestBudget } from './notion/budget.ts';
import { idInUrl } from './notion/ids.ts';
import type { NotionStore } from './notion/store.ts';
import { answerOpenAi } from './openai/api.ts';
import { send, textReply, type Reply, type Sent } from './reply.ts';
import type { RequestLog } from './requests.ts';
import type { StatusBoard } from './status/page.ts';

export type WebHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface Services {
  readonly faults: FaultRules;
  readonly requests: RequestLog;
  readonly notion: NotionStore;
  readonly budget: RequestBudget;
  readonly claude: ClaudeWorld;
  readonly status: StatusBoard;
  readonly web: WebHandler;
  readonly arrived?: ((exchange: Exchange, reply: Reply) => void) | undefined;
}

/** Leads each request to the service of its host, lets the faults have their way, and notes what happened. */
export function createListener(services: Services, fixed?: Service): RequestListener {
  return (request, response) => {
    serve(services, fixed, request, response).catch((error: unknown) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end('The simulated world has a bug; see its log.');
    });
  };
}

async function serve(
  services: Services,
  fixed: Service | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { host } = describeRequest(request);
  const service = fixed ?? serviceOf(host);
  if (service === 'notion-web') return serveWeb(services, request, response);
  const exchange = await readExchange(request);
  const { reply, rules } = answer(services, service, exchange);
  note(services, exchange, rules, reply, await send(reply, response));
}

/** What a service answers to a request, as the faults in force leave it. */
export function answer(
  services: Services,
  service: Service | undefined,
  exchange: Exchange,
): { readonly reply: Reply; readonly rules: readonly FaultRule[] } {
  services.notion.later.settle();
  const rules = services.faults.strike(exchange);
  for (const rule of rules) changeWorld(services, exchange, rule);
  const late = rules.find((rule) => rule.action === 'late');
  if (late) services.notion.later.in(late.afterMs, () => void answerOf(services, service, exchange, []));
  const instead = rules.map(replyInstead).find((reply) => reply !== undefined);
  const reply = rules.reduce(damage, instead ?? answerOf(services, service, exchange, rules));
  services.arrived?.(exchange, reply);
  return { rules, reply };
}

/** The web app answers for itself; only faults that need no answer of ours to change apply to it. */
async function serveWeb(services: Services, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange: Exchange = { ...describeRequest(request), body: '' };
  const rules = services.faults.strike(exchange);
  const instead = rules.map(replyInstead).find((reply) => reply !== undefined);
  if (instead) return note(services, exchange, rules, instead, await send(instead, response));
  const slow = rules.find((rule) => rule.action === 'slow-headers');
  if (slow) await new Promise((resolve) => setTimeout(resolve, slow.delayMs));
  const before = request.socket.bytesWritten;
  const ended = new Promise<void>((resolve) => response.once('close', resolve));
  await services.web(request, response);
  await ended;
  const sent = { bytes: request.socket.bytesWritten - before, chunks: 1, aborted: !response.writableFinished };
  note(services, exchange, rules, { status: response.statusCode, headers: {} }, sent);
}

function answerOf(
  services: Services,
  service: Service | undefined,
  exchange: Exchange,
  rules: readonly FaultRule[],
): Reply {
  if (service === 'claude') return answerClaude(exchange, services.claude);
  if (service === 'openai') return answerOpenAi(exchange, services.claude.settings, services.claude.random);
  if (service === 'status') return services.status.answer(exchange);
  if (service !== 'notion-api')
    return textReply(502, 'text/plain', `${exchange.host} is not a host of the simulated world.`);
  const truncate = rules.find((rule) => rule.action === 'truncate');
  return answerNotion(exchange, services.notion, services.budget, truncate?.blocks);
}

/** Faults that change the world before the request is answered. */
function changeWorld({ notion }: Services, exchange: Exchange, rule: FaultRule): void {
  if (rule.action === 'clock-jump') notion.clock.advance(rule.milliseconds);
  if (rule.action === 'expire-token') notion.expireToken(tokenOf(exchange) ?? '');
  if (rule.action === 'unshare') {
    const id = idInUrl(exchange.url.pathname);
    if (id !== undefined && notion.page(id)) notion.hide(id);
  }
}

/** Writes a request that is over into the log. */
export function note(
  { requests, notion }: Pick<Services, 'requests' | 'notion'>,
  exchange: Exchange,
  rules: readonly FaultRule[],
  reply: Pick<Reply, 'status' | 'headers'>,
  sent: Sent,
): void {
  requests.add({
    time: notion.clock.now(),
    host: exchange.host,
    method: exchange.method,
    path: exchange.url.pathname + exchange.url.search,
    status: reply.headers ? reply.status : 0,
    requestBytes: Buffer.byteLength(exchange.body),
    responseBytes: sent.bytes,
    aborted: sent.aborted,
    faults: rules.map((rule) => rule.action),
  });
}
