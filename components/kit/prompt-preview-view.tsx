import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import type { Desk, PromptPreview } from '../../lib/messages/desk.ts';
import { redactedWords } from '../../lib/policy/redaction/redacted-words.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { dollars } from '../../lib/base/dollars.ts';
import { count, counted } from './amount.ts';
import { Button } from './button.tsx';
import { classWords } from './class-words.ts';
import { FailureNote } from './failure-note.tsx';
import { modelName } from './model-name.ts';

interface PromptPreviewProps {
  readonly desk: Desk;
  readonly input: JobInput;
  readonly models: readonly ModelFacts[];
  readonly onClose: () => void;
  /** Stands beside the heading. */
  readonly children?: ComponentChildren;
}

/** Exactly what will be sent, with tokens and cost, before it is. */
export function PromptPreviewView({ desk, input, models, onClose, children }: PromptPreviewProps) {
  const [preview, setPreview] = useState<PromptPreview>();
  const [failure, setFailure] = useState<FailureFacts>();
  const [tries, setTries] = useState(0);
  const asked = JSON.stringify(input);
  useEffect(() => {
    let wanted = true;
    setPreview(undefined);
    setFailure(undefined);
    const make = async (): Promise<void> => {
      try {
        const made = await desk.preview(input);
        if (wanted) setPreview(made);
      } catch (error) {
        if (wanted) setFailure(factsOf(error));
      }
    };
    void make();
    return () => {
      wanted = false;
    };
  }, [desk, asked, tries]);
  return (
    <section class="preview" aria-label="What goes to Claude">
      <header class="row between">
        <h2>What goes to Claude</h2>
        {children}
        <Button icon="close" tone="quiet" label="Close preview" onClick={onClose} />
      </header>
      {!preview && !failure && <p class="second">Putting it together…</p>}
      {failure && (
        <FailureNote desk={desk} failure={failure} models={models} remedies={{ retry: () => setTries(tries + 1) }} />
      )}
      {preview && (
        <>
          <p>{priceWords(preview, models)}</p>
          <p>{sightWords(preview, models)}</p>
          {preview.redacted && <p>{redactedWords(preview.redacted).join(' ')}</p>}
          {preview.parts.map((part, index) => (
            <details key={index}>
              <summary>{part.label}</summary>
              <pre dir="auto">{part.text}</pre>
            </details>
          ))}
        </>
      )}
    </section>
  );
}

/** The class of what would be sent, and whether it may be sent there at all. */
function sightWords({ classed, held, model }: PromptPreview, models: readonly ModelFacts[]): string {
  const as = `It is sent as ${classWords(classed)}.`;
  if (held === undefined) return as;
  return `${describeFailure(held, modelName(model, models)).cause} It is ${classWords(classed)}.`;
}

function priceWords(preview: PromptPreview, models: readonly ModelFacts[]): string {
  const tokens = `${preview.counted ? '' : 'about '}${count(preview.inputTokens)} tokens`;
  const requests = preview.requests > 1 ? ` in ${counted(preview.requests, 'request')}` : '';
  const cost = preview.costUsd
    ? `${dollars(preview.costUsd.least)} to ${dollars(preview.costUsd.most)}, depending on the length of the answer`
    : 'the price of this model is not known';
  return `${tokens.charAt(0).toUpperCase()}${tokens.slice(1)} go to ${modelName(preview.model, models)}${requests}; the answer may take up to ${count(preview.maxOutputTokens)}. Cost: ${cost}.`;
}
