import type { OptionsPlace } from './options-place.ts';

/** What the button beside a failure does. */
export type NextStep =
  | 'retry'
  | 'proceed'
  | 'switch-model'
  | 'options'
  | 'unlock'
  | 'share'
  | 'open-page'
  | 'grant'
  | 'free-space'
  | 'status-page'
  | 'shorten'
  | 'reload'
  | 'review'
  | 'report';

export interface Template {
  /** `{model}` and `{provider}` stand for the names of who was asked, `{address}` for where, `{wait}` for the time a service asked for, `{detail}` for what exactly does not fit. */
  readonly cause: string;
  readonly still: string;
  readonly step: NextStep;
  readonly label?: string;
  /** Where in the options the step leads. */
  readonly place?: OptionsPlace;
}
