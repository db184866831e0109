import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { managedSchema } from '../../lib/settings/managed-schema.ts';
import config from '../../wxt.config.ts';

const ROOT = join(import.meta.dirname, '../..');

describe.each([
  ['chrome', 'chrome-mv3', { service_worker: 'background.js' }],
  ['firefox', 'firefox-mv3', { scripts: ['house.js', 'background.js'] }],
] as const)('the built manifest for %s', (browser, folder, background) => {
  const built = join(ROOT, '.output', folder);
  const manifest: unknown = JSON.parse(readFileSync(join(built, 'manifest.json'), 'utf8'));

  it('asks for what wxt.config.ts says, and the framework adds no door', async () => {
    if (typeof config.manifest !== 'function') throw new Error('wxt.config.ts makes no manifest.');
    const asked = await config.manifest({ browser, command: 'build', mode: 'production', manifestVersion: 3 });
    const sameAs = ({
      permissions,
      host_permissions,
      optional_host_permissions,
      content_security_policy,
    }: typeof asked) => ({
      permissions,
      host_permissions,
      optional_host_permissions,
      content_security_policy,
    });
    expect(manifest).toMatchObject(sameAs(asked));
    expect(manifest).toMatchObject({ manifest_version: 3, incognito: 'not_allowed' });
    expect(manifest).toHaveProperty('options_ui', { page: 'options.html', open_in_tab: true });
    expect(manifest).toHaveProperty('optional_permissions', ['notifications']);
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    expect(manifest).not.toHaveProperty('externally_connectable');
  });

  it('has a background of two files, of which the small one loads the other and nothing else', () => {
    expect(manifest).toHaveProperty('background', background);
    const [small, large] = ['background.js', 'house.js'].map((file) => readFileSync(join(built, file), 'utf8'));
    expect(small?.length).toBeGreaterThan(10_000);
    expect(large?.length).toBeGreaterThan(2 * (small?.length ?? 0));
    for (const code of [small, large]) expect(code).not.toMatch(/^\s*import\b|[;\s]import\s*[("'{*]/m);
    expect([...(small?.matchAll(/importScripts\(.*/g) ?? [])].map(([call]) => call)).toEqual([
      "importScripts(own?.createScriptURL('/house.js') ?? '/house.js');",
    ]);
    expect(large).not.toContain('importScripts(');
  });

  it('puts the launcher alone into Notion’s pages', () => {
    expect(manifest).toHaveProperty('content_scripts', [
      {
        matches: [
          'https://*.app.notion.com/*',
          'https://*.notion.site/*',
          'https://app.notion.com/*',
          'https://notion.so/*',
          'https://www.notion.so/*',
        ],
        run_at: 'document_idle',
        js: ['content-scripts/companion.js'],
      },
    ]);
    expect(globSync('content-scripts/*', { cwd: built })).toEqual(['content-scripts/companion.js']);
  });

  it('names no file that is not there', () => {
    const named = [...JSON.stringify(manifest).matchAll(/"([\w/-]+\.(?:js|html|png|css|json))"/g)].map(
      (match) => match[1],
    );
    expect(named.length).toBeGreaterThan(5);
    expect(globSync('**/*', { cwd: built })).toEqual(expect.arrayContaining(named));
  });

  it('tells Chrome, and Chrome alone, what an administrator may set', () => {
    const schemas = globSync('managed-schema.json', { cwd: built });
    const told = schemas.map((file): unknown => JSON.parse(readFileSync(join(built, file), 'utf8')));
    const { storage } = { storage: undefined, ...(manifest as object) };
    expect({ storage, told }).toEqual(
      browser === 'firefox'
        ? { storage: undefined, told: [] }
        : { storage: { managed_schema: 'managed-schema.json' }, told: [managedSchema()] },
    );
  });
});
