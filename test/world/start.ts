import { createServer } from 'node:http';
import type { ClaudeSettings } from './claude/settings.ts';
import type { ClaudeLog } from './claude/log.ts';
import { WorldClock } from './clock.ts';
import { createControl } from './control.ts';
import type { FaultRules } from './faults.ts';
import { listen, openFrontDoor } from './front-door.ts';
import { hostResolverRules, HOSTS, serviceOf, type Service } from './hosts.ts';
import type { Workspace } from './model.ts';
import type { RequestBudget } from './notion/budget.ts';
import type { NotionStore } from './notion/store.ts';
import { openProxy } from './proxy.ts';
import type { RequestLog } from './requests.ts';
import { createListener, type Services } from './serve.ts';
import { openServices, type ServiceOptions } from './services.ts';
import type { StatusBoard } from './status/page.ts';

export { CLAUDE_KEY } from './services.ts';

export interface WorldOptions extends Omit<ServiceOptions, 'workspaces'> {
  /** The sample workspaces when left out. */
  readonly workspaces?: readonly Workspace[];
  readonly now?: Date;
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
  const clock = new WorldClock(options.now);
  const services = openServices({ ...options, workspaces: options.workspaces ?? (await loadSample()) }, clock);
  const { faults, requests, notion, budget, status } = services;

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
    claude: services.claude.log,
    claudeSettings: services.claude.settings,
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
