/** What a page's file may point to by a short name instead of an id. */
export interface Names {
  /** The account and name of a person, by key. */
  readonly person: (key: string) => { readonly id: string; readonly name: string } | undefined;
  /** The id and title of a page, by the path of its file. */
  readonly page: (path: string) => { readonly id: string; readonly title: string } | undefined;
  readonly database: (name: string) => string | undefined;
}

/**
 * Writes out the short forms of the pages' files in Notion's Markdown. `@{nora}`, `@{handbook/travel}`, `@{Tasks}`
 * and `@{2026-12-08}` (or `@{2026-12-08..2026-12-10}`) are mentions; `(page:handbook/travel)` is the address of a link.
 * A name that nobody has throws.
 */
export function expandReferences(markdown: string, names: Names): string {
  return markdown
    .replace(/@\{([^}]+)\}/g, (_match, name: string) => mention(name, names))
    .replace(/\(page:([^)#]+)\)/g, (_match, path: string) => {
      const page = names.page(path);
      if (page === undefined) throw new Error(`No page "${path}" to link to`);
      return `(${pageAddress(page.id)})`;
    });
}

/** The address that the web app gives a page. */
function pageAddress(id: string): string {
  return `https://app.notion.com/p/${id.replaceAll('-', '')}`;
}

function mention(name: string, names: Names): string {
  const dates = /^(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?$/.exec(name);
  if (dates) {
    const end = dates[2] === undefined ? '' : ` end="${dates[2]}"`;
    return `<mention-date start="${dates[1]}"${end}/>`;
  }
  const person = names.person(name);
  if (person) return `<mention-user url="user://${person.id}">${person.name}</mention-user>`;
  const page = names.page(name);
  if (page) return `<mention-page url="${pageAddress(page.id)}">${page.title}</mention-page>`;
  const database = names.database(name);
  if (database) return `<mention-database url="${pageAddress(database)}">${name}</mention-database>`;
  throw new Error(`Nothing is called "${name}"`);
}
