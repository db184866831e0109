import type { DocBlock, NotionDocument, Run } from '../markup/document.ts';

/** A document with so many links taken out of it. Their words stay. */
export interface KnownLinks {
  readonly document: NotionDocument;
  readonly leftOut: number;
}

/** Takes out every link that may not stand there. */
export function keepKnownLinks(document: NotionDocument, isKnown: (address: string) => boolean): KnownLinks {
  let leftOut = 0;
  const ofRun = (run: Run): Run => {
    if (run.kind !== 'text' || run.link === undefined || isKnown(run.link)) return run;
    leftOut += 1;
    const { link: _unknown, ...words } = run;
    return words;
  };
  const ofRuns = (runs: readonly Run[]): readonly Run[] => runs.map(ofRun);
  const ofBlock = (block: DocBlock): DocBlock => {
    const children = block.children.map(ofBlock);
    if ('runs' in block) return { ...block, runs: ofRuns(block.runs), children };
    if (block.kind === 'table') return { ...block, rows: block.rows.map((row) => row.map(ofRuns)), children };
    if ('caption' in block && block.caption !== undefined)
      return { ...block, caption: ofRuns(block.caption), children };
    return { ...block, children };
  };
  return { document: document.map(ofBlock), leftOut };
}
