import type { AnswerPorts } from './answer-ports.ts';

/** The same ports with another way to models. What they look up anew each time is looked up still. */
export const withModel = (ports: AnswerPorts, model: AnswerPorts['model']): AnswerPorts =>
  Object.assign(Object.create(ports) as AnswerPorts, { model });
