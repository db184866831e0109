import { extension } from '../adapters/browser/extension.ts';
import type { MirrorDatabase } from '../adapters/dexie/mirror-database.ts';
import type { MetaStore } from '../adapters/dexie/meta-store.ts';
import { createDrillStore } from '../adapters/dexie/drill-store.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';
import type { Clock, Log } from '../base/ports.ts';
import type { AnswerPorts } from '../flows/answer-ports.ts';
import { createDrillKeeper } from '../flows/drill.ts';
import type { DrillKeeper } from '../flows/drill.ts';
import { tryOut } from '../flows/drill-try.ts';
import type { TryPorts } from '../flows/drill-try.ts';
import { rereadPage } from '../flows/reread-page.ts';
import { searchPages } from '../flows/search-pages.ts';
import type { DRILL_SHAPES } from '../messages/drill-messages.ts';
import type { Handlers } from '../messages/router.ts';
import { groundOf, pageToTry } from './drill-ground.ts';
import type { Alarms } from './alarms.ts';
import { letRun } from './let-run.ts';
import { rereadPortsOf } from './reader-kits.ts';
import { searchPortsOf } from './search-ports.ts';

/** Ends a drill, also one that no worker remembers. */
const DRILL_ALARM = 'drill-ends';

interface Parts {
  readonly clock: Clock;
  readonly log: Log;
  readonly words: WordsDatabase;
  readonly mirror: MirrorDatabase;
  readonly meta: Pick<MetaStore, 'settings'>;
  /** Built later than the drill: it goes through the door that a drill stands in. */
  house(): Pick<Parameters<typeof searchPortsOf>[0], 'clock' | 'search'> &
    Parameters<typeof rereadPortsOf>[0] & { readonly answerPorts: AnswerPorts };
  /** Wakes what waited for service. */
  ended(): Promise<void>;
}

/** The keeper of drills over the real stores and the browser's alarms. */
export function createDrill(parts: Parts, stayAwake: () => () => void): DrillKeeper {
  const { clock, log, words, mirror, meta } = parts;
  const tryPorts = (): TryPorts => {
    const house = parts.house();
    const search = searchPortsOf({ ...house, readers: house.notion.connections });
    return {
      answering: house.answerPorts,
      search: (asked, signal) => searchPages(search, asked, signal),
      copyOf: house.pages.get,
      reread: (id, signal) => rereadPage(rereadPortsOf(house), id, undefined, signal),
      kept: async () => ({
        answers: await words.answers.filter(({ state }) => state === 'done').count(),
        chats: await words.conversations.count(),
      }),
      within: search.within,
    };
  };
  return createDrillKeeper(
    {
      clock,
      log,
      store: createDrillStore(words),
      ground: async () => groundOf(await meta.settings()),
      page: () => pageToTry(words, mirror),
      tryOut: (act, page, signal) => tryOut(tryPorts(), act, page, signal),
      wakeAt: (time) =>
        void (time === undefined
          ? extension.alarms.clear(DRILL_ALARM)
          : extension.alarms.create(DRILL_ALARM, { when: time })),
      ended: parts.ended,
    },
    stayAwake,
  );
}

/** Has a drill that was left on looked after at this start, and when its time is over. */
export function tendDrill(drill: DrillKeeper, begin: Promise<void>, log: Log, alarms: Alarms): void {
  alarms.on(DRILL_ALARM, () => letRun(drill.recover(), log, 'drill'));
  letRun(begin.then(drill.recover), log, 'drill');
}

/** What the background does about drills. */
export function createDrillHandlers(drill: DrillKeeper): Pick<Handlers, keyof typeof DRILL_SHAPES> {
  return {
    'drill.start': ({ scenario }) => drill.start(scenario),
    'drill.stop-trying': drill.stopTrying,
    'drill.end': drill.end,
  };
}
