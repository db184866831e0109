import { createServer } from 'node:http';
import type { ClaudeSettings, ClaudeWorld } from './claude/settings.ts';
import { ClaudeLog } from './claude/log.ts';
import { PromptCache } from './claude/tokens.ts';
import { WorldClock } from './clock.ts';
import { createControl } from './control.ts';
import { FaultRules } from './faults.ts';
import { listen, openFrontDoor } from './front-door.ts';
import { hostResolverRules, HOSTS, serviceOf, type Service } from './hosts.ts';
import type { Workspace } from './model.ts';
import { createNotionWeb } from './notion-web/serve.ts';
import { RequestBudget } from './notion/budget.ts';
import { plainValue } from './notion/plain-value.ts';
import { NotionStore } from './notion/store.ts';
import { openProxy } from './proxy.ts';
import { createRandom } from './random.ts';
import { RequestLog } from './requests.ts';
import { createListener, type Services } from './serve.ts';
import { StatusBoard } from './status/page.ts';

/** The Claude key that works. */
export const CLAUDE_KEY = 'sk-ant-world-key';

export interface WorldOptions {
  /** The sample workspaces when left out. */
  readonly workspaces?: readonly Workspace[];
  readonly now?: Date;
  readonly seed?: number;
  /** From a request to the first piece of Claude's text; 30. */
  readonly firstTokenMs?: number;
  /** Between two pieces of Claude's text; 2. */
  readonly tokenDelayMs?: number;
}

export interface World {
  /** Serves every host over TLS, and over plain HTTP, by the name that the client asks for. */
  readonly port: number;
  /** A proxy for browsers that cannot remap host names. */
  readonly proxyPort: number;
  /** `/control/…`, for other processes. */
  readonly controlPort: number;
  /** One service each over plain HTTP whatever the host, for clients that take a base address. */
  readonly plain: Readonly<Record<'notionApi' | 'claude' | 'openai', number>>;
  readonly hosts: readonly string[];
  /** For Chromium's `--host-resolver-rules`. */
  readonly hostResolverRules: string;
  readonly faults: FaultRules;
  readonly notion: NotionStore;
  readonly budget: RequestBudget;
  readonly claude: ClaudeLog;
  readonly claudeSettings: ClaudeSettings;
  readonly status: StatusBoard;
  readonly requests: RequestLog;
  readonly clock: WorldClock;
  close(): Promise<void>;
}

/** Starts the simulated world on free ports of the loopback. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const workspaces = options.workspaces ?? (await loadSample());
  const clock = new WorldClock(options.now);
  const seed = options.seed ?? 1;
  const faults = new FaultRules(seed);
  const requests = new RequestLog();
  const notion = new NotionStore(workspaces, clock);
  const budget = new RequestBudget(clock);
  const status = new StatusBoard(clock);
  const log = new ClaudeLog();
  const settings: ClaudeSettings = {
    firstTokenMs: options.firstTokenMs ?? 30,
    tokenDelayMs: options.tokenDelayMs ?? 2,
    validKeys: new Set([CLAUDE_KEY]),
  };
  const claude: ClaudeWorld = { clock, settings, cache: new PromptCache(clock), log, random: createRandom(seed) };
  const services: Services = {
    faults,
    requests,
    notion,
    budget,
    claude,
    status,
    web: createNotionWeb(notion, (row, property) => plainValue(notion, row, property)),
  };

  const refuses = (host: string): boolean => {
    const refused = faults.refuses(host);
    if (refused) faults.spendRefusal(host);
    return refused;
  };
  const door = await openFrontDoor(createListener(services), refuses);
  const proxy = await openProxy({
    target: door.port,
    knows: (host) => serviceOf(host) !== undefined,
    refuses,
    onStranger: (host, method, path) =>
      requests.add({
        time: clock.now(),
        host,
        method,
        path,
        status: 502,
        requestBytes: 0,
        responseBytes: 0,
        aborted: false,
        faults: [],
      }),
  });
  const servers = [door, proxy];
  const serveOne = async (service: Service): Promise<number> => {
    const server = await openPlain(services, service);
    servers.push(server);
    return server.port;
  };
  const plain = {
    notionApi: await serveOne('notion-api'),
    claude: await serveOne('claude'),
    openai: await serveOne('openai'),
  };
  const world = {
    port: door.port,
    proxyPort: proxy.port,
    plain,
    hosts: HOSTS,
    hostResolverRules: hostResolverRules(door.port),
    faults,
    notion,
    budget,
    claude: log,
    claudeSettings: settings,
    status,
    requests,
    clock,
  };
  const control = createServer(createControl(world));
  const controlPort = await listen(control);
  return {
    ...world,
    controlPort,
    close: async () => {
      control.closeAllConnections();
      await Promise.all([new Promise((resolve) => control.close(resolve)), ...servers.map((server) => server.close())]);
    },
  };
}

async function openPlain(services: Services, service: Service): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(createListener(services, service));
  const port = await listen(server);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function loadSample(): Promise<readonly Workspace[]> {
  const { loadSampleWorkspaces } = await import('./workspace/load.ts');
  return loadSampleWorkspaces();
}
