import type { Clock } from '../../lib/base/ports.ts';
import { WorldClock } from './clock.ts';
import type { ClaudeLog } from './claude/log.ts';
import type { ClaudeSettings } from './claude/settings.ts';
import type { Exchange } from './exchange.ts';
import type { FaultRules } from './faults.ts';
import { serviceOf } from './hosts.ts';
import type { RequestBudget } from './notion/budget.ts';
import type { NotionStore } from './notion/store.ts';
import { createRandom } from './random.ts';
import type { Reply, Sent } from './reply.ts';
import type { RequestLog } from './requests.ts';
import { answer, note } from './serve.ts';
import { openServices, type ServiceOptions } from './services.ts';

export interface InProcessOptions extends ServiceOptions {
  /** The time of the world and of its waits: a `VirtualTime`, or a fake clock that a test turns. */
  readonly clock: Clock;
  /** From a request to its answer in milliseconds, drawn evenly from the world's seed; 150 to 450. */
  readonly latencyMs?: readonly [least: number, most: number];
}

/** The simulated world without sockets: the same answers, budget, faults and log, at the pace of a clock. */
export interface InProcessWorld {
  readonly fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
  readonly notion: NotionStore;
  readonly budget: RequestBudget;
  readonly faults: FaultRules;
  readonly requests: RequestLog;
  readonly claude: ClaudeLog;
  readonly claudeSettings: ClaudeSettings;
  readonly clock: WorldClock;
}

/** Serves the APIs and the status pages; Notion's web app needs a browser and a server. */
export function openInProcess(options: InProcessOptions): InProcessWorld {
  const { clock: time, latencyMs: [least, most] = [150, 450] } = options;
  const clock = new WorldClock(new Date(time.now()), () => time.now());
  const services = openServices(options, clock);
  const random = createRandom(options.seed ?? 1);
  const { notion, budget, faults, requests } = services;
  const claude = services.claude.log;
  const fetch: InProcessWorld['fetch'] = async (input, init) => {
    const request = new Request(input, init);
    const exchange = await readRequest(request);
    const latency = least + random() * (most - least);
    await time.sleep(latency / 2, request.signal);
    const { reply, rules } = answer(services, serviceOf(exchange.host), exchange);
    const end = (sent: Sent): void => note(services, exchange, rules, reply, sent);
    try {
      await time.sleep(latency / 2 + (reply.headersAfterMs ?? 0), request.signal);
    } catch (error) {
      end({ bytes: 0, chunks: 0, aborted: true });
      throw error;
    }
    if (reply.headers === undefined) {
      end({ bytes: 0, chunks: 0, aborted: false });
      throw new TypeError('fetch failed');
    }
    return new Response(bodyOf(reply, time, request.signal, end), { status: reply.status, headers: reply.headers });
  };
  return { fetch, notion, budget, faults, requests, claude, claudeSettings: services.claude.settings, clock };
}

async function readRequest(request: Request): Promise<Exchange> {
  const url = new URL(request.url);
  const body = request.body === null ? '' : await request.text();
  return { host: url.hostname, method: request.method, url, headers: Object.fromEntries(request.headers), body };
}

/** Plays an answer's pieces at their times; a body that breaks errors, one that hangs never ends. */
function bodyOf(reply: Reply, time: Clock, signal: AbortSignal, end: (sent: Sent) => void): BodyInit {
  const pieces = reply.chunks.map(({ bytes }) => Buffer.from(bytes));
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (reply.end === 'close' && reply.chunks.every(({ afterMs = 0 }) => afterMs === 0)) {
    end({ bytes: total, chunks: pieces.length, aborted: false });
    return Buffer.concat(pieces);
  }
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      let bytes = 0;
      let chunks = 0;
      try {
        for (const [at, piece] of pieces.entries()) {
          await time.sleep(reply.chunks[at]?.afterMs ?? 0, signal);
          controller.enqueue(piece);
          bytes += piece.length;
          chunks += 1;
        }
        if (reply.end === 'hang') await time.sleep(Number.POSITIVE_INFINITY, signal);
        if (reply.end === 'reset') throw new TypeError('terminated');
        controller.close();
        end({ bytes, chunks, aborted: false });
      } catch (error) {
        controller.error(error);
        end({ bytes, chunks, aborted: reply.end !== 'reset' });
      }
    },
  });
}
