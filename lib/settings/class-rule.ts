import type { ConnectionId, PageId } from '../base/ids.ts';
import type { DataClass } from './provider.ts';
import type { Settings } from './settings.ts';

/** What a person said of a place: the class of it and of everything in it, until something nearer says otherwise. */
export type ClassRule = {
  /** As it was called when it was said. */
  readonly title: string;
  readonly dataClass: DataClass;
} & (
  | {
      readonly of: 'page' | 'database';
      readonly id: PageId;
      /** Its workspace, where known. */
      readonly connection?: ConnectionId;
    }
  | { readonly of: 'workspace'; readonly id: ConnectionId }
);

/** The rules with one more; an earlier one of the same place gives way. */
export const withRule = (rules: readonly ClassRule[], rule: ClassRule): readonly ClassRule[] => [
  ...rules.filter(({ id }) => id !== rule.id),
  rule,
];

type Sights = Pick<Settings, 'providers' | 'claudeSees' | 'builtInSees' | 'modelsSee'>;

/** The change by which a provider, or one model named `provider/model`, may be sent these classes from now on. */
export function withSight(settings: Sights, of: string, classes: readonly DataClass[]): Partial<Sights> {
  if (of === 'claude') return { claudeSees: classes };
  if (of === 'built-in') return { builtInSees: classes };
  if (of.includes('/')) return { modelsSee: { ...settings.modelsSee, [of]: classes } };
  return { providers: settings.providers.map((one) => (one.id === of ? { ...one, classes } : one)) };
}
