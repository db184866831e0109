import { describeFailure } from '../../lib/base/failure-words.ts';
import type { KitView } from '../../lib/mirror/offline-kit.ts';
import { lasting } from '../kit/age.ts';
import { count, counted } from '../kit/amount.ts';

const DAY = 24 * 60 * 60_000;

/** How ready a kit is, in one line: `34 of 34 pages, brief from today, 3 answers`. */
export function readinessWords({ kit, ready }: KitView, now: number): string {
  const absent = kit.absent?.length ?? 0;
  return [
    `${count(ready.pagesReady)} of ${counted(ready.pages, 'page')}`,
    ready.briefAt === undefined ? 'no brief yet' : `brief from ${dayWords(ready.briefAt, now)}`,
    ...(ready.answers > 0 ? [counted(ready.answers, 'answer')] : []),
    ...(absent > 0 ? [`${counted(absent, 'page')} not shown by Notion`] : []),
    ...(kit.cut === true ? ['the rest of it is too large to pin'] : []),
  ].join(', ');
}

/** Whether all of it is on the device. */
export function isReady({ kit, ready }: KitView): boolean {
  return kit.gatheredAt !== undefined && ready.pagesReady >= ready.pages && ready.briefAt !== undefined;
}

/** What a kit that is not ready waits for. */
export function waitingWords({ kit, ready }: KitView): string | undefined {
  if (kit.failure !== undefined) return describeFailure(kit.failure).cause;
  if (kit.gatheredAt === undefined || ready.pagesReady < ready.pages) return 'Reading what belongs to it.';
  return undefined;
}

/** `today`, `yesterday`, or how long ago. */
export function dayWords(then: number, now: number): string {
  const [day, today] = [new Date(then), new Date(now)].map((date) => date.setHours(0, 0, 0, 0));
  if (day === undefined || today === undefined) return '';
  const days = Math.round((today - day) / DAY);
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${lasting(now - then)} ago`;
}
