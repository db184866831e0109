import type { Answer } from '../../lib/jobs/answer.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { useSay } from './announcer.tsx';
import { answeredBy } from './answered-by.ts';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { Menu } from './menu.tsx';
import type { MenuItem } from './menu.tsx';
import { otherModels } from './other-models.ts';
import { toMarkdown } from './to-markdown.ts';
import { toRichText } from './to-rich-text.ts';

/** Copies an answer: both forms at once by its button, one of them by its menu. */
export function CopyButtons({
  answer,
  models,
  now,
}: {
  readonly answer: Answer;
  readonly models: readonly ModelFacts[];
  readonly now: number;
}) {
  const say = useSay();
  const copy = (form: 'both' | 'markdown' | 'rich'): void => {
    const { line } = answeredBy(answer, now, models);
    const markdown = toMarkdown(answer.text, answer.citations, line);
    const html = toRichText(answer.text, answer.citations, line);
    copyText(markdown, form === 'markdown' ? undefined : html).then(
      () => say('Copied'),
      () => say('The browser did not allow copying. Select the text and copy it by keyboard.', 'assertive'),
    );
  };
  return (
    <span class="split">
      <Button icon="copy" onClick={() => copy('both')}>
        Copy
      </Button>
      <Menu
        label="More formats"
        items={[
          { key: 'markdown', label: 'Markdown', onChoose: () => copy('markdown') },
          { key: 'rich', label: 'Rich text', onChoose: () => copy('rich') },
        ]}
      />
    </span>
  );
}

/**
 * Goes on from what has arrived, with the same model by its button, with another by its menu.
 * @param alone the button stands beside the failure already
 */
export function ContinueButtons({
  alone,
  others,
  onProceed,
}: {
  readonly alone: boolean;
  readonly others: readonly MenuItem[];
  readonly onProceed: () => void;
}) {
  const label = 'Continue with another model';
  if (alone) return others.length === 0 ? null : <Menu label={label} words={label} items={others} />;
  return (
    <span class="split">
      <Button icon="play" onClick={onProceed}>
        Continue
      </Button>
      {others.length > 0 && <Menu label={label} items={others} />}
    </span>
  );
}

/** Asks again, with the same model by its button, with another by its menu. */
export function RetryButtons({
  asked,
  models,
  settings,
  onRetry,
}: {
  readonly asked: string | undefined;
  readonly models: readonly ModelFacts[];
  readonly settings: Settings | undefined;
  readonly onRetry: (model?: string) => void;
}) {
  const others = otherModels({ models, settings }, asked, onRetry);
  return (
    <span class="split">
      <Button icon="retry" onClick={() => onRetry()}>
        Retry
      </Button>
      {others.length > 0 && <Menu label="With another model" items={others} />}
    </span>
  );
}
