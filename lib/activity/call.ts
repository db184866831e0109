import type { FailureFacts } from '../base/failure.ts';
import type { RouteKey } from '../models/route.ts';

/** What was called: a model at a provider, or Notion through one connection. */
export type ServiceKey = `model:${RouteKey}` | `notion:${string}`;

/** The outcome of one real call, as health and the incident log learn of it. */
export interface Call {
  readonly service: ServiceKey;
  /** As a person knows it: `Claude Sonnet 5.5`, `Notion: Fernway`. */
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** When the first visible word came; calls without words leave it out. */
  readonly firstWordAt?: number;
  /** It waited for its turn on this device, so its length says nothing of the service. */
  readonly untimed?: true;
  /** Absent when it was answered. */
  readonly failure?: FailureFacts;
}

/** Takes calls in. Never fails, and nobody waits for it. */
export type Observe = (call: Call) => void;
