import type { ClassRule } from '../settings/class-rule.ts';
import type { DataClass } from '../settings/provider.ts';

/** Says what may go where. */
export interface ClassDesk {
  say(rule: ClassRule): Promise<void>;
  unsay(id: ClassRule['id']): Promise<void>;
  /** @param of a provider, or one model as `provider/model` */
  show(of: string, classes: readonly DataClass[]): Promise<void>;
}
