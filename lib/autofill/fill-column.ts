import type { Column } from '../mirror/notion-reader.ts';

/** Types of properties that can be filled from what a page says. Titles, relations and people are the person's to set. */
export const FILL_TYPES = [
  'rich_text',
  'number',
  'checkbox',
  'select',
  'status',
  'multi_select',
  'date',
  'url',
  'email',
  'phone_number',
] as const;
export type FillType = (typeof FILL_TYPES)[number];

/** A property that is to be filled. */
export interface FillColumn {
  readonly name: string;
  readonly type: FillType;
  /** What can be chosen; a schema is never altered. */
  readonly options?: readonly string[];
  /** What the person wants in it, in their own words. */
  readonly wish?: string;
  /** For a date: the day on which the others were filled. No model is asked for it. */
  readonly stamp?: boolean;
}

const isFillType = (type: string): type is FillType => FILL_TYPES.some((known) => known === type);

/** The columns of a database that can be filled; one of options without any cannot. */
export function fillColumns(columns: readonly Column[]): readonly FillColumn[] {
  return columns.flatMap(({ name, type, options = [] }): readonly FillColumn[] => {
    if (!isFillType(type)) return [];
    const chooses = type === 'select' || type === 'status' || type === 'multi_select';
    if (chooses && options.length === 0) return [];
    return [{ name, type, ...(chooses ? { options } : {}) }];
  });
}
