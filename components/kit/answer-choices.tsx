import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { AnswerLength } from '../../lib/settings/settings.ts';
import { LanguageSelect, LengthSelect } from './answer-selects.tsx';
import { Button } from './button.tsx';
import { modelName } from './model-name.ts';
import { ModelSelect } from './model-select.tsx';

/** What a person changed for the next answers on this surface; the rest is as in the settings. */
export interface Choices {
  readonly model?: string;
  readonly language?: string;
  readonly length?: AnswerLength;
}

/** How the next answer is made, in one line that opens. */
export function AnswerChoices({
  models,
  model,
  language,
  length,
  onChange,
  onPreview,
}: Required<Choices> & {
  readonly models: readonly ModelFacts[];
  readonly onChange: (change: Choices) => void;
  readonly onPreview: () => void;
}) {
  return (
    <details class="choices">
      <summary>
        {modelName(model, models)}, {length}
      </summary>
      <div class="choices-fields">
        <ModelSelect models={models} value={model} onChange={(chosen) => onChange({ model: chosen })} />
        <LanguageSelect value={language} onChange={(chosen) => onChange({ language: chosen })} />
        <LengthSelect value={length} onChange={(chosen) => onChange({ length: chosen })} />
        <Button icon="eye" onClick={onPreview}>
          What goes to Claude
        </Button>
      </div>
    </details>
  );
}
