import { describe, expect, it } from 'vitest';
import type { ConfigEnv, UserManifest } from 'wxt';
import config from '../wxt.config.ts';
import { NOTION_MATCHES } from '../lib/wiring/notion-matches.ts';

/** What the build is told to put into the manifest of one browser. */
async function manifestFor(browser: 'chrome' | 'firefox'): Promise<UserManifest> {
  const { manifest } = config;
  const environment: ConfigEnv = { browser, command: 'build', mode: 'production', manifestVersion: 3 };
  const made = typeof manifest === 'function' ? await manifest(environment) : await manifest;
  if (made === undefined) throw new Error('wxt.config.ts makes no manifest.');
  return made;
}

describe.each(['chrome', 'firefox'] as const)('the manifest for %s', (browser) => {
  const firefox = browser === 'firefox';

  it('asks for the least permissions', async () => {
    const manifest = await manifestFor(browser);
    expect(manifest.permissions?.toSorted()).toEqual(
      [
        'activeTab',
        'alarms',
        'contextMenus',
        'scripting',
        ...(firefox ? [] : ['sidePanel']),
        'storage',
        'unlimitedStorage',
      ].toSorted(),
    );
    expect(manifest.optional_permissions).toEqual(['notifications']);
    expect(manifest.host_permissions).toEqual([
      'https://api.anthropic.com/*',
      'https://api.notion.com/*',
      'https://app.notion.com/*',
      'https://www.notion.so/*',
      'https://notion.so/*',
    ]);
    expect(manifest.optional_host_permissions).toEqual([
      'https://*.notion.site/*',
      'https://*.app.notion.com/*',
      'https://*/*',
      'http://localhost/*',
      'http://127.0.0.1/*',
    ]);
  });

  it('covers every place of the content script with a host permission, given or optional', async () => {
    const manifest = await manifestFor(browser);
    const hosts = [...(manifest.host_permissions ?? []), ...(manifest.optional_host_permissions ?? [])];
    expect(hosts).toEqual(expect.arrayContaining([...NOTION_MATCHES]));
  });

  it('opens no door to web pages, other extensions or private windows', async () => {
    const manifest = await manifestFor(browser);
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    expect(manifest).not.toHaveProperty('externally_connectable');
    expect(manifest).not.toHaveProperty('content_scripts');
    expect(manifest.incognito).toBe('not_allowed');
  });

  it('lets its pages load nothing from elsewhere, and leaves the hosts to the fetch door', async () => {
    const policy = (await manifestFor(browser)).content_security_policy;
    expect(policy).toEqual({
      extension_pages: [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        'connect-src https: http://localhost:* http://127.0.0.1:*',
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ].join('; '),
    });
  });

  it('suggests no more shortcuts than a browser takes, each once', async () => {
    const commands = Object.values((await manifestFor(browser)).commands ?? {});
    const keys = commands.flatMap(({ suggested_key: key }) => (typeof key === 'object' ? key.default : key) ?? []);
    expect(keys).toContain('Alt+Shift+U');
    expect(keys.length).toBeLessThanOrEqual(4);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('names the oldest version in which all of it works', async () => {
    const manifest = await manifestFor(browser);
    expect(manifest.minimum_chrome_version).toBe(firefox ? undefined : '143.0.7499.192');
    expect(manifest.browser_specific_settings?.gecko?.strict_min_version).toBe(firefox ? '142.0' : undefined);
  });
});

it('tells Firefox which data the extension sends', async () => {
  const gecko = (await manifestFor('firefox')).browser_specific_settings?.gecko;
  expect(gecko).toMatchObject({
    data_collection_permissions: { required: ['websiteContent', 'searchTerms', 'authenticationInfo'] },
  });
});
