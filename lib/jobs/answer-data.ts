/** A task as it was found: what can be written into a row. */
export interface FoundTask {
  readonly task: string;
  /** As the material names them. */
  readonly owner?: string;
  /** ISO date. */
  readonly due?: string;
  readonly done?: true;
}

/** What an answer's text says, as data: so that what is written from it is exactly what was read. */
export interface AnswerData {
  readonly of: 'tasks';
  readonly tasks: readonly FoundTask[];
}
