import type { CDPSession, Page } from 'playwright-core';
import { ariaRole } from './accessible.ts';
import type { AccessibleNode } from './browser.ts';
import { NodeGone, type TabPort } from './tab-port.ts';

type ProtocolNode = Awaited<ReturnType<typeof fetchTree>>['nodes'][number];

async function fetchTree(session: CDPSession) {
  return await session.send('Accessibility.getFullAXTree');
}

/** Errors of the protocol that mean: this node or its document is no more. */
const GONE =
  /No node|Could not find node|Cannot find context|Execution context was destroyed|uniqueContextId|does not belong to the document|Node with given id/u;

/** One tab of Chromium. The accessible tree comes from the protocol, which sees into closed shadow roots. */
export async function chromiumTabPort(page: Page, idInExtension: (page: Page) => Promise<number>): Promise<TabPort> {
  const session = await page.context().newCDPSession(page);
  return {
    async tree() {
      return assemble((await fetchTree(session)).nodes);
    },
    async call(handle, source, args) {
      try {
        const { object } = await session.send('DOM.resolveNode', { backendNodeId: Number(handle) });
        if (object.objectId === undefined) throw new NodeGone(`Node ${handle} has no object`);
        const answer = await session.send('Runtime.callFunctionOn', {
          objectId: object.objectId,
          functionDeclaration: source,
          arguments: args.map((value) => ({ value })),
          awaitPromise: true,
          returnByValue: true,
        });
        await session.send('Runtime.releaseObject', { objectId: object.objectId });
        if (answer.exceptionDetails) {
          throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
        }
        const value: unknown = answer.result.value;
        return value;
      } catch (error) {
        if (error instanceof Error && GONE.test(error.message)) throw new NodeGone(error.message, { cause: error });
        throw error;
      }
    },
    async evaluate(source, args) {
      const call = `(${source})(${args.map((value) => JSON.stringify(value)).join(', ')})`;
      const answer: unknown = await page.evaluate(call);
      return answer;
    },
    move: async (x, y) => await page.mouse.move(x, y),
    click: async (x, y) => await page.mouse.click(x, y),
    async wheel(deltaY) {
      const { width, height } = page.viewportSize() ?? { width: 200, height: 200 };
      await page.mouse.move(width / 2, height / 2);
      await page.mouse.wheel(0, deltaY);
    },
    press: async (keys) => await page.keyboard.press(keys),
    type: async (text) => await page.keyboard.type(text),
    url: async () => page.url(),
    async goto(url) {
      await page.goto(url);
    },
    async reload() {
      await page.reload();
    },
    async back() {
      await page.goBack({ waitUntil: 'commit' }); // a page out of the back-forward cache fires no load
    },
    async screenshot(path) {
      await page.bringToFront(); // a tab behind another paints no picture
      await page.screenshot({ path });
    },
    setColorScheme: async (scheme) => await page.emulateMedia({ colorScheme: scheme }),
    setViewport: async (viewport) => await page.setViewportSize(viewport),
    extensionTabId: async () => await idInExtension(page),
    activate: async () => await page.bringToFront(),
    close: async () => await page.close(),
  };
}

interface Growing {
  readonly role: string;
  readonly name: string;
  readonly value: string;
  readonly states: readonly string[];
  readonly handle: string;
  readonly children: Growing[];
}

/** The flat list of the protocol as a tree; ignored nodes hand their children to their parent. */
function assemble(nodes: readonly ProtocolNode[]): AccessibleNode {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const build = (node: ProtocolNode): Growing[] => {
    const children = (node.childIds ?? []).flatMap((id) => {
      const child = byId.get(id);
      return child ? build(child) : [];
    });
    const role = textOf(node.role);
    if (role === 'InlineTextBox') return [];
    if (node.ignored || node.backendDOMNodeId === undefined) return children;
    return [
      {
        role: ariaRole(role),
        name: textOf(node.name),
        value: textOf(node.value),
        states: statesOf(node),
        handle: String(node.backendDOMNodeId),
        children,
      },
    ];
  };
  const root = nodes.find((node) => node.parentId === undefined);
  return (root && build(root)[0]) ?? { role: 'document', name: '', value: '', states: [], handle: '0', children: [] };
}

function textOf(value: { value?: unknown } | undefined): string {
  return typeof value?.value === 'string' || typeof value?.value === 'number' ? String(value.value) : '';
}

function statesOf(node: ProtocolNode): string[] {
  const states: string[] = [];
  for (const { name, value } of node.properties ?? []) {
    const on = value.value === true || value.value === 'true' || value.value === 'mixed';
    if (name === 'expanded') states.push(on ? 'expanded' : 'collapsed');
    else if (
      on &&
      (name === 'checked' || name === 'disabled' || name === 'focused' || name === 'pressed' || name === 'selected')
    ) {
      states.push(name);
    }
  }
  return states.toSorted();
}
