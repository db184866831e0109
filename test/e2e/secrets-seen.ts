import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Tab } from '../browsers/browser.ts';
import type { ChromiumBrowser } from '../browsers/chromium.ts';

/** Those of the secrets, or parts of them, that a text holds. */
export const holders = (text: string, wanted: readonly string[]): readonly string[] =>
  wanted.filter((secret) => text.includes(secret));

/** Files below a folder that hold one of these byte by byte. */
export function filesHolding(folder: string, secrets: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
    const bytes = readFileSync(path);
    return secrets.some((secret) => bytes.includes(secret));
  });
}

/** Everything that a tab holds: its document with closed roots and field values, and what a screen reader is told. */
export async function everythingIn(browser: ChromiumBrowser, tab: Tab): Promise<string> {
  const session = await browser.tabCdp(tab);
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  return JSON.stringify([root, await tab.accessibleTree()]);
}
