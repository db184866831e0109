/**
 * One value for each field. Fields are scored apart and added. `lead` holds headings and property values: what a page
 * says of itself. Its words are in no other field.
 */
export type ByField<Value> = readonly [title: Value, lead: Value, body: Value];

/** What the index takes in of one page. */
export interface DocTerms {
  /** Each once, in ascending order of UTF-16 code units. */
  readonly terms: readonly string[];
  /** How often each term occurs in a field, 255 at most; places as in `terms`. */
  readonly counts: ByField<Uint8Array>;
  /** All occurrences in a field, also of what is counted no further. */
  readonly lengths: ByField<number>;
}
