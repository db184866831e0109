import { fence } from './fence.ts';
import type { Wishes } from './wishes.ts';
import { languageWish } from './wishes.ts';

export const DOCUMENT_PROMPT_VERSION = 1;

/** Asks for a document in the form of a template, from a row, its properties and the pages it relates to. */
export function fillDocument(template: string, wishes: Wishes): string {
  return `The first search result is a row of a database with its properties and its page; the others are pages that it relates to. Write the document that the template below describes, about this row.

${fence('template', template)}

Keep the headings, tables and lists of the template in their order. Replace its placeholders and its instructions to the writer by what the material says, and keep its fixed words. Where the material does not say what the template asks for, write "Not stated" in the language of the document in that place.
${languageWish(wishes)}`;
}
