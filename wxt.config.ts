import { defineConfig } from 'wxt';
import type { ConfigEnv, UserManifest } from 'wxt';
import type { Plugin } from 'vite';
import { ACTION_DOORS } from './lib/actions/registry.ts';
import { managedSchema } from './lib/settings/managed-schema.ts';

/** The Notion web app. With content-script matches alone `tabs.query` shows no address, so these are host permissions too. */
const NOTION_APP = ['https://app.notion.com/*', 'https://www.notion.so/*', 'https://notion.so/*'];

/** What an administrator may set, for Chrome and Edge; Firefox reads none and passes on whatever is set. */
const MANAGED_SCHEMA = 'managed-schema.json';

/** Where a provider may be that a person adds. Only its one host is ever asked for, in the press that adds it. */
const PROVIDERS = ['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*'];

/**
 * `connect-src` binds the worker's own fetch too, so it has room for the providers that a person may add. The real list
 * of hosts is the fetch door in `lib/adapters/fetch-door`.
 */
const CONTENT_SECURITY_POLICY = [
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
].join('; ');

/** Every action with a place on a page has a command; the person gives keys to those that come without. */
function commands(): UserManifest['commands'] {
  const onPages = ACTION_DOORS.filter(({ contexts }) => contexts.includes('page'));
  const ofActions = onPages.map(({ id, description, shortcut }) => [
    id,
    { description, ...(shortcut === undefined ? {} : { suggested_key: { default: shortcut } }) },
  ]);
  return {
    'toggle-companion': {
      suggested_key: { default: 'Alt+Shift+U' },
      description: 'Open or close Understudy on this page',
    },
    ...Object.fromEntries(ofActions),
  };
}

function manifest({ browser, command }: ConfigEnv): UserManifest {
  const firefox = browser === 'firefox';
  return {
    name: 'Understudy for Notion',
    short_name: 'Understudy',
    description: 'Claude inside Notion: summarize, brief, search and ask. Keeps working when the AI does not.',
    permissions: [
      'storage',
      'unlimitedStorage',
      'alarms',
      'contextMenus',
      'scripting',
      'activeTab',
      ...(firefox ? [] : ['sidePanel']),
    ],
    // Asked for in the press that wants it: to tell when waiting requests have run.
    optional_permissions: ['notifications'],
    host_permissions: ['https://api.anthropic.com/*', 'https://api.notion.com/*', ...NOTION_APP],
    optional_host_permissions: ['https://*.notion.site/*', 'https://*.app.notion.com/*', ...PROVIDERS],
    incognito: 'not_allowed',
    action: { default_title: 'Understudy' },
    omnibox: { keyword: 'un' },
    commands: commands(),
    // In development the page's tools and reload socket need more than the shipped policy allows.
    ...(command === 'build' ? { content_security_policy: { extension_pages: CONTENT_SECURITY_POLICY } } : {}),
    ...(firefox
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'understudy@understudy.invalid',
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['websiteContent', 'searchTerms', 'authenticationInfo'] },
            },
          },
        }
      : { minimum_chrome_version: '143.0.7499.192', storage: { managed_schema: MANAGED_SCHEMA } }),
  };
}

/**
 * Takes Preact's `dangerouslySetInnerHTML` branch out of the build: nothing of ours uses it, and store linters warn of it.
 * Fails the build when Preact no longer looks as expected.
 */
function withoutDangerousHtml(): Plugin {
  return {
    name: 'without-dangerous-html',
    transform(code, id) {
      if (id.split('?')[0]?.endsWith('preact/dist/preact.mjs') !== true) return undefined;
      const calm = code
        .replaceAll(/\|\|\((\w+)\.innerHTML=\w+\.__html\)/g, '||0')
        .replaceAll(/\w+\.__html==\w+\.innerHTML/g, '!0');
      if (calm.includes('innerHTML=')) throw new Error('Preact sets innerHTML in a way that the build does not know.');
      return { code: calm, map: null };
    },
  };
}

/**
 * Makes an ES module of the polyfill. Of a CommonJS module the bundler makes a copy, property by property, and so wakes
 * every part of the browser's API each time that a background starts.
 */
function polyfillAsModule(): Plugin {
  return {
    name: 'polyfill-as-module',
    transform(code, id) {
      if (id.split('?')[0]?.endsWith('webextension-polyfill/dist/browser-polyfill.js') !== true) return undefined;
      const before = 'const module = { exports: {} };\nconst { exports } = module;\n';
      return { code: `${before}${code}\nexport default module.exports;\n`, map: null };
    },
  };
}

const BACKGROUND = 'background.js';
const HOUSE = 'house.js';

/** Takes a part by its name: what it gives is made when it is first asked for. */
const TAKE_PART = `const parts = (globalThis.understudyParts ??= {});
const taken = {};
// The worker's policy for scripts wants it said that an address was written here.
const own = globalThis.trustedTypes?.createPolicy('understudy-parts', { createScriptURL: (url) => url });
const load = () => importScripts(own?.createScriptURL('/${HOUSE}') ?? '/${HOUSE}');
// Chrome lets a worker import later what it imported while it was installed, and nothing else.
if (globalThis.importScripts) globalThis.addEventListener('install', load);
const take = (name) => {
  if (taken[name] === undefined) {
    if (parts[name] === undefined) load();
    taken[name] = { exports: {} };
    parts[name](take, taken[name], taken[name].exports);
  }
  return taken[name].exports;
};
`;

/**
 * Cuts the background in two: what every wake needs, in one file, and the rest, which is parsed when it is first needed.
 * Workers of extensions know no `import()`, so the bundler's CommonJS parts are wrapped, and one of them is left to
 * `importScripts`. Firefox has both files in its list: there a wrapped part is read over and not run.
 */
function backgroundInTwo(): Plugin {
  return {
    name: 'background-in-two',
    apply: (_config, { command }) => command === 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        if (bundle[BACKGROUND]?.type !== 'chunk') return;
        const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
        const late = new Set(chunks.filter(({ isDynamicEntry }) => isDynamicEntry).map(({ fileName }) => fileName));
        const wrapped = ({ fileName, code }: { fileName: string; code: string }): string =>
          `understudyParts["./${fileName}"] = function (require, module, exports) {\n${code}\n};\n`;
        const written = (files: typeof chunks): string => files.map(wrapped).join('');
        const early = chunks.filter(({ fileName }) => !late.has(fileName));
        const rest = chunks.filter(({ fileName }) => late.has(fileName));
        const background = bundle[BACKGROUND];
        background.code = `(() => {\n${TAKE_PART}${written(early)}take("./${BACKGROUND}");\n})();\n`;
        for (const { fileName } of chunks) if (fileName !== BACKGROUND) delete bundle[fileName];
        this.emitFile({
          type: 'asset',
          fileName: HOUSE,
          source: `globalThis.understudyParts ??= {};\n${written(rest)}`,
        });
      },
    },
  };
}

export default defineConfig({
  imports: false,
  manifest,
  hooks: {
    'vite:build:extendConfig': ([entry], config) => {
      if (entry?.type !== 'background') return;
      config.plugins = [...(config.plugins ?? []), backgroundInTwo()];
      const lib = config.build?.lib;
      if (lib) lib.formats = ['cjs'];
    },
    'build:publicAssets'({ config }, files) {
      if (config.browser === 'firefox') return;
      files.push({ relativeDest: MANAGED_SCHEMA, contents: JSON.stringify(managedSchema(), null, 2) });
    },
    'build:manifestGenerated': (_wxt, { background }) => {
      // The late part comes first, so that it is there when the early one asks for it.
      if (background !== undefined && 'scripts' in background) background.scripts = [HOUSE, BACKGROUND];
    },
  },
  // Branded Chrome takes no extension from the command line, so development mode builds and watches; a person loads the folder.
  webExt: { disabled: true },
  vite: () => ({
    plugins: [withoutDangerousHtml(), polyfillAsModule()],
    build: { sourcemap: false, target: 'esnext' },
  }),
});
