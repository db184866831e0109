import type { PageId } from '../base/ids.ts';
import type { Job } from '../jobs/job.ts';
import type { Connections } from '../messages/desk.ts';
import type { Fallback, Reliance, Remedy } from '../messages/inventory.ts';
import type { KitView } from '../mirror/offline-kit.ts';
import type { SyncView } from '../mirror/sync-view.ts';
import { UNSAID } from '../policy/data-class.ts';
import { classesSeenBy } from '../policy/may-see.ts';
import type { Settings } from '../settings/settings.ts';

/** What was not used for so long is not relied on. */
const LATELY_MS = 30 * 24 * 60 * 60_000;
const MOST_PAGES = 8;

/** All that the inventory is made from. */
export interface InventoryFacts {
  readonly now: number;
  readonly jobs: readonly Pick<Job, 'input' | 'createdAt'>[];
  readonly settings: Settings;
  readonly connections: Connections;
  readonly kits: readonly KitView[];
  readonly syncs: readonly SyncView[];
  /** Pages whose copy is on this device, among those that jobs worked on. */
  readonly copies: ReadonlySet<PageId>;
}

/** What a person relies on, and what stands in for each when its service is away: the most used first. */
export function inventoryOf(facts: InventoryFacts): readonly Reliance[] {
  return [...actionsOf(facts), ...pagesOf(facts), ...connectionsIn(facts)];
}

const isRecent = ({ now }: InventoryFacts, { createdAt }: { readonly createdAt: number }): boolean =>
  now - createdAt <= LATELY_MS;

function actionsOf(facts: InventoryFacts): readonly Reliance[] {
  const uses = new Map<Extract<Reliance['what'], { kind: 'action' }>['action'], number>();
  for (const job of facts.jobs.filter((each) => isRecent(facts, each) && each.input.model !== 'none')) {
    const action = job.input.scope === undefined ? job.input.action : 'ask-pages';
    uses.set(action, (uses.get(action) ?? 0) + 1);
  }
  const { fallbacks, remedies } = modelsOf(facts);
  return [...uses]
    .toSorted(([, one], [, other]) => other - one)
    .map(([action, count]) => ({
      what: { kind: 'action', action, uses: count },
      fallbacks: { ...fallbacks, 'model-free': action !== 'write' },
      remedies,
    }));
}

/** Who else can answer, and what would give that somebody. */
function modelsOf({ settings, connections }: InventoryFacts): {
  readonly fallbacks: Partial<Record<Fallback, boolean>>;
  readonly remedies: readonly Remedy[];
} {
  const { provider, providers, fallbacks, model, builtIn } = settings;
  const others = providers.filter(
    ({ id, off, models }) =>
      id !== provider &&
      off !== true &&
      // What stands in for most pages: what nobody has said anything of.
      models.some((each) => classesSeenBy({ provider: id, model: each }, settings).includes(UNSAID)),
  );
  const claude = connections.claude.state !== 'missing';
  const otherModel = fallbacks.some((each) => each !== model) && (provider !== 'claude' || claude);
  const otherProvider = others.length > 0 || (provider !== 'claude' && claude);
  const missing = !claude && provider === 'claude' && others.length === 0;
  return {
    fallbacks: { model: otherModel, provider: otherProvider },
    remedies: [
      ...(missing ? [{ kind: 'connect-claude' } as const] : []),
      ...(otherModel || missing ? [] : [{ kind: 'add-model' } as const]),
      ...(otherProvider ? [] : [{ kind: 'add-provider' } as const]),
      ...(builtIn ? [] : [{ kind: 'allow-built-in' } as const]),
    ],
  };
}

function pagesOf(facts: InventoryFacts): readonly Reliance[] {
  const { kits, jobs, copies, connections } = facts;
  const canRead = connections.notion.length > 0;
  const pinned = kits.map(({ kit, ready }): Reliance => {
    const whole = ready.pages > 0 && ready.pagesReady === ready.pages;
    return {
      what: { kind: 'page', title: kit.title, pinned: true },
      fallbacks: { copy: whole },
      remedies: whole || !canRead ? [] : [{ kind: 'read-page', pageId: kit.id }],
    };
  });
  const inKits = new Set(kits.flatMap(({ kit }) => [kit.id, ...kit.pages]));
  const worked = new Map<PageId, string>();
  for (const { input } of jobs.filter((job) => isRecent(facts, job))) {
    if (input.target !== undefined && !inKits.has(input.target.pageId)) {
      worked.set(input.target.pageId, input.target.title);
    }
  }
  const others = [...worked].slice(0, MOST_PAGES).map(([pageId, title]): Reliance => ({
    what: { kind: 'page', title, pinned: false },
    fallbacks: { copy: copies.has(pageId) },
    remedies: copies.has(pageId) || !canRead ? [] : [{ kind: 'read-page', pageId }],
  }));
  return [...pinned, ...others];
}

function connectionsIn(facts: InventoryFacts): readonly Reliance[] {
  const { connections, syncs } = facts;
  const { fallbacks } = modelsOf(facts);
  const claude: readonly Reliance[] =
    connections.claude.state === 'missing'
      ? []
      : [
          {
            what: { kind: 'claude' },
            fallbacks: { provider: fallbacks.provider === true, 'model-free': true },
            remedies: [],
          },
        ];
  const workspaces = connections.notion.map(({ id, workspace }): Reliance => {
    const sync = syncs.find(({ connection }) => connection === id);
    const { mirrored = 0, known = 0 } = sync ?? {};
    const copied = known > 0 && mirrored === known;
    const idle = sync === undefined || sync.state === 'paused' || sync.state === 'resting';
    return {
      what: { kind: 'notion', workspace, mirrored, known },
      fallbacks: { copy: mirrored > 0 },
      remedies: !copied && idle ? [{ kind: 'sync', connection: id }] : [],
    };
  });
  if (workspaces.length > 0) return [...claude, ...workspaces];
  const none = { what: { kind: 'notion', workspace: '', mirrored: 0, known: 0 }, fallbacks: { copy: false } } as const;
  return [...claude, { ...none, remedies: [{ kind: 'connect-notion' }] }];
}
