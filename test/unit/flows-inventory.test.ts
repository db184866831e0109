import { describe, expect, it } from 'vitest';
import { asConnectionId, parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { inventoryOf } from '../../lib/flows/inventory.ts';
import type { InventoryFacts } from '../../lib/flows/inventory.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import type { Reliance } from '../../lib/messages/inventory.ts';
import type { SyncView } from '../../lib/mirror/sync-view.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { ProviderSettings } from '../../lib/settings/provider.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const DAY = 24 * 60 * 60_000;
const ACME = asConnectionId('acme');

function pageId(digit: string): PageId {
  const id = parsePageId(digit.repeat(32));
  if (id === undefined) throw new Error(`No page id: ${digit}`);
  return id;
}

const PLAN = pageId('1');
const BUDGET = pageId('2');

const asked = (
  action: JobInput['action'],
  daysAgo = 1,
  more: Partial<JobInput> = {},
): InventoryFacts['jobs'][number] => ({
  createdAt: NOW - daysAgo * DAY,
  input: { action, length: 'short', ...more },
});
const on = (id: PageId, title: string): Partial<JobInput> => ({ target: { pageId: id, title, url: '' } });

const OLLAMA: ProviderSettings = {
  id: 'openai:local',
  name: 'Ollama on this computer',
  baseUrl: 'http://127.0.0.1:11434',
  header: 'none',
  models: ['small-local-model'],
  classes: ['internal'],
};

const aSync = (differs: Partial<SyncView> = {}): SyncView => ({
  connection: ACME,
  workspace: 'Acme',
  state: 'resting',
  known: 10,
  mirrored: 10,
  requestsLeft: 0,
  msLeft: 0,
  bytes: 0,
  exclusions: [],
  ...differs,
});

const facts = (differs: Partial<InventoryFacts> = {}): InventoryFacts => ({
  now: NOW,
  jobs: [],
  settings: DEFAULT_SETTINGS,
  connections: {
    claude: { state: 'connected' },
    notion: [{ id: ACME, workspace: 'Acme', locked: false, ending: '1234' }],
    mode: 'session',
    locked: false,
  },
  kits: [],
  syncs: [aSync()],
  copies: new Set(),
  ...differs,
});

const kinds = (found: readonly Reliance[]): string[] =>
  found.flatMap(({ remedies }) => remedies.map(({ kind }) => kind));
const actions = (found: readonly Reliance[]): unknown[] =>
  found.flatMap(({ what }) => (what.kind === 'action' ? [[what.action, what.uses]] : []));

describe('the inventory', () => {
  it('lists the actions of the last month, the most used first, and tells questions to many pages apart', () => {
    const found = inventoryOf(
      facts({
        jobs: [
          asked('summarize'),
          asked('ask', 1, { scope: { kind: 'everywhere' } }),
          asked('ask', 2, { scope: { kind: 'everywhere' } }),
          asked('brief', 31),
          asked('chat', 1, { model: 'none' }),
        ],
      }),
    );
    expect(actions(found)).toEqual([
      ['ask-pages', 2],
      ['summarize', 1],
    ]);
  });

  it('knows the other models of Claude, and asks for another provider beside them', () => {
    const [summarize] = inventoryOf(facts({ jobs: [asked('summarize')] }));
    expect(summarize?.fallbacks).toEqual({ model: true, provider: false, 'model-free': true });
    expect(summarize?.remedies).toEqual([{ kind: 'add-provider' }]);
  });

  it('has no gap with a second provider, and one again while that is off or may not see the pages', () => {
    const jobs = [asked('summarize')];
    const withOllama = { ...DEFAULT_SETTINGS, providers: [OLLAMA] };
    expect(kinds(inventoryOf(facts({ jobs, settings: withOllama })))).toEqual([]);
    const off = { ...DEFAULT_SETTINGS, providers: [{ ...OLLAMA, off: true as const }] };
    expect(kinds(inventoryOf(facts({ jobs, settings: off })))).toEqual(['add-provider']);
    const forPublic = { ...DEFAULT_SETTINGS, providers: [{ ...OLLAMA, classes: ['public'] as const }] };
    expect(kinds(inventoryOf(facts({ jobs, settings: forPublic })))).toEqual(['add-provider']);
  });

  it('asks for fallback models, and for leave of the browser’s model, where they were taken out', () => {
    const settings = { ...DEFAULT_SETTINGS, fallbacks: [DEFAULT_SETTINGS.model], builtIn: false };
    expect(kinds(inventoryOf(facts({ jobs: [asked('summarize')], settings })))).toEqual([
      'add-model',
      'add-provider',
      'allow-built-in',
    ]);
  });

  it('asks for a key first where no model is connected at all', () => {
    const connections = { ...facts().connections, claude: { state: 'missing' } as const };
    const found = inventoryOf(facts({ jobs: [asked('summarize')], connections }));
    expect(kinds(found)).toEqual(['connect-claude', 'add-provider']);
    expect(found.some(({ what }) => what.kind === 'claude')).toBe(false);
  });

  it('offers to read pages that were worked on and are not on this device, pinned ones first', () => {
    const kit = { id: PLAN, title: 'Plan', pinnedAt: 0, pages: [PLAN] };
    const found = inventoryOf(
      facts({
        kits: [{ kit, ready: { pages: 2, pagesReady: 1, answers: 0 } }],
        jobs: [asked('summarize', 1, on(BUDGET, 'Budget')), asked('brief', 2, on(PLAN, 'Plan'))],
        settings: { ...DEFAULT_SETTINGS, providers: [OLLAMA] },
      }),
    );
    expect(found.flatMap(({ what }) => (what.kind === 'page' ? [[what.title, what.pinned]] : []))).toEqual([
      ['Plan', true],
      ['Budget', false],
    ]);
    expect(found.flatMap(({ remedies }) => remedies)).toEqual([
      { kind: 'read-page', pageId: PLAN },
      { kind: 'read-page', pageId: BUDGET },
    ]);
  });

  it('is content with copies that are here', () => {
    const jobs = [asked('summarize', 1, on(BUDGET, 'Budget'))];
    const found = inventoryOf(facts({ jobs, copies: new Set([BUDGET]) }));
    expect(found.find(({ what }) => what.kind === 'page')?.fallbacks.copy).toBe(true);
    expect(kinds(found)).toEqual(['add-provider']);
  });

  it('offers to copy a workspace whose mirror rests before it is whole, and to connect one where none is', () => {
    const syncs = [aSync({ state: 'paused', mirrored: 4 })];
    expect(inventoryOf(facts({ syncs })).at(-1)).toMatchObject({
      what: { kind: 'notion', workspace: 'Acme', mirrored: 4, known: 10 },
      remedies: [{ kind: 'sync', connection: ACME }],
    });
    const connections = { ...facts().connections, notion: [] };
    expect(kinds(inventoryOf(facts({ connections, syncs: [] })))).toEqual(['connect-notion']);
  });
});
