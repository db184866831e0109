import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { serverOf } from '../../lib/models/server-of.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import type { MenuItem } from './menu.tsx';
import { modelName, sameModel } from './model-name.ts';

/** What says who else could be asked: the models of Claude, and where models are served. */
interface Others {
  readonly models: readonly ModelFacts[];
  /** Left out, Claude's models are all there are. */
  readonly settings?: Settings | undefined;
}

/**
 * Models that could be asked instead, as entries of a menu: Claude's, then those of other providers that are on. A model
 * is asked by its name alone, so each is named with whom that leads to.
 */
export function otherModels(
  { models, settings }: Others,
  except: string | undefined,
  onModel: (model: string) => void,
): readonly MenuItem[] {
  const served = settings === undefined ? [] : servedElsewhere(settings, models);
  const own = models
    .filter(({ id, lifecycle }) => lifecycle !== 'retired' && !served.some((one) => one.id === id))
    .map(({ id, name }) => ({ id, name }));
  return [...own, ...served]
    .filter(({ id }) => except === undefined || !sameModel(id, except))
    .map(({ id, name }) => ({ key: id, label: name, onChoose: () => onModel(id) }));
}

function servedElsewhere(
  settings: Settings,
  models: readonly ModelFacts[],
): readonly { readonly id: string; readonly name: string }[] {
  return settings.providers.flatMap(({ id: provider, name, models: served, classes, off }) =>
    // Every page counts as internal: who may not see such is not asked.
    off === true || !classes.includes('internal')
      ? []
      : served
          .filter((id) => serverOf(id, settings) === provider)
          .map((id) => ({ id, name: `${modelName(id, models)} on ${name}` })),
  );
}
