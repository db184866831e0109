import type { PageId } from '../base/ids.ts';
import type { PageHead } from './page-head.ts';

/** What people want to have first. */
export interface Wishes {
  /** The page in front of a person. */
  readonly open?: PageId;
  /** What belongs to it: what it stands in and what it is related to. */
  readonly project: ReadonlySet<PageId>;
  readonly pinned: ReadonlySet<PageId>;
}

/** Edited since, a page is recent. */
const RECENT_MS = 14 * 24 * 60 * 60_000;

/** Classes of pages in the order in which they are read. */
function classOf(head: PageHead, wishes: Wishes, now: number): number {
  if (head.id === wishes.open) return 0;
  if (wishes.project.has(head.id)) return 1;
  if (head.visitedAt !== undefined) return 2;
  if (now - (head.editedAt ?? 0) < RECENT_MS) return 3;
  if (wishes.pinned.has(head.id)) return 4;
  return head.kind === 'row' ? 6 : 5;
}

/** Times are below this until the year 5138. */
const LATEST = 1e14;

/** The lower, the sooner: by class, then the newest edit first. */
export function rankOf(head: PageHead, wishes: Wishes, now: number): number {
  return classOf(head, wishes, now) * LATEST + (LATEST - Math.max(head.editedAt ?? 0, head.visitedAt ?? 0));
}

/** What is still to be read, the lowest rank first. */
export class Agenda {
  readonly #ranks = new Map<PageId, number>();
  /** A heap. Entries whose rank has changed since are passed over. */
  readonly #heap: { readonly id: PageId; readonly rank: number }[] = [];

  get size(): number {
    return this.#ranks.size;
  }

  has(id: PageId): boolean {
    return this.#ranks.has(id);
  }

  add(id: PageId, rank: number): void {
    if (this.#ranks.get(id) === rank) return;
    this.#ranks.set(id, rank);
    this.#heap.push({ id, rank });
    this.#up(this.#heap.length - 1);
  }

  remove(id: PageId): void {
    this.#ranks.delete(id);
  }

  /** Takes the next one out. */
  next(): PageId | undefined {
    for (let top = this.#pop(); top !== undefined; top = this.#pop()) {
      if (this.#ranks.get(top.id) !== top.rank) continue;
      this.#ranks.delete(top.id);
      return top.id;
    }
    return undefined;
  }

  #pop(): { readonly id: PageId; readonly rank: number } | undefined {
    const top = this.#heap[0];
    const last = this.#heap.pop();
    if (top === undefined || last === undefined) return undefined;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#down(0);
    }
    return top;
  }

  #rank(at: number): number {
    return this.#heap[at]?.rank ?? Number.POSITIVE_INFINITY;
  }

  #swap(one: number, other: number): void {
    const [first, second] = [this.#heap[one], this.#heap[other]];
    if (first === undefined || second === undefined) return;
    this.#heap[one] = second;
    this.#heap[other] = first;
  }

  #up(start: number): void {
    for (let at = start; at > 0;) {
      const above = (at - 1) >> 1;
      if (this.#rank(above) <= this.#rank(at)) return;
      this.#swap(at, above);
      at = above;
    }
  }

  #down(start: number): void {
    for (let at = start; ;) {
      const left = 2 * at + 1;
      const least = this.#rank(left + 1) < this.#rank(left) ? left + 1 : left;
      if (this.#rank(least) >= this.#rank(at)) return;
      this.#swap(at, least);
      at = least;
    }
  }
}
