import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import { parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { MOST_KIT_PAGES, prepareKit } from '../../lib/flows/kit.ts';
import type { KitPorts } from '../../lib/flows/kit.ts';
import { createKitKeeper } from '../../lib/flows/kit-keeper.ts';
import type { KitStore, OfflineKit } from '../../lib/mirror/offline-kit.ts';
import { pageUrl } from '../../lib/mirror/address.ts';
import type { Page } from '../../lib/mirror/page.ts';
import type { Block } from '../../lib/text/block.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import { aPage, paragraph } from './actions-pages.ts';

const NEVER = new AbortController().signal;

const idOf = (n: number): PageId => parsePageId(n.toString(16).padStart(32, '0')) ?? expect.unreachable('not an id');

interface Sketch {
  readonly parent?: number;
  readonly relations?: readonly number[];
  readonly inside?: readonly number[];
  readonly mentions?: readonly number[];
}

function pageOf(n: number, { parent, relations = [], inside = [], mentions = [] }: Sketch): Page {
  const children = inside.map((child): Block => ({
    kind: 'page',
    depth: 0,
    text: `Page ${child}`,
    url: pageUrl(idOf(child)),
  }));
  const links = mentions.map((other): Block => ({
    ...paragraph(`See Page ${other}`),
    mentions: [{ kind: 'page', text: `Page ${other}`, url: pageUrl(idOf(other)) }],
  }));
  return {
    ...aPage({ title: `Page ${n}`, blocks: [paragraph(`This is ${n}.`), ...children, ...links] }),
    id: idOf(n),
    properties:
      relations.length === 0 ? [] : [{ name: 'Projects', type: 'relation', text: '', pages: relations.map(idOf) }],
    ...(parent !== undefined && { parent: idOf(parent) }),
  };
}

function memoryKits(): KitStore & { readonly rows: Map<PageId, OfflineKit> } {
  const rows = new Map<PageId, OfflineKit>();
  return {
    rows,
    get: async (id) => rows.get(id),
    all: async () => [...rows.values()],
    add: async (kit) => void rows.set(kit.id, kit),
    async change(id, change) {
      const before = rows.get(id);
      if (before === undefined) return undefined;
      const after = change(before);
      rows.set(id, after);
      return after;
    },
    remove: async (id) => void rows.delete(id),
  };
}

/** A small Notion, and a device that it is read to. */
function bench(sketches: Readonly<Record<number, Sketch>>) {
  const notion = new Map(Object.entries(sketches).map(([n, sketch]) => [idOf(Number(n)), pageOf(Number(n), sketch)]));
  const device = new Map<PageId, Page>();
  const kits = memoryKits();
  const clock = createFakeClock();
  const read: PageId[] = [];
  const briefs: PageId[] = [];
  const refusing = new Map<PageId, FailureCode>();
  let before: () => Promise<void> = async () => undefined;
  const ports: KitPorts = {
    clock,
    kits,
    pages: {
      async get(id) {
        await before();
        return device.get(id);
      },
    },
    insideOf: async () => [],
    async read(id) {
      await before();
      read.push(id);
      const code = refusing.get(id);
      if (code !== undefined) throw new Failure(code);
      const page = notion.get(id);
      if (page === undefined) throw new Failure('notion-not-shared');
      device.set(id, page);
      return page;
    },
    hasBrief: async (id) => briefs.includes(id),
    async makeBrief({ id }) {
      await before();
      briefs.push(id);
    },
  };
  const pin = (n: number): Promise<void> =>
    kits.add({ id: idOf(n), title: `Page ${n}`, pinnedAt: 0, pages: [idOf(n)] });
  return {
    ports,
    kits,
    device,
    read,
    briefs,
    refusing,
    clock,
    pin,
    interfere: (how: () => Promise<void>) => {
      before = how;
    },
    kit: (n: number) => kits.rows.get(idOf(n)),
  };
}

const PROJECT: Readonly<Record<number, Sketch>> = {
  1: { relations: [2], inside: [3, 4], mentions: [5] },
  2: { parent: 90, inside: [91] },
  3: { parent: 1, inside: [6] },
  4: { parent: 1, mentions: [92] },
  5: { parent: 90, inside: [93] },
  6: { parent: 3 },
  90: {},
  91: { parent: 2 },
  92: {},
  93: { parent: 5 },
};

describe('an offline kit', () => {
  it('holds the page, its relations, what it links to and all that stands inside it, and no more', async () => {
    const { ports, pin, kit, device, briefs } = bench(PROJECT);
    await pin(1);
    await prepareKit(ports, idOf(1), NEVER);
    expect(new Set(kit(1)?.pages)).toEqual(new Set([1, 2, 3, 4, 5, 6].map(idOf)));
    expect([...device.keys()].toSorted()).toEqual([1, 2, 3, 4, 5, 6].map(idOf));
    expect(kit(1)?.gatheredAt).toBeDefined();
    expect(briefs).toEqual([idOf(1)]);
  });

  it('brings the rows that the mirror knows of', async () => {
    const { ports, pin, kit } = bench({ ...PROJECT, 7: { parent: 1 } });
    await pin(1);
    await prepareKit({ ...ports, insideOf: async (id) => (id === idOf(1) ? [idOf(7)] : []) }, idOf(1), NEVER);
    expect(kit(1)?.pages).toContain(idOf(7));
  });

  it('goes on without a page that Notion does not give, and says so', async () => {
    const { ports, pin, kit, device } = bench({ 1: { relations: [2], inside: [3] }, 3: { parent: 1 } });
    await pin(1);
    await prepareKit(ports, idOf(1), NEVER);
    expect(kit(1)?.absent).toEqual([idOf(2)]);
    expect(device.has(idOf(3))).toBe(true);
  });

  it('keeps what it has and why it stopped when Notion goes down, and goes on later without asking twice', async () => {
    const { ports, pin, kit, device, refusing, read } = bench(PROJECT);
    await pin(1);
    refusing.set(idOf(3), 'notion-unreachable');
    await prepareKit(ports, idOf(1), NEVER);
    expect(kit(1)?.failure?.code).toBe('notion-unreachable');
    expect(device.has(idOf(2))).toBe(true);
    expect(kit(1)?.gatheredAt).toBeUndefined();
    refusing.clear();
    await prepareKit(ports, idOf(1), NEVER);
    expect(kit(1)?.failure).toBeUndefined();
    expect(device.size).toBe(6);
    expect(read.filter((id) => id === idOf(2))).toHaveLength(1);
  });

  it('comes to the same wherever it is killed', async () => {
    const whole = bench(PROJECT);
    await whole.pin(1);
    await prepareKit(whole.ports, idOf(1), NEVER);
    let killed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 16 }), { maxLength: 6 }), async (deaths) => {
        const { ports, pin, kit, device, briefs, read, interfere } = bench(PROJECT);
        await pin(1);
        for (const steps of deaths) {
          let left = steps;
          interfere(async () => {
            left -= 1;
            if (left < 0) throw new Error('killed');
          });
          await prepareKit(ports, idOf(1), NEVER).catch(() => {
            killed += 1;
          });
        }
        interfere(async () => undefined);
        await prepareKit(ports, idOf(1), NEVER);
        expect(kit(1)).toEqual(whole.kit(1));
        expect(device).toEqual(whole.device);
        expect(briefs).toEqual([idOf(1)]);
        expect(new Set(read).size).toBe(read.length);
      }),
      { numRuns: 60 },
    );
    expect(killed).toBeGreaterThan(20);
  });

  it('holds no more than it may, and says that there is more', async () => {
    const many = Array.from({ length: MOST_KIT_PAGES + 20 }, (_, at) => at + 2);
    const rows = Object.fromEntries(many.map((n) => [n, { parent: 1 }]));
    const { ports, pin, kit } = bench({ ...rows, 1: { inside: many } });
    await pin(1);
    await prepareKit(ports, idOf(1), NEVER);
    expect(kit(1)?.pages).toHaveLength(MOST_KIT_PAGES);
    expect(kit(1)?.cut).toBe(true);
  });

  it('stops reading once it is unpinned, and does not come back', async () => {
    const { ports, pin, kit, kits, read, interfere, briefs } = bench(PROJECT);
    await pin(1);
    interfere(async () => {
      if (read.length === 2) kits.rows.delete(idOf(1));
    });
    await prepareKit(ports, idOf(1), NEVER);
    expect(read.length).toBeLessThan(6);
    expect(kit(1)).toBeUndefined();
    expect(briefs).toEqual([]);
  });

  it('ends where it is when it is called off, without a failure', async () => {
    const { ports, pin, kit, read } = bench(PROJECT);
    await pin(1);
    const leaving = new AbortController();
    const once: KitPorts['read'] = (...page) => {
      leaving.abort();
      return ports.read(...page);
    };
    await expect(prepareKit({ ...ports, read: once }, idOf(1), leaving.signal)).rejects.toThrow('aborted');
    expect(read).toEqual([idOf(1)]);
    expect([kit(1)?.failure, kit(1)?.gatheredAt]).toEqual([undefined, undefined]);
  });
});

describe('the keeper of kits', () => {
  const keeperOf = ({ ports }: ReturnType<typeof bench>) => {
    let awake = 0;
    const bugs: unknown[] = [];
    const keeper = createKitKeeper(
      ports,
      () => {
        awake += 1;
        return () => void (awake -= 1);
      },
      (bug) => bugs.push(bug),
    );
    return { keeper, awake: () => awake, bugs };
  };

  it('makes a pinned kit ready, lets the worker sleep then, and takes it up again only when it is old', async () => {
    const at = bench(PROJECT);
    const { keeper, awake, bugs } = keeperOf(at);
    await keeper.pin({ pageId: idOf(1), title: 'Page 1' });
    await keeper.settled();
    expect(at.device.size).toBe(6);
    expect(awake()).toBe(0);
    const asked = at.read.length;
    await keeper.recover();
    await keeper.settled();
    expect(at.read).toHaveLength(asked);
    at.device.delete(idOf(6));
    await at.clock.advance(7 * 60 * 60_000);
    await keeper.recover();
    await keeper.settled();
    expect(at.device.has(idOf(6))).toBe(true);
    expect(bugs).toEqual([]);
  });

  it('tries again what failed when the kit is pinned again', async () => {
    const at = bench(PROJECT);
    at.refusing.set(idOf(1), 'offline');
    const { keeper } = keeperOf(at);
    const page = { pageId: idOf(1), title: 'Page 1' };
    await keeper.pin(page);
    await keeper.settled();
    expect(at.kit(1)?.failure?.code).toBe('offline');
    at.refusing.clear();
    await keeper.pin(page);
    await keeper.settled();
    expect(at.kit(1)?.failure).toBeUndefined();
    expect(at.device.size).toBe(6);
  });

  it('reports a bug and goes on with the next kit', async () => {
    const at = bench(PROJECT);
    const { keeper, bugs } = keeperOf(at);
    let broken = true;
    at.interfere(async () => {
      if (!broken) return;
      broken = false;
      throw new TypeError('a bug');
    });
    await keeper.pin({ pageId: idOf(1), title: 'Page 1' });
    await keeper.pin({ pageId: idOf(4), title: 'Page 4' });
    await keeper.settled();
    expect(bugs).toHaveLength(1);
    expect(at.kit(4)?.gatheredAt).toBeDefined();
  });
});
