import { plainText, printTree } from './accessible.ts';
import type { AccessibleNode, FindOptions, Name, Tab } from './browser.ts';
import { describePage, findEach, findOne, type Query, waitUntilGone } from './node.ts';
import type { TabPort } from './tab-port.ts';
import { until } from './wait.ts';

/** A tab for tests, on top of what one driver can do. */
export function createTab(port: TabPort): Tab {
  const everywhere = (role: string, name: Name | undefined, options: FindOptions): Query => ({
    role,
    name,
    within: options.within,
    below: undefined,
    index: 0,
  });
  return {
    find: async (role, name, options = {}) => await findOne(port, everywhere(role, name, options), options.timeoutMs),
    findAll: async (role, name, options = {}) => await findEach(port, everywhere(role, name, options)),
    waitGone: async (role, name, options = {}) =>
      await waitUntilGone(port, everywhere(role, name, options), options.timeoutMs),
    waitFor: async (what, check, options = {}) =>
      await until(check, options.timeoutMs, async () => `${what}. The page ${await describePage(port)}`),
    async focused() {
      const visit = (node: AccessibleNode): AccessibleNode | undefined => {
        for (const child of node.children) {
          const found = visit(child);
          if (found) return found;
        }
        return node.states.includes('focused') ? node : undefined;
      };
      const node = visit(await port.tree());
      return node && { role: node.role, name: plainText(node.name) };
    },
    async press(keys) {
      await port.activate();
      await port.press(keys);
    },
    async type(text) {
      await port.activate();
      await port.type(text);
    },
    async clickAt(x, y) {
      await port.activate();
      await port.click(x, y);
    },
    async scroll(deltaY) {
      await port.activate();
      await port.wheel(deltaY);
    },
    url: async () => await port.url(),
    goto: async (url) => await port.goto(url),
    reload: async () => await port.reload(),
    back: async () => await port.back(),
    evaluate: async (source, ...args) => await port.evaluate(source, args),
    screenshot: async (path) => await port.screenshot(path),
    axTree: async () => printTree(await port.tree()),
    accessibleTree: async () => await port.tree(),
    setColorScheme: async (scheme) => await port.setColorScheme(scheme),
    setViewport: async (viewport) => await port.setViewport(viewport),
    extensionTabId: async () => await port.extensionTabId(),
    activate: async () => await port.activate(),
    close: async () => await port.close(),
  };
}
