import type { ActionOptions, ModelFree, Plan } from '../actions/action.ts';
import type { Answer, Provenance } from '../jobs/answer.ts';
import type { Page } from '../mirror/page.ts';
import type { ModelRequest, Usage } from '../models/answer-event.ts';
import type { Route } from '../models/route.ts';
import type { Contents } from '../policy/class-of.ts';
import type { Settings } from '../settings/settings.ts';

/** What an answer is about, as its row says. */
export type Subject = Pick<Answer, 'pageId' | 'pageTitle' | 'pageUrl' | 'sections'> &
  Pick<Provenance, 'sources' | 'completeness' | 'searched'>;

/** What a job works from, read and settled: an action over a page, or the passages found for a question. */
export interface Prepared {
  readonly options: ActionOptions;
  /** Who is asked first. */
  readonly asked: Route;
  readonly settings: Settings;
  readonly subject: Subject;
  /** Citations name pages by their place here. */
  readonly pages: readonly Page[];
  /** What models were paid on the way here; it belongs to the price of the answer. */
  readonly spent: readonly (Route & { readonly usage: Usage })[];
  /** Where the words come from that a model is sent. */
  readonly contents: Contents;
  /** Requests that would be made first, where none may be made now. */
  readonly unasked: readonly ModelRequest[];
  /** Nothing was found that a model could be shown: the answer without one is the answer. */
  readonly nothingToAsk: boolean;
  /** @param of the model that it is made for, where that is another than the asked one */
  plan(of?: Pick<ActionOptions, 'contextTokens' | 'model'>): Plan;
  modelFree(): ModelFree;
}
