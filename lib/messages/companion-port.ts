import type { BlockId, JobId, PageId } from '../base/ids.ts';
import { asJobId, parsePageId } from '../base/ids.ts';
import { oneOf, parsed, record, text, wholeNumber } from '../base/shape.ts';
import type { WireReply } from './router.ts';

/** The one port between the companion in Notion's page and the background. */
export const COMPANION_PORT = 'companion';

/** What the companion may watch. Everything else it asks for is a message of the protocol. */
export type CompanionWatch =
  | { readonly what: 'health' | 'settings' | 'drill' }
  | { readonly what: 'job'; readonly job: JobId }
  | { readonly what: 'latest' | 'kit'; readonly page: PageId };

export type ToBackground =
  | { readonly type: 'ask'; readonly id: number; readonly message: unknown }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'watch'; readonly id: number; readonly watch: CompanionWatch }
  | { readonly type: 'unwatch'; readonly id: number };

export type ToCompanion =
  | { readonly type: 'reply'; readonly id: number; readonly reply: WireReply }
  | { readonly type: 'value'; readonly id: number; readonly value: unknown };

const id = wholeNumber;
const watchShape = record(
  { what: oneOf('health', 'settings', 'drill', 'job', 'latest', 'kit') },
  { job: parsed(64, asJobId), page: parsed(64, parsePageId) },
);
const shapes = {
  ask: record({ type: text(8), id, message: (value: unknown) => ({ fits: true as const, value }) }, {}),
  abort: record({ type: text(8), id }, {}),
  watch: record({ type: text(8), id, watch: watchShape }, {}),
  unwatch: record({ type: text(8), id }, {}),
};

/** Reads what came over the port; `undefined` when it is nothing that a companion says. */
export function readToBackground(value: unknown): ToBackground | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value)) return undefined;
  switch (value.type) {
    case 'ask': {
      const read = shapes.ask(value);
      return read.fits ? { type: 'ask', id: read.value.id, message: read.value.message } : undefined;
    }
    case 'watch': {
      const read = shapes.watch(value);
      const watch = read.fits ? readWatch(read.value.watch) : undefined;
      return read.fits && watch !== undefined ? { type: 'watch', id: read.value.id, watch } : undefined;
    }
    case 'abort':
    case 'unwatch': {
      const read = shapes[value.type](value);
      return read.fits ? { type: value.type, id: read.value.id } : undefined;
    }
    default:
      return undefined;
  }
}

function readWatch(watch: { what: string; job?: JobId; page?: PageId }): CompanionWatch | undefined {
  if (watch.what === 'job') return watch.job === undefined ? undefined : { what: 'job', job: watch.job };
  if (watch.what === 'latest' || watch.what === 'kit') {
    return watch.page === undefined ? undefined : { what: watch.what, page: watch.page };
  }
  const { what } = watch;
  return what === 'health' || what === 'settings' || what === 'drill' ? { what } : undefined;
}

/** What the background tells the script in Notion's page. */
export type CompanionOrder =
  | { readonly type: 'companion-open'; readonly focus?: 'search' | 'question'; readonly text?: string }
  | { readonly type: 'companion-toggle' }
  | { readonly type: 'companion-mark'; readonly pageId: PageId; readonly blockId?: BlockId; readonly quote: string };
