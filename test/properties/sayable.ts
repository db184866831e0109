import type { DocBlock, NotionDocument, Run } from '../../lib/markup/document.ts';
import type { Dialect } from '../../lib/text/read-markdown.ts';

/** A document as a dialect can say it, worked out letter by letter: what may differ between a document and its like read again. */
export const sayable = (document: NotionDocument, dialect: Dialect): unknown =>
  document.map((block) => blockOf(block, dialect));

function blockOf(block: DocBlock, dialect: Dialect): unknown {
  const { id: _, color, children, ...rest } = block;
  const isItem = /_list_item$|^to_do$/.test(block.kind);
  const spread = dialect === 'v2' && isItem && color !== undefined;
  const runs = 'runs' in rest ? rest.runs : [];
  return {
    ...rest,
    ...('runs' in rest && {
      runs: letters(spread ? runs.map((run) => ({ ...run, color: run.color ?? color })) : runs),
    }),
    ...('caption' in rest && rest.caption && { caption: letters(rest.caption) }),
    ...(block.kind === 'table' && { rows: block.rows.map((row) => row.map(letters)) }),
    ...(color !== undefined && !spread && { color }),
    children: sayable(children, dialect),
  };
}

/** Every letter with how it is set. Spaces are neither struck nor bold nor italic, and a break is no code. */
function letters(runs: readonly Run[]): readonly string[] {
  return runs.flatMap((run) => {
    const { kind, ...all } = run;
    if (kind !== 'text')
      return JSON.stringify({ kind, ...all }) === '' || ('expression' in run && run.expression === '')
        ? []
        : [key({ kind, ...all })];
    const { text, ...set } = run;
    return text.split('').map((letter) => {
      if (letter === '\n') return key({ letter, link: run.link, color: run.color, underline: run.underline });
      if (run.code || letter.trim() !== '') return key({ letter, ...set });
      return key({ letter, link: run.link, color: run.color, underline: run.underline });
    });
  });
}

const key = (parts: object): string =>
  JSON.stringify(
    Object.entries(parts)
      .filter(([name, value]) => value !== undefined && name !== 'kind')
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
