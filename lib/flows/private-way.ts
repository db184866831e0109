import type { Job } from '../jobs/job.ts';
import type { StepStore } from '../jobs/stores.ts';
import type { ModelPort } from '../models/answer-event.ts';
import { redactionStamp } from '../policy/redaction/redact.ts';
import { createGathered } from '../policy/redaction/redacted.ts';
import type { Gathered, Redacted } from '../policy/redaction/redacted.ts';
import type { Settings } from '../settings/settings.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { withModel } from './with-model.ts';

/** The ports of one job: what it asks names the same value alike, and what was found is gathered. */
export interface PrivateWay {
  readonly ports: AnswerPorts;
  redacted(): Redacted | undefined;
}

/** @param found told each time that something was found, before it is sent */
export function privateWay(
  ports: AnswerPorts,
  { id, input }: Pick<Job, 'id' | 'input'>,
  found: (redacted: Redacted) => void,
): PrivateWay {
  const gathered: Gathered = createGathered();
  const privacy = {
    scope: input.conversationId ?? id,
    ...(input.placeholders === true ? { placeholders: true as const } : {}),
    tell: (told: Parameters<Gathered['add']>[0]) => {
      gathered.add(told);
      const redacted = gathered.redacted();
      if (redacted !== undefined) found(redacted);
    },
  };
  const inScope = (port: ModelPort): ModelPort => ({
    ...port,
    answer: (model, request, signal) => port.answer(model, { ...request, privacy }, signal),
  });
  return {
    ports: withModel(ports, (...asked) => inScope(ports.model(...asked))),
    redacted: gathered.redacted,
  };
}

/** Steps by the privacy settings too: what was worked out under some is not used under others. */
export function stepsByPrivacy(steps: StepStore, settings: () => Promise<Pick<Settings, 'redaction'>>): StepStore {
  const keyOf = async (key: string): Promise<string> => {
    const stamp = redactionStamp((await settings()).redaction);
    return stamp === '' ? key : `${key}~${stamp}`;
  };
  return {
    async get(key) {
      const step = await steps.get(await keyOf(key));
      return step === undefined ? undefined : { ...step, key };
    },
    put: async (step) => steps.put({ ...step, key: await keyOf(step.key) }),
  };
}
