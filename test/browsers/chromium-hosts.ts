import type { BrowserContext } from 'playwright-core';
import type { Browser } from './browser.ts';

/** Runs a script in Chromium's own page of extensions, which may do what the person can do there. */
export async function inExtensionsPage(context: BrowserContext, source: string): Promise<void> {
  const page = await context.newPage();
  try {
    await page.goto('chrome://extensions/');
    await page.evaluate(source);
  } finally {
    await page.close();
  }
}

/** What a person grants and takes away, without Chromium's own prompt, which no test can press. */
export function chromiumHosts(
  context: BrowserContext,
  extensionId: string,
): Pick<Browser, 'allowHosts' | 'grantHosts' | 'revokeHosts'> {
  const id = JSON.stringify(extensionId);
  const eachHost = async (origins: readonly string[], expression: string): Promise<void> =>
    await inExtensionsPage(context, `Promise.all(${JSON.stringify(origins)}.map((host) => ${expression}))`);
  const allowHosts = async (origins: readonly string[]): Promise<void> =>
    await eachHost(origins, `chrome.developerPrivate.addHostPermission(${id}, host)`);
  return {
    allowHosts,
    async grantHosts(origins) {
      await allowHosts(origins);
      const page = await context.newPage();
      try {
        await page.goto(`chrome-extension://${extensionId}/manifest.json`);
        const session = await context.newCDPSession(page);
        const { result } = await session.send('Runtime.evaluate', {
          expression: `chrome.permissions.request({ origins: ${JSON.stringify(origins)} })`,
          userGesture: true,
          awaitPromise: true,
        });
        if (result.value !== true) {
          throw new Error(`Chromium refused ${origins.join(', ')}: ${result.description ?? 'no reason given'}`);
        }
      } finally {
        await page.close();
      }
    },
    async revokeHosts(origins) {
      await eachHost(
        origins,
        `chrome.developerPrivate.removeHostPermission(${id}, host).catch(() =>
          chrome.developerPrivate.updateExtensionConfiguration({ extensionId: ${id}, hostAccess: 'ON_CLICK' }))`,
      );
    },
  };
}
