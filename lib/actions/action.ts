import type { GapCheck } from '../gaps/gap-check.ts';
import type { AnswerData } from '../jobs/answer-data.ts';
import type { ActionId } from '../jobs/answer.ts';
import type { PageId } from '../base/ids.ts';
import type { Particulars } from '../jobs/job.ts';
import type { Page } from '../mirror/page.ts';
import type { ModelCitation, ModelRequest } from '../models/answer-event.ts';
import type { ReportResult } from '../report/result.ts';
import { together, TYPED } from '../policy/class-of.ts';
import type { Contents } from '../policy/class-of.ts';
import type { ItemPlace } from '../prompt/page-source.ts';
import type { AnswerLength } from '../settings/settings.ts';

/** What an action works on, read before it begins. */
export interface Material {
  readonly page: Page;
  /** Pages that it relates to or links to, for actions that gather them. */
  readonly related: readonly Page[];
  /** Pages that its properties relate to, by name alone. */
  readonly linked?: readonly Linked[];
  /** Pages that it leads to and that were not read for want of room. */
  readonly leftOut?: readonly Pick<Linked, 'id' | 'title' | 'url'>[];
  /** For `document`: the page whose form it takes. */
  readonly template?: Page;
  /** For `report`: what was computed, before anybody is asked. */
  readonly report?: ReportResult;
  /** For `gaps`: what the check found. */
  readonly gaps?: GapCheck;
  /** What was said before, oldest first; the message itself is the question. */
  readonly history?: readonly HistoryTurn[];
}

/** A page that another one relates to. */
export interface Linked {
  readonly id: PageId;
  readonly property: string;
  readonly title: string;
  readonly url: string;
}

/** Where the words of the material come from. Pages known by their names alone give those. */
export const contentsOfMaterial = (material: Material): Contents =>
  together(
    { pages: [...pagesOf(material), ...(material.linked ?? []), ...(material.leftOut ?? [])].map(({ id }) => id) },
    historyContents(material.history),
  );

/** Where the words of earlier turns come from. */
export const historyContents = (history: readonly HistoryTurn[] = []): Contents =>
  together(...history.map(({ contents }) => contents ?? TYPED));

/** Pages as citations number them: the page in question, the related ones, the template. */
export const pagesOf = ({ page, related, template }: Material): readonly Page[] => [
  page,
  ...related,
  ...(template === undefined ? [] : [template]),
];

export interface HistoryTurn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
  /** The model that wrote it, where it is an answer. */
  readonly by?: string;
  /** Where its words come from, where it is an answer. */
  readonly contents?: Contents;
}

export interface ActionOptions {
  readonly question?: string;
  /** BCP 47 tag of the answer; absent means the page's own. */
  readonly language?: string;
  readonly length: AnswerLength;
  /** How much the model that is asked can take at once, in tokens. */
  readonly contextTokens: number;
  readonly particulars?: Particulars;
  /** The model that is asked: notes of one model do not serve another. */
  readonly model: string;
}

/** What is to be asked. Made anew from the same material after any interruption: equal material, equal plan. */
export type Plan = WholePlan | SectionsPlan;

/** One request whose answer is the result. */
export interface WholePlan {
  readonly kind: 'whole';
  readonly request: ModelRequest;
  /** For each source of the request and each of its items, where its words stand. */
  readonly places: readonly (readonly (readonly ItemPlace[])[])[];
  /** How many invisible characters were taken out of the page text. */
  readonly removed: number;
  /** The models that wrote the earlier answers in the request. */
  readonly writers?: readonly string[];
  /**
   * For an answer that is held to a form: what it says, checked against what was shown. As much as can be read of one
   * that is still arriving; `undefined` where it is not in the form.
   * @param whole whether all of it is there
   */
  read?(text: string, whole: boolean): ReadAnswer | undefined;
  /** Markdown that stands under the answer once it is whole: what we know and no model has to be asked for. */
  readonly closing?: string;
}

/** An answer read from its form. */
export interface ReadAnswer {
  readonly markdown: string;
  readonly cited: readonly Cited[];
  readonly data?: AnswerData;
}

/** Many requests whose results, kept under their keys, make the next plan. */
export interface SectionsPlan {
  readonly kind: 'sections';
  readonly parts: readonly Part[];
  readonly removed: number;
  /** @param results what `finish` made of each part, in order */
  combine(results: readonly string[]): Plan;
}

/** One request of a long page's work. Equal key, equal result: it is never paid twice. */
export interface Part {
  readonly key: string;
  /** What it is about, in words of the page. */
  readonly label: string;
  readonly request: ModelRequest;
  /**
   * The result to keep: the answer with its citations turned into places of the section.
   * @param text the answer with its markers `[^n]`
   */
  finish(text: string, citations: readonly Numbered[]): string;
}

/** A citation as it was numbered while the answer arrived. */
export interface Numbered extends ModelCitation {
  readonly n: number;
}

/** A citation of the answer, led back to the blocks of a page. */
export interface Cited {
  readonly n: number;
  /** 0 for the page in question, then the related ones in order. */
  readonly page: number;
  /** Places of the cited blocks; both 0 where the page's title or properties are meant. */
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** What an action yields when no model may or can answer: Markdown with markers `[^n]`. */
export interface ModelFree extends ReadAnswer {
  /** What is quoted is only the nearest: the pages hardly hold an answer. */
  readonly notFound?: true;
}

/** What is read for an action. `nothing`: it works from what was said before. */
export type Gather =
  | 'nothing'
  | 'page'
  | 'page-and-relations'
  | 'chosen-pages'
  | 'chosen-pages-and-relations'
  | 'page-and-template';

/** What a person can ask for. Pure: the same material gives the same plan. */
export interface Action {
  readonly id: ActionId;
  readonly gather: Gather;
  /** Its answers are held to a form: a cut one is not gone on from but asked for anew. */
  readonly structured?: true;
  plan(material: Material, options: ActionOptions): Plan;
  modelFree(material: Material, options: ActionOptions): ModelFree;
}
