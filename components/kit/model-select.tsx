import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { modelName } from './model-name.ts';
import { Select } from './select.tsx';

/** Which model is asked. The chosen one is listed even when the service did not name it. */
export function ModelSelect({
  models,
  value,
  onChange,
  label = 'Model',
  bare = false,
}: {
  readonly models: readonly ModelFacts[];
  readonly value: string;
  readonly onChange: (model: string) => void;
  readonly label?: string;
  readonly bare?: boolean;
}) {
  const usable = models.filter((model) => model.lifecycle !== 'retired');
  const choices = usable.map((model) => ({
    value: model.id,
    label:
      model.lifecycle === 'deprecated'
        ? `${model.name} (leaving${model.retiresAt === undefined ? '' : ` ${model.retiresAt.slice(0, 10)}`})`
        : model.name,
  }));
  if (!usable.some((model) => model.id === value)) choices.unshift({ value, label: modelName(value, models) });
  return <Select label={label} value={value} choices={choices} onChange={onChange} bare={bare} />;
}
