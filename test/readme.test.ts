import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';
import type { ConfigEnv, UserManifest } from 'wxt';
import config from '../wxt.config.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const README = read('README.md');
const PRIVACY = read('PRIVACY.md');
const PACKAGE: unknown = JSON.parse(read('package.json'));

/** The keys of an object of package.json. */
function keysOf(part: string): string[] {
  const found: unknown = typeof PACKAGE === 'object' && PACKAGE !== null ? Reflect.get(PACKAGE, part) : undefined;
  if (typeof found !== 'object' || found === null) throw new Error(`package.json has no ${part}.`);
  return Object.keys(found);
}

/** The text under a heading, up to the next heading of the same height. */
function section(title: string, text = README): string {
  const found = text.split(/^## /mu).find((part) => part.startsWith(`${title}\n`));
  if (found === undefined) throw new Error(`No section is called ${title}.`);
  return found;
}

/** The words in backticks of the first column of every table in a text. */
function firstColumn(text: string): string[] {
  return [...text.matchAll(/^\| ([^|]+?) +\|/gmu)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/gu)].map((match) => match[1] ?? ''),
  );
}

/** Every file that belongs to the project, by its path from the root; in a copy without git, every file there is. */
function projectFiles(): string[] {
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (listed.status === 0)
    return listed.stdout.split('\n').filter((file) => file !== '' && existsSync(join(ROOT, file)));
  const ignored = new Set(['.git', ...read('.gitignore').split('\n')]);
  const found = readdirSync(ROOT, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !ignored.has(file.split('/')[0] ?? ''));
}

const FILES = projectFiles();

/** The names that stand in a folder. */
const namesIn = (files: readonly string[], depth: number): string[] => [
  ...new Set(files.map((file) => file.split('/')[depth] ?? '')),
];

async function manifests(): Promise<UserManifest[]> {
  const { manifest } = config;
  if (typeof manifest !== 'function') throw new Error('wxt.config.ts makes no manifest.');
  const environment = { command: 'build', mode: 'production', manifestVersion: 3 } as const;
  const browsers: readonly ConfigEnv['browser'][] = ['chrome', 'firefox'];
  return await Promise.all(browsers.map(async (browser) => await manifest({ ...environment, browser })));
}

describe('the README', () => {
  it('names commands that exist, and leaves none out that a person starts', () => {
    const named = new Set([...README.matchAll(/npm run ([\w:-]+)/gu)].map((match) => match[1] ?? ''));
    const scripts = keysOf('scripts');
    expect([...named].filter((name) => !scripts.includes(name))).toEqual([]);
    const parts = new Set(['prepare', 'test', 'fmt', 'lint', 'types', 'dead']); // said otherwise, or parts of check
    expect(scripts.filter((name) => !named.has(name) && !parts.has(name))).toEqual([]);
    expect(README).toContain('npm ci && npm run demo');
    expect(README).toContain('npm ci && npm test');
  });

  it('draws the tree as it is', () => {
    const drawn = /```\n([\s\S]*?)```/u.exec(section('The tree'))?.[1]?.split('\n') ?? [];
    const folders = drawn.flatMap((line) => /^([\w/-]+)\/ /u.exec(line)?.[1] ?? []);
    const rooms = FILES.filter((file) => /^lib\/[^/]+\//u.test(file));
    expect(folders.filter((name) => name.startsWith('lib/')).toSorted()).toEqual(
      namesIn(rooms, 1)
        .map((room) => `lib/${room}`)
        .toSorted(),
    );
    const beside = [...section('The tree').matchAll(/`([^`/\n]+)\/?`/gu)].map((match) => match[1] ?? '');
    const top = [...folders.filter((name) => !name.includes('/')), ...beside, 'lib', 'README.md'];
    expect(top.toSorted()).toEqual(namesIn(FILES, 0).toSorted());
  });

  it('draws the rooms in the order in which data travels', () => {
    const order = /ROOMS = \[([\s\S]*?)\]/u.exec(read('test/architecture.test.ts'))?.[1] ?? '';
    const rooms = [...order.matchAll(/'(\w+)'/gu)].map((match) => match[1] ?? '');
    const drawn = [...section('The tree').matchAll(/^lib\/(\w+)\//gmu)].map((match) => match[1] ?? '');
    expect(drawn).toEqual([...rooms, 'flows', 'adapters', 'wiring'].filter((room) => drawn.includes(room)));
  });

  it('gives a reason for every permission, and for no other', async () => {
    const asked = (await manifests()).flatMap((manifest) => [
      ...(manifest.permissions ?? []),
      ...(manifest.host_permissions ?? []),
      ...(manifest.optional_permissions ?? []),
      ...(manifest.optional_host_permissions ?? []),
    ]);
    expect(firstColumn(section('Permissions, and why each')).toSorted()).toEqual([...new Set(asked)].toSorted());
  });

  it('gives a reason for every dependency, and for no other', () => {
    const [shipped = '', others = ''] = section('Dependencies, and why each').split('What does not ship');
    expect(firstColumn(shipped).toSorted()).toEqual(keysOf('dependencies').toSorted());
    const rest = [...keysOf('devDependencies'), ...keysOf('optionalDependencies')];
    expect(firstColumn(others).toSorted()).toEqual(rest.toSorted());
  });

  it('says truly what each dependency weighs', async () => {
    const rows = [...section('Dependencies, and why each').matchAll(/^\| `([^`]+)` +\| +([\d.]+) +\|/gmu)];
    const said = rows.map(([, name = '', size = '']) => ({ name, size: Number(size) }));
    expect(said.map(({ name }) => name).toSorted()).toEqual(keysOf('dependencies').toSorted());
    const weighed = await Promise.all(said.map(async ({ name }) => ({ name, size: await weigh(name) })));
    expect(said).toEqual(weighed.map(({ name, size }) => ({ name, size: expect.closeTo(size, 0) })));
  }, 60_000);

  it('names only files and folders that exist', () => {
    const paths = [...README.matchAll(/`((?:lib|components|entrypoints|test|docs)\/[^`\s]*)`/gu)]
      .map((match) => match[1] ?? '')
      .filter((path) => !path.includes('NAME') && !path.includes('…'));
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('shows pictures that exist, all of them, and light enough for a clone', () => {
    const shown = [...README.matchAll(/\]\((docs\/screenshots\/[^)]+)\)/gu)].map((match) => match[1] ?? '');
    const pictures = globSync('docs/screenshots/*', { cwd: ROOT });
    expect(pictures.length).toBeGreaterThan(3);
    expect(shown.toSorted()).toEqual(pictures.map((path) => path.replaceAll('\\', '/')).toSorted());
    const bytes = pictures.reduce((sum, path) => sum + statSync(join(ROOT, path)).size, 0);
    expect(bytes).toBeLessThan(1.2e6);
  });

  it('has a place for figures', () => {
    expect(section('Figures')).toMatch(/<!-- figures -->[\s\S]*<!-- \/figures -->/u);
  });
});

describe('every document', () => {
  it('links to what exists', () => {
    const documents = FILES.filter((file) => /^[^/]+\.md$/u.test(file));
    const broken = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/gu)].flatMap(([, target = '']) =>
        existsSync(join(ROOT, target)) ? [] : [`${file} → ${target}`],
      ),
    );
    expect(documents).toContain('PRIVACY.md');
    expect(broken).toEqual([]);
  });
});

describe('PRIVACY.md', () => {
  const hosts = firstColumn(PRIVACY).toSorted();

  it('names the hosts that the fetch door lets through', () => {
    const services = /SERVICES = \[([^\]]*)\]/u.exec(read('lib/adapters/browser/granted-hosts.ts'))?.[1] ?? '';
    const pages = /PAGES[^{]*\{([^}]*)\}/u.exec(read('lib/adapters/status-pages/status-pages.ts'))?.[1] ?? '';
    const allowed = [...`${services}${pages}`.matchAll(/'https:\/\/([^']+)'/gu)].map((match) => match[1] ?? '');
    expect(hosts).toEqual(allowed.toSorted());
  });

  it('says how far the browser lets requests go by itself', async () => {
    for (const { content_security_policy: policy } of await manifests()) {
      const sources = /connect-src ([^;]*)/u.exec(JSON.stringify(policy))?.[1]?.split(' ') ?? [];
      expect(sources).toEqual(['https:', 'http://localhost:*', 'http://127.0.0.1:*']);
    }
    expect(PRIVACY).toContain('it allows https, and http on this computer');
  });
});

it('CHANGELOG.md begins with the version of package.json', () => {
  const top = /^## (\d+\.\d+\.\d+)/mu.exec(read('CHANGELOG.md'))?.[1];
  expect(PACKAGE).toHaveProperty('version', top);
});

describe('every text of the project', () => {
  const TEXT = /\.(?:[cm]?[jt]sx?|json|md|css|html|sh|svg|yaml|yml|txt)$|^\.[\w.-]+$|LICENSE$|\.ci\/run$/u;
  const texts = FILES.filter((file) => TEXT.test(file));
  // Written in pieces, so that this file does not hold what it looks for.
  const FORBIDDEN = [
    ['a home folder', new RegExp(['/ho', 'me/\\w|/Us', 'ers/\\w|/ro', 'ot/\\w|C:\\\\Us', 'ers'].join(''), 'u')],
    ['a working folder', new RegExp(['(?<![\\w.:])/wo', 'rk/\\w|/tm', 'p/\\w'].join(''), 'u')],
    [
      'a package registry',
      new RegExp(['regis', 'try\\.(?:np', 'mjs|ya', 'rnpkg)|/np', 'm/-/|"reso', 'lved":'].join(''), 'u'),
    ],
  ] as const;

  it.each(FORBIDDEN)('holds no path of %s', (_what, pattern) => {
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.filter((file) => pattern.test(read(file)))).toEqual([]);
  });
});

/** The gzip size in kB of what the sources import of a package, types aside. */
async function weigh(name: string): Promise<number> {
  const sources = globSync(['lib/**/*.ts*', 'components/**/*.ts*', 'entrypoints/**/*.ts*'], { cwd: ROOT }).map(read);
  const imports = sources.flatMap((text) => [
    ...text.matchAll(/^import (?!type\b)(?:(\w+)|\{([^}]*)\}) from '([^'.][^']*)'/gmu),
  ]);
  const names = new Map<string, Set<string>>();
  for (const [, whole, some, from = ''] of imports) {
    if (from !== name && !from.startsWith(`${name}/`)) continue;
    const wanted = names.get(from) ?? new Set<string>();
    if (whole !== undefined) wanted.add('default');
    for (const one of some?.split(',') ?? []) if (one.trim() !== '' && !one.includes('type ')) wanted.add(one.trim());
    names.set(from, wanted);
  }
  const entry = join(ROOT, 'lib/weighed.js');
  const code = [...names].map(([from, wanted]) => `export { ${as(wanted)} } from '${from}';`).join('\n');
  const built = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    build: {
      write: false,
      target: 'esnext',
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
    plugins: [
      {
        name: 'weighed',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const chunks = outputs.filter((one): one is Rolldown.OutputChunk => one.type === 'chunk');
  if (chunks.length === 0) throw new Error(`Nothing is imported of ${name}.`);
  return gzipSync(chunks.map((chunk) => chunk.code).join('')).length / 1000;
}

/** An export list in which every name is told apart, also `default` of several entries. */
function as(names: ReadonlySet<string>): string {
  return [...names].map((name) => (name === 'default' ? 'default as whole' : name)).join(', ');
}
