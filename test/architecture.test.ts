import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Rooms in the order that data travels: each imports itself and earlier ones. */
const ROOMS = [
  'base',
  'text',
  'markup',
  'settings',
  'policy',
  'models',
  'resilience',
  'mirror',
  'fulltext',
  'retrieval',
  'gaps',
  'report',
  'prompt',
  'jobs',
  'actions',
  'drafts',
  'outbox',
  'autofill',
  'chat',
  'activity',
  'keeping',
  'messages',
];
const SDK_HOME: Readonly<Record<string, string>> = {
  '@anthropic-ai/sdk': 'lib/adapters/claude/',
  '@notionhq/client': 'lib/adapters/notion/',
  'webextension-polyfill': 'lib/adapters/browser/',
  dexie: 'lib/adapters/dexie/',
  marked: 'components/kit/',
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = globSync(['lib/**/*.ts', 'components/**/*.{ts,tsx}', 'entrypoints/**/*.{ts,tsx}']).filter(
  (file) => !file.endsWith('.d.ts'),
);

function importsOf(file: string): readonly Import[] {
  const found = readFileSync(file, 'utf8').matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|import\('([^']+)'\)|(?:^|\n)import\s*'([^']+)'/g,
  );
  return [...found].map((match) => {
    const to = match[1] ?? match[2] ?? match[3] ?? '';
    return { from: file, to: to.startsWith('.') ? path.normalize(path.join(path.dirname(file), to)) : to };
  });
}

type Rule = (source: readonly string[], target: readonly string[]) => string | undefined;

/** What each kind of place may import, by the first folders of both paths. */
const RULES: Readonly<Record<string, Rule>> = {
  components: (_source, [top = '', room = '']) =>
    top === 'components' || ROOMS.includes(room) ? undefined : 'components import rooms and components alone',
  entrypoints: () => undefined,
  wiring: () => undefined,
  adapters: ([, , own], [, target, other]) => {
    if (target === 'flows') return 'adapters never import flows';
    return target === 'adapters' && own !== other ? 'adapters never import one another' : undefined;
  },
  flows: (_source, [, target]) => (target === 'adapters' ? 'flows never import adapters' : undefined),
};

const roomRule: Rule = ([, source = ''], [, target = '']) => {
  if (target === 'adapters' || target === 'flows') return 'rooms know neither flows nor adapters';
  return ROOMS.indexOf(target) <= ROOMS.indexOf(source) ? undefined : `${source} comes before ${target}`;
};

function foreignHome({ from, to }: Import): string | undefined {
  const home = Object.entries(SDK_HOME).find(([name]) => to === name || to.startsWith(`${name}/`))?.[1];
  return home !== undefined && !from.startsWith(home) ? `${to} belongs to ${home}` : undefined;
}

/** Why an import is wrong, or nothing. */
export function verdict({ from, to }: Import): string | undefined {
  const source = from.split('/');
  const target = to.split('/');
  const [top = '', room = ''] = target;
  const kind = (source[0] === 'lib' ? source[1] : source[0]) ?? '';
  if (!['lib', 'components', 'entrypoints'].includes(top)) return foreignHome({ from, to });
  if (top === 'entrypoints' && kind !== 'entrypoints') return 'nobody imports a door';
  if (room === 'wiring' && kind !== 'entrypoints' && kind !== 'wiring') return 'wiring is imported by doors alone';
  if (top === 'components' && !['components', 'entrypoints', 'wiring'].includes(kind)) {
    return 'only wiring puts components together';
  }
  return (RULES[kind] ?? roomRule)(source, target);
}

/** Where the background listens to the browser: files that every wake parses, and those that listen while they work alone. */
const LISTENERS = ['wiring/background', 'wiring/doors', 'wiring/omnibox', 'wiring/receive', 'wiring/serve-companion'];
const WHILE_IN_USE = ['adapters/browser/granted-hosts', 'adapters/browser/notify', 'adapters/browser/tabs'];

describe('the house', () => {
  it('listens to what may wake the background in what every wake parses', () => {
    const listening = files.filter((file) =>
      /extension\s*\.\w+\s*\.on\w+\s*\.addListener/u.test(readFileSync(file, 'utf8')),
    );
    const allowed = new Set([...LISTENERS, ...WHILE_IN_USE].map((name) => `lib/${name}.ts`));
    expect(listening.filter((file) => !allowed.has(file))).toEqual([]);
    expect(listening.length).toBeGreaterThan(LISTENERS.length);
  });

  it('was really walked through', () => expect(files.length).toBeGreaterThan(40));

  it('has only imports that follow the way data travels', () => {
    const wrong = files.flatMap(importsOf).flatMap((one) => {
      const why = verdict(one);
      return why === undefined ? [] : [`${one.from} → ${one.to}: ${why}`];
    });
    expect(wrong).toEqual([]);
  });

  it('has only known rooms', () => {
    const known = new Set([...ROOMS, 'flows', 'adapters', 'wiring']);
    expect(files.filter((file) => file.startsWith('lib/') && !known.has(file.split('/')[1] ?? ''))).toEqual([]);
  });

  it.each([
    ['lib/text/cut.ts', 'lib/jobs/job.ts'],
    ['lib/jobs/job.ts', 'lib/adapters/dexie/words-database.ts'],
    ['lib/flows/pull.ts', 'lib/adapters/notion/client.ts'],
    ['lib/adapters/notion/client.ts', 'lib/adapters/dexie/words-database.ts'],
    ['components/popup/popup.tsx', 'lib/flows/pull.ts'],
    ['lib/messages/router.ts', 'dexie'],
    ['components/kit/button.tsx', 'webextension-polyfill'],
  ])('refuses %s → %s', (from, to) => expect(verdict({ from, to })).toBeDefined());

  it('has no file past 320 lines', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 320);
    expect(long).toEqual([]);
  });

  it('keeps no promise past its date', () => {
    const dated = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:\/\/|\*)[^\n]*TODO(?: \[(\d{4}-\d{2}-\d{2})\])?/g)].map(
        (match) => match[1],
      ),
    );
    const today = new Date().toISOString().slice(0, 10);
    expect(dated.filter((date) => date === undefined || date < today)).toEqual([]);
  });
});
