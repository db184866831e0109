import type { PageId } from '../base/ids.ts';
import { withoutContent } from '../mirror/head-of-page.ts';
import { Ledger } from '../mirror/ledger.ts';
import type { PageHead } from '../mirror/page-head.ts';
import type { Listed } from '../mirror/reconcile.ts';
import type { Wishes } from '../mirror/sync-plan.ts';
import { progressOf } from '../mirror/sync-progress.ts';
import { advanceSync, roomOf, UNKNOWN } from '../mirror/sync-state.ts';
import type { Machine, SyncEvent, SyncRow } from '../mirror/sync-state.ts';
import type { ChangeHead } from '../mirror/sync-store.ts';
import type { Exclusion } from '../mirror/sync-view.ts';
import { Places } from './sync-place.ts';
import type { SyncPorts, SyncTarget } from './sync-ports.ts';

/** Rows that only show progress are written so often. */
const SHOW_EVERY_MS = 1_000;

/** Ids of excluded pages that are remembered; of others Notion is asked again. */
const MOST_EXCLUDED = 20_000;

const emptiedOf = ({ passes, paused, excluded }: Machine): Machine => ({ ...UNKNOWN, passes, paused, excluded });

/** What one run knows and what it writes. Landings follow one another, so that none tells of another that failed. */
export class SyncRun {
  readonly ports: SyncPorts;
  readonly target: SyncTarget;
  readonly ledger: Ledger;
  readonly places: Places;
  readonly exclusions: readonly Exclusion[];
  #machine: Machine;
  #syncedAt: number | undefined;
  #shownAt = 0;
  #line: Promise<unknown> = Promise.resolve();

  private constructor(ports: SyncPorts, target: SyncTarget, row: SyncRow | undefined, ledger: Ledger) {
    this.ports = ports;
    this.target = target;
    this.ledger = ledger;
    this.#machine = row?.machine ?? UNKNOWN;
    this.#syncedAt = row?.syncedAt;
    this.exclusions = row?.exclusions ?? [];
    const excluded = new Set([...this.exclusions.map(({ id }) => id), ...this.#machine.excluded]);
    this.places = new Places(target.reader, excluded, (id) => ledger.heads.get(id));
  }

  static async open(ports: SyncPorts, target: SyncTarget, visited: Omit<Wishes, 'pinned'>): Promise<SyncRun> {
    const { store, clock } = ports;
    const [rows, heads, records, pinned, cap] = await Promise.all([
      store.rows(),
      store.heads(target.id),
      store.recordIds(),
      ports.pinned(),
      ports.capBytes(),
    ]);
    const stored = rows.find(({ connection }) => connection === target.id);
    // The mirror was emptied since: what is not here has to be listed anew.
    const emptied = heads.length === 0 && (stored?.known ?? 0) > 0;
    const row = stored === undefined || !emptied ? stored : { ...stored, machine: emptiedOf(stored.machine) };
    const others = rows.reduce((sum, { connection, bytes }) => sum + (connection === target.id ? 0 : bytes), 0);
    const room = roomOf(row?.machine ?? UNKNOWN, cap, others, clock.now());
    const ledger = new Ledger(heads, records, { ...visited, pinned }, room, clock.now());
    return new SyncRun(ports, target, row, ledger);
  }

  get machine(): Machine {
    return this.#machine;
  }

  /** What a listing of the present pass is reconciled with. */
  get listed(): Listed {
    const { pass } = this.#machine;
    const { id: connection, workspace } = this.target;
    return { connection, workspace, ...(pass?.kind === 'full' && { seenIn: pass.number }) };
  }

  /** Stores heads, and where the sync stands after `event`, in one transaction. Afterwards the run knows them. */
  async land(ids: readonly PageId[], change: ChangeHead, event?: SyncEvent): Promise<void> {
    if (ids.length === 0 && event === undefined) return;
    await this.#inTurn(async () => {
      const { clock, store } = this.ports;
      const machine = event === undefined ? this.#machine : advanceSync(this.#machine, event);
      const records = new Map<PageId, 'kept' | 'settled'>();
      const noting: ChangeHead = (id, before) => {
        const changed = change(id, before);
        if (changed?.record !== undefined) records.set(id, 'kept');
        else if (changed?.settled === true) records.set(id, 'settled');
        return changed;
      };
      const row = event === undefined && !this.#isTimeToShow() ? undefined : this.#row(machine);
      const written = await store.land(ids, noting, row);
      this.#machine = machine;
      for (const head of written) this.ledger.note(head, records.get(head.id) ?? 'as it was', clock.now());
    });
  }

  /** Stores where the sync stands. */
  advance(event: SyncEvent): Promise<void> {
    return this.#inTurn(async () => {
      const machine = advanceSync(this.#machine, event);
      if (event.type === 'rest') this.#syncedAt = this.ports.clock.now();
      await this.ports.store.putRow(this.#row(machine));
      this.#machine = machine;
    });
  }

  /** Takes pages away that turned out to be excluded. */
  exclude(ids: readonly PageId[]): Promise<void> {
    return this.#inTurn(async () => {
      const excluded = [...new Set([...this.#machine.excluded, ...ids])].slice(-MOST_EXCLUDED);
      const machine = { ...this.#machine, excluded };
      const held = ids.filter((id) => this.ledger.heads.has(id));
      await this.ports.pages.erase(held);
      await this.ports.store.forget(held, this.#row(machine));
      this.#machine = machine;
      for (const id of held) this.ledger.forget(id);
    });
  }

  /** Takes contents away and keeps what is known of the pages; of lost ones nothing is left. */
  async evict(going: readonly PageHead[]): Promise<void> {
    const { pages, store } = this.ports;
    const lost = going.filter(({ state }) => state === 'lost').map(({ id }) => id);
    const others = new Map(going.filter(({ state }) => state !== 'lost').map((head) => [head.id, head]));
    await pages.remove(going.map(({ id }) => id));
    await store.forget(lost);
    for (const id of lost) this.ledger.forget(id);
    await this.land([...others.keys()], (id, before) => {
      const head = before ?? others.get(id);
      return head === undefined ? undefined : { head: withoutContent(head) };
    });
  }

  /** The head as it is now: others write it, too. */
  async fresh(id: PageId): Promise<PageHead | undefined> {
    return this.ports.store.head(id);
  }

  async #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#line.then(work);
    this.#line = turn.catch(() => undefined);
    return turn;
  }

  #isTimeToShow(): boolean {
    const now = this.ports.clock.now();
    if (now - this.#shownAt < SHOW_EVERY_MS) return false;
    this.#shownAt = now;
    return true;
  }

  #row(machine: Machine): SyncRow {
    return {
      connection: this.target.id,
      workspace: this.target.workspace,
      ...progressOf(machine, this.ledger.counts(), this.ports.clock.now()),
      ...(this.#syncedAt !== undefined && { syncedAt: this.#syncedAt }),
      exclusions: this.exclusions,
      machine,
    };
  }
}
