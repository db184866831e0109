import type { RequestListener } from 'node:http';
import { readExchange, bodyObject, type Exchange, type JsonObject } from './exchange.ts';
import { parseFaultRule } from './parse-fault.ts';
import { NAMED_FAULTS } from './named-faults.ts';
import { NOTION_WEB_FAULTS } from './notion-web-faults.ts';
import { OPENAI_FAULTS } from './openai/faults.ts';
import { parseMarkdown } from './notion/parse-markdown.ts';
import { uuidFrom } from './notion/ids.ts';
import { jsonReply, send, type Reply } from './reply.ts';
import type { World } from './start.ts';

const FAULTS = { ...NAMED_FAULTS, ...NOTION_WEB_FAULTS, ...OPENAI_FAULTS };

type Controlled = Omit<World, 'controlPort' | 'close'>;

/**
 * The world's hands for another process, as JSON over `/control/…`:
 * `GET state`, `GET|DELETE requests`, `GET|DELETE claude`, `GET|POST|DELETE faults` (`{name}` or a rule),
 * `POST clock` (`{advanceMs}`), `POST speed` (`{firstTokenMs?, tokenDelayMs?}`), and `POST notion` with one of
 * `{editBlock, text}`, `{setTitle, title}`, `{replaceBlocks, markdown}`, `{move, to}` (a page; the top without `to`),
 * `{hide}`, `{show}`, `{trash}`, `{restore}`, `{expireToken}`.
 */
export function createControl(world: Controlled): RequestListener {
  return (request, response) => {
    readExchange(request)
      .then((exchange) => send(control(world, exchange), response))
      .catch((error: unknown) => {
        response
          .writeHead(400, { 'content-type': 'text/plain' })
          .end(error instanceof Error ? error.message : 'failed');
      });
  };
}

function control(world: Controlled, exchange: Exchange): Reply {
  const { method } = exchange;
  const body = bodyObject(exchange);
  if (!body) throw new Error('The body is no JSON object');
  const what = exchange.url.pathname.replace(/^\/control\//, '');
  if (method === 'GET') return jsonReply(200, inspect(world, what));
  if (method === 'DELETE') clear(world, what);
  else change(world, what, body);
  return jsonReply(200, { done: true });
}

function inspect(world: Controlled, what: string): unknown {
  switch (what) {
    case 'state': {
      const { port, proxyPort, plain, hosts } = world;
      const tokens = [...world.notion.connections()].map((connection) => connection.token);
      return {
        port,
        proxyPort,
        plain,
        hosts,
        hostResolverRules: world.hostResolverRules,
        now: world.clock.iso(),
        tokens,
      };
    }
    case 'requests':
      return world.requests.all();
    case 'claude':
      return world.claude.all();
    case 'faults':
      return { rules: world.faults.list(), names: Object.keys(FAULTS) };
    default:
      throw new Error(`Nothing to see at /control/${what}`);
  }
}

function clear(world: Controlled, what: string): void {
  if (what === 'requests') world.requests.clear();
  else if (what === 'claude') world.claude.clear();
  else if (what === 'faults') world.faults.clear();
  else throw new Error(`Nothing to clear at /control/${what}`);
}

function change(world: Controlled, what: string, body: JsonObject): void {
  switch (what) {
    case 'faults':
      world.faults.add(typeof body['name'] === 'string' ? named(body['name'], body) : parseFaultRule(body));
      return;
    case 'clock':
      world.clock.advance(number(body, 'advanceMs'));
      return;
    case 'speed':
      if ('firstTokenMs' in body) world.claudeSettings.firstTokenMs = number(body, 'firstTokenMs');
      if ('tokenDelayMs' in body) world.claudeSettings.tokenDelayMs = number(body, 'tokenDelayMs');
      return;
    case 'notion':
      changeNotion(world, body);
      return;
    default:
      throw new Error(`Nothing to change at /control/${what}`);
  }
}

/** A fault of the catalogue, with what the body says about when and how often. */
function named(name: string, body: JsonObject) {
  const fault = FAULTS[name];
  if (!fault) throw new Error(`No fault is named ${name}`);
  const { name: _name, ...rest } = body;
  return parseFaultRule({ ...fault.rule, ...rest });
}

function changeNotion({ notion, clock }: Controlled, body: JsonObject): void {
  const action = Object.keys(body)[0] ?? '';
  const id = text(body, action);
  switch (action) {
    case 'editBlock':
      notion.editBlock(id, text(body, 'text'));
      return;
    case 'setTitle':
      notion.setTitle(id, text(body, 'title'));
      return;
    case 'replaceBlocks': {
      const stamp = clock.now();
      notion.replaceBlocks(
        id,
        parseMarkdown(text(body, 'markdown'), { idFor: (ordinal) => uuidFrom(id, stamp, ordinal) }),
      );
      return;
    }
    case 'hide':
    case 'show':
      notion.hide(id, action === 'hide');
      return;
    case 'move':
      notion.move(id, 'to' in body ? { type: 'page_id', id: text(body, 'to') } : { type: 'workspace' });
      return;
    case 'trash':
    case 'restore':
      notion.setTrashed(id, action === 'trash');
      return;
    case 'expireToken':
      notion.expireToken(id);
      return;
    default:
      throw new Error(`Notion cannot ${action}`);
  }
}

function number(body: JsonObject, name: string): number {
  const value = body[name];
  if (typeof value !== 'number') throw new Error(`${name} is not a number`);
  return value;
}

function text(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw new Error(`${name} is not text`);
  return value;
}
