/** The most that may be spent in one day and in one month; absent means no cap. */
export interface Caps {
  /** US dollars. */
  readonly dayUsd?: number;
  readonly monthUsd?: number;
  /** Tokens of models without a known price: money cannot count those. */
  readonly dayTokens?: number;
  readonly monthTokens?: number;
}

/** What may be spent, and how carefully what is near a cap is spent. Plain fields, so that an organization can set them. */
export interface Budget extends Caps {
  /** From this share of a cap on, in percent, the cheapest model is asked first. */
  readonly cheaperFrom: number;
  /** Share of every cap, in percent, that only a request marked urgent may use. */
  readonly reserve: number;
  /** Caps of single workspaces, by the names that Notion gives them. */
  readonly workspaces: Readonly<Record<string, Caps>>;
  /** Caps of single actions. */
  readonly actions: Readonly<Record<string, Caps>>;
}

export const DEFAULT_BUDGET: Budget = { cheaperFrom: 80, reserve: 5, workspaces: {}, actions: {} };
