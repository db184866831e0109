import { writeFile } from 'node:fs/promises';
import { ariaRole } from './accessible.ts';
import type { AccessibleNode, ColorScheme, Json, Viewport } from './browser.ts';
import { callScript, EVALUATE, TREE } from './firefox-tree.ts';
import { chord, type KeyAction, keystrokes } from './keys.ts';
import { type Marionette, MarionetteError } from './marionette.ts';
import { NodeGone, type TabPort } from './tab-port.ts';

const EMPTY: AccessibleNode = { role: 'document', name: '', value: '', states: [], handle: 'none', children: [] };

/** Errors that mean: the document was left while the command was under way. */
const LEFT =
  /Document was unloaded|Actor is no longer active|dead object|AbortError|InactiveActor|BrowsingContext|discarded/u;

/** Runs commands with one of Firefox's tabs as the current one. */
async function inTab<Value>(
  marionette: Marionette,
  handle: string,
  focus: boolean,
  work: () => Promise<Value>,
): Promise<Value> {
  return await marionette.turn(async () => {
    await marionette.send('WebDriver:SwitchToWindow', { handle, focus });
    return await work();
  });
}

/** Runs commands that need some window to be there, whichever; the one that was current may have been closed. */
export async function inAnyTab<Value>(marionette: Marionette, work: () => Promise<Value>): Promise<Value> {
  return await marionette.turn(async () => {
    const handles = await marionette.send('WebDriver:GetWindowHandles');
    const handle: unknown = Array.isArray(handles) ? handles[0] : undefined;
    await marionette.send('WebDriver:SwitchToWindow', { handle, focus: false });
    return await work();
  });
}

/** Runs a script in Firefox's own window, inside a turn: \`arguments\`, and \`gBrowser\` of the current window. */
export async function runInChrome(
  marionette: Marionette,
  script: string,
  args: readonly Json[] = [],
): Promise<unknown> {
  await marionette.send('Marionette:SetContext', { value: 'chrome' });
  try {
    return await marionette.send('WebDriver:ExecuteScript', {
      script: `return (async (...args) => { ${script} })(...arguments)`,
      args,
      sandbox: 'system',
      newSandbox: true,
    });
  } finally {
    await marionette.send('Marionette:SetContext', { value: 'content' });
  }
}

/** One tab of Firefox, driven through Marionette. */
export function firefoxTabPort(marionette: Marionette, handle: string): TabPort {
  const here = async <Value>(work: () => Promise<Value>): Promise<Value> =>
    await inTab(marionette, handle, false, work);
  const active = async <Value>(work: () => Promise<Value>): Promise<Value> =>
    await inTab(marionette, handle, true, work);
  const chromeHere = async (script: string, ...args: Json[]): Promise<unknown> =>
    await active(async () => await runInChrome(marionette, script, args));
  const system = async (script: string, args: readonly Json[] = []): Promise<unknown> => {
    const json = await here(
      async () =>
        await marionette.send('WebDriver:ExecuteScript', { script, args, sandbox: 'system', newSandbox: false }),
    );
    const value: unknown = JSON.parse(String(json));
    return value;
  };
  const perform = async (actions: readonly unknown[]): Promise<void> => {
    await here(async () => await marionette.send('WebDriver:PerformActions', { actions }));
  };
  const mouse = async (actions: readonly unknown[]): Promise<void> =>
    await perform([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }]);
  const keyboard = async (actions: readonly KeyAction[]): Promise<void> =>
    await perform([{ type: 'key', id: 'keyboard', actions }]);
  const moveTo = (x: number, y: number): unknown => ({
    type: 'pointerMove',
    x: Math.floor(x),
    y: Math.floor(y),
    origin: 'viewport',
    duration: 0,
  });

  return {
    async tree() {
      try {
        return nodeFrom(await system(TREE)) ?? EMPTY;
      } catch (error) {
        if (left(error)) return EMPTY;
        throw error;
      }
    },
    async call(node, source, args) {
      try {
        const answer = await system(callScript(source), [node, args]);
        if (field(answer, 'gone') === true) throw new NodeGone(`Node ${node} is gone`);
        return field(answer, 'value');
      } catch (error) {
        if (left(error)) throw new NodeGone(`Node ${node} was left with its document`, { cause: error });
        throw error;
      }
    },
    async evaluate(source, args) {
      const answer = await system(EVALUATE, [`(${source})(${args.map((value) => JSON.stringify(value)).join(', ')})`]);
      const thrown = field(answer, 'thrown');
      if (typeof thrown === 'string') throw new Error(thrown);
      return field(answer, 'value');
    },
    move: async (x, y) => await mouse([moveTo(x, y)]),
    click: async (x, y) =>
      await mouse([moveTo(x, y), { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }]),
    async wheel(deltaY) {
      const scroll = { type: 'scroll', x: 100, y: 100, deltaX: 0, deltaY, origin: 'viewport', duration: 0 };
      await perform([{ type: 'wheel', id: 'wheel', actions: [scroll] }]);
    },
    press: async (keys) => await keyboard(chord(keys)),
    type: async (text) => await keyboard(keystrokes(text)),
    url: async () => String(await here(async () => await marionette.send('WebDriver:GetCurrentURL'))),
    async goto(url) {
      await here(async () => await marionette.send('WebDriver:Navigate', { url }));
    },
    async reload() {
      await here(async () => await marionette.send('WebDriver:Refresh'));
    },
    async back() {
      await here(async () => await marionette.send('WebDriver:Back'));
    },
    async screenshot(path) {
      const image = await active(
        async () => await marionette.send('WebDriver:TakeScreenshot', { full: false, hash: false }),
      );
      await writeFile(path, Buffer.from(String(image), 'base64'));
    },
    async setColorScheme(scheme: ColorScheme) {
      await chromeHere('gBrowser.selectedBrowser.browsingContext.top.prefersColorSchemeOverride = args[0];', scheme);
    },
    async setViewport(viewport: Viewport) {
      await chromeHere(
        `const browser = gBrowser.selectedBrowser;
        browser.style.setProperty('width', args[0] + 'px');
        browser.style.setProperty('height', args[1] + 'px');
        browser.ownerDocument.synchronouslyUpdateRemoteBrowserDimensions(true);`,
        viewport.width,
        viewport.height,
      );
      await here(async () => {
        await marionette.send('WebDriver:ExecuteScript', {
          script: `const [width, height] = arguments;
          return new Promise((resolve) => {
            const check = () => (innerWidth === width && innerHeight === height ? resolve(true) : setTimeout(check, 10));
            check();
          });`,
          args: [viewport.width, viewport.height],
        });
      });
    },
    async extensionTabId() {
      const id = await chromeHere(
        `const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
        return ExtensionParent.apiManager.global.tabTracker.getId(gBrowser.selectedTab);`,
      );
      if (typeof id !== 'number') throw new Error('Firefox has no id for this tab.');
      return id;
    },
    async activate() {
      await active(async () => await Promise.resolve());
    },
    async close() {
      await here(async () => await marionette.send('WebDriver:CloseWindow'));
    },
  };
}

function left(error: unknown): boolean {
  return error instanceof MarionetteError && LEFT.test(error.message);
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function nodeFrom(value: unknown): AccessibleNode | undefined {
  const role = field(value, 'role');
  const handle = field(value, 'handle');
  if (typeof role !== 'string' || typeof handle !== 'string') return undefined;
  const states = field(value, 'states');
  const children = field(value, 'children');
  return {
    role: ariaRole(role),
    name: String(field(value, 'name')),
    value: String(field(value, 'value')),
    states: Array.isArray(states) ? states.map(String) : [],
    handle,
    children: Array.isArray(children) ? children.flatMap((child) => nodeFrom(child) ?? []) : [],
  };
}
