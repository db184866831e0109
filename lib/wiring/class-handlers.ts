import type { MetaStore } from '../adapters/dexie/meta-store.ts';
import type { ClassDesk } from '../messages/class-desk.ts';
import type { CLASS_SHAPES } from '../messages/class-messages.ts';
import type { Client } from '../messages/client.ts';
import type { Handlers } from '../messages/router.ts';
import { withRule, withSight } from '../settings/class-rule.ts';

/** What the background does when something is said about who may see what. */
export function createClassHandlers(
  { changeSettings }: Pick<MetaStore, 'changeSettings'>,
  changed: () => Promise<void>,
): Pick<Handlers, keyof typeof CLASS_SHAPES> {
  return {
    'class.say': async (rule) => {
      await changeSettings(({ classes }) => ({ classes: withRule(classes, rule) }));
      await changed();
    },
    'class.unsay': async (id) => {
      await changeSettings(({ classes }) => ({ classes: classes.filter((rule) => rule.id !== id) }));
      await changed();
    },
    'class.sight': async ({ of, classes }) => {
      await changeSettings((settings) => withSight(settings, of, classes));
      await changed();
    },
  };
}

/** How our own pages say it. */
export const createClassAsk = (ask: Client): ClassDesk => ({
  say: (rule) => ask('class.say', rule),
  unsay: (id) => ask('class.unsay', id),
  show: (of, classes) => ask('class.sight', { of, classes }),
});
