import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { MenuItem } from './menu.tsx';
import { sameModel } from './model-name.ts';

/** Models that could be asked instead, as entries of a menu. */
export function otherModels(
  models: readonly ModelFacts[],
  except: string | undefined,
  onModel: (model: string) => void,
): readonly MenuItem[] {
  return models
    .filter((model) => model.lifecycle !== 'retired' && (except === undefined || !sameModel(model.id, except)))
    .map((model) => ({ key: model.id, label: model.name, onChoose: () => onModel(model.id) }));
}
