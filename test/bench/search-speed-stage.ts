import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CHROMIUM_SWITCHES } from '../browsers/chromium-switches.ts';
import { chromiumExtensionId } from '../browsers/extension-id.ts';
import { findBrowser } from '../browsers/find-browser.ts';
import { removeTemporaryProfile, startBrowserProcess, temporaryProfile } from '../browsers/process.ts';
import { until } from '../browsers/wait.ts';
import { connectQuietly, isJson, valueIn } from './protocol.ts';
import type { Protocol } from './protocol.ts';
import { folderBytes, isRunning } from './search-speed-meters.ts';

/** One extension with an index: a page of it that asks, and the worker that answers. No debugger is attached to the worker. */
export interface Contestant {
  /** Asks the worker as any page of the extension does. `ms` from the call until the reply is in the page. */
  ask(message: object): Promise<Asked>;
  /** Ends the worker; resolves when it is gone. */
  stopWorker(): Promise<void>;
  /** Runs an expression in the page and waits for its promise. */
  evaluate(expression: string): Promise<unknown>;
  /** Page and worker anew, in a process of their own: nothing is left of what they held. */
  restart(): Promise<void>;
  /** The id of the process that page and worker share. */
  process(): Promise<number>;
  /** What its IndexedDB databases take on the disk now. */
  diskBytes(): number;
}

export interface Asked {
  readonly ms: number;
  readonly reply: unknown;
}

const STARTED_MS = 60_000;
const DEAD_MS = 20_000;

/** Runs `play` in one Chromium with all these extensions, by the names given, and ends it afterwards. */
export async function withExtensions<Name extends string, Result>(
  folders: ReadonlyMap<Name, { readonly folder: string; readonly page: string }>,
  play: (contestant: (name: Name) => Contestant) => Promise<Result>,
): Promise<Result> {
  const profile = temporaryProfile();
  const all = [...folders.values()].map(({ folder }) => folder).join(',');
  const program = startBrowserProcess(
    findBrowser('chromium'),
    [
      ...CHROMIUM_SWITCHES,
      '--headless=new',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--disable-extensions-except=${all}`,
      `--load-extension=${all}`,
      '--host-resolver-rules=MAP * ~NOTFOUND',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      'about:blank',
    ],
    profile,
  );
  try {
    await until(
      async () => existsSync(join(profile, 'DevToolsActivePort')),
      STARTED_MS,
      async () => `Chromium to start. It wrote:\n${program.stderr()}`,
    );
    const protocol = await connectQuietly(profile);
    const contestants = new Map<Name, Contestant>();
    for (const [name, { folder, page }] of folders) {
      const id = chromiumExtensionId(folder);
      if (existsSync(join(folder, 'options.html'))) await closeOptions(protocol, id);
      contestants.set(name, await openContestant(protocol, id, page, profile));
    }
    return await play((name) => {
      const found = contestants.get(name);
      if (found === undefined) throw new Error(`There is no ${name}`);
      return found;
    });
  } finally {
    await program.kill();
    removeTemporaryProfile(profile);
  }
}

/** Ours opens its options when it is installed: they would ask the worker, and keep it up. */
async function closeOptions(protocol: Protocol, id: string): Promise<void> {
  const options = await until(
    async () => (await protocol.targets()).find(({ url }) => url === `chrome-extension://${id}/options.html`),
    STARTED_MS,
    async () => `the options of ${id} to open`,
  );
  await protocol.send('Target.closeTarget', { targetId: options.targetId });
}

async function openContestant(protocol: Protocol, id: string, page: string, profile: string): Promise<Contestant> {
  const origin = `chrome-extension://${id}/`;
  let tab = await openPage(protocol, origin + page);
  const workers = async (): Promise<readonly string[]> =>
    (await protocol.targets())
      .filter(({ type, url }) => type === 'service_worker' && url.startsWith(origin))
      .map(({ targetId }) => targetId);
  async function stopWorker(): Promise<void> {
    const running = await workers();
    for (const targetId of running) await protocol.send('Target.closeTarget', { targetId });
    await until(
      async () => !(await workers()).some((worker) => running.includes(worker)),
      DEAD_MS,
      async () => `the worker of ${origin} to end`,
    );
  }
  return {
    evaluate: (expression) => tab.evaluate(expression),
    async ask(message) {
      const answer = await tab.evaluate(ASK.replace('MESSAGE', () => JSON.stringify(message)));
      if (!isJson(answer) || typeof answer['ms'] !== 'number') throw new Error(`No answer: ${JSON.stringify(answer)}`);
      return { ms: answer['ms'], reply: answer['reply'] };
    },
    stopWorker,
    async restart() {
      const old = await processOf(protocol, tab);
      await stopWorker();
      await protocol.send('Target.closeTarget', { targetId: tab.targetId });
      await until(
        async () => !isRunning(old),
        DEAD_MS,
        async () => `the process of ${origin} to end`,
      );
      tab = await openPage(protocol, origin + page);
    },
    process: () => processOf(protocol, tab),
    diskBytes: () =>
      folderBytes(join(profile, 'Default/IndexedDB'), (name) => name.startsWith(`chrome-extension_${id}_`)),
  };
}

interface Page {
  readonly targetId: string;
  evaluate(expression: string): Promise<unknown>;
}

async function openPage(protocol: Protocol, url: string): Promise<Page> {
  const { targetId } = await protocol.send('Target.createTarget', { url, background: true });
  const session = await protocol.attach(String(targetId));
  const evaluate = async (expression: string): Promise<unknown> =>
    valueIn(await session('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }));
  await until(
    async () => (await evaluate('location.href')) === url && (await evaluate(READY)) === true,
    STARTED_MS,
    async () => `${url} to load`,
  );
  return { targetId: String(targetId), evaluate };
}

const READY = `document.readyState === 'complete' && typeof chrome.runtime.sendMessage === 'function'`;

const ASK = `(async () => {
  const begun = performance.now();
  const reply = await chrome.runtime.sendMessage(MESSAGE);
  return { ms: performance.now() - begun, reply };
})()`;

const BUSY = `(() => { const end = performance.now() + 300; while (performance.now() < end); })()`;

/** The process that works when the page does: the protocol names a page's process nowhere. */
async function processOf(protocol: Protocol, { evaluate }: Page): Promise<number> {
  const times = async (): Promise<ReadonlyMap<number, number>> => {
    const { processInfo } = await protocol.send('SystemInfo.getProcessInfo');
    const list = Array.isArray(processInfo) ? processInfo.filter(isJson) : [];
    return new Map(
      list.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => [Number(id), Number(cpuTime)]),
    );
  };
  const before = await times();
  await evaluate(BUSY);
  const after = await times();
  const grown = [...after].map(([id, time]) => ({ id, by: time - (before.get(id) ?? 0) }));
  return grown.toSorted((one, other) => other.by - one.by)[0]?.id ?? 0;
}
