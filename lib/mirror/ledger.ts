import type { PageId } from '../base/ids.ts';
import { hasRoom } from './eviction.ts';
import type { PageHead } from './page-head.ts';
import { isCurrent } from './reconcile.ts';
import { Agenda, rankOf } from './sync-plan.ts';
import type { Wishes } from './sync-plan.ts';
import type { Counts } from './sync-progress.ts';

/** Whether the content of the newest known edit is here. */
export function isPresent({ state, kind, editedAt, readEdit }: PageHead): boolean {
  if (state !== 'mirrored') return false;
  return kind === 'database' || editedAt === undefined || (readEdit !== undefined && readEdit >= editedAt);
}

/** All that one run of a sync knows of a workspace's pages, with the counts and the agenda that follow from it. */
export class Ledger {
  readonly #heads = new Map<PageId, PageHead>();
  readonly #records: Set<PageId>;
  readonly #agenda = new Agenda();
  readonly capBytes: number;
  #wishes: Wishes;
  #known = 0;
  #present = 0;
  #bytes = 0;

  /** @param records pages of which a list's record is kept */
  constructor(heads: readonly PageHead[], records: readonly PageId[], wishes: Wishes, capBytes: number, now: number) {
    this.#records = new Set(records);
    this.#wishes = wishes;
    this.capBytes = capBytes;
    for (const head of heads) this.#count(head);
    for (const head of heads) if (!isCurrent(head) || this.#records.has(head.id)) this.#plan(head, now);
  }

  get heads(): ReadonlyMap<PageId, PageHead> {
    return this.#heads;
  }

  get wishes(): Wishes {
    return this.#wishes;
  }

  counts(): Counts {
    return { known: this.#known, mirrored: this.#present, bytes: this.#bytes, toRead: this.#agenda.size };
  }

  /** Takes in what was written. */
  note(head: PageHead, record: 'kept' | 'settled' | 'as it was', now: number): void {
    if (record === 'kept') this.#records.add(head.id);
    if (record === 'settled') this.#records.delete(head.id);
    this.#count(head);
    if (!isPresent(head) || this.#records.has(head.id)) this.#plan(head, now);
    else this.#agenda.remove(head.id);
  }

  forget(id: PageId): void {
    this.#uncount(id);
    this.#records.delete(id);
    this.#agenda.remove(id);
  }

  next(): PageId | undefined {
    return this.#agenda.next();
  }

  /** What people want first has changed. */
  wish(wishes: Wishes, now: number): void {
    this.#wishes = wishes;
    for (const id of [...wishes.project, ...(wishes.open === undefined ? [] : [wishes.open])]) {
      const head = this.#heads.get(id);
      if (head !== undefined && (this.#agenda.has(id) || !isPresent(head))) this.#plan(head, now);
    }
  }

  #plan(head: PageHead, now: number): void {
    const { id, state, kind, trouble, listedAs, visitedAt } = head;
    // A listed database is put together from its rows; one that only a page has shown has to be asked for.
    const asked = kind !== 'database' || listedAs === undefined;
    const ready = state !== 'lost' && asked && (trouble === undefined || trouble.until <= now);
    const { open, project, pinned } = this.#wishes;
    const wanted = state === 'mirrored' || visitedAt !== undefined || id === open || project.has(id) || pinned.has(id);
    if (ready && (wanted || hasRoom(this.#bytes, this.capBytes))) this.#agenda.add(id, rankOf(head, this.#wishes, now));
    else this.#agenda.remove(id);
  }

  #count(head: PageHead): void {
    this.#uncount(head.id);
    this.#heads.set(head.id, head);
    this.#known += Number(head.state !== 'lost');
    this.#present += Number(isPresent(head));
    this.#bytes += head.bytes;
  }

  #uncount(id: PageId): void {
    const before = this.#heads.get(id);
    if (before === undefined) return;
    this.#heads.delete(id);
    this.#known -= Number(before.state !== 'lost');
    this.#present -= Number(isPresent(before));
    this.#bytes -= before.bytes;
  }
}
