import type { Snapshot } from '../keeping/backup-ports.ts';
import { unlessCancelled } from '../keeping/cancelled.ts';
import { openFiles } from '../keeping/open-formats.ts';
import type { ReadRows } from '../keeping/open-formats.ts';
import { readRow } from '../keeping/row-text.ts';
import { ZipSum, createZip } from '../keeping/zip.ts';

/** Tables that people read as Markdown or figures, beside their rows. */
const READ = ['answers', 'jobs', 'conversations', 'messages', 'reportRuns'] as const;

/**
 * Writes everything as one zip of open formats. Rows are dealt with slice by slice; what is made readable of them is in
 * memory whole, which the copy of Notion never is. Throws `export-too-large`.
 */
export async function exportAll(
  { write, now }: { readonly write: (bytes: Uint8Array) => void; readonly now: number },
  snapshot: Snapshot,
  signal: AbortSignal,
  told: (share: number) => void,
): Promise<void> {
  const encoder = new TextEncoder();
  const zip = createZip(write, new Date(now));
  const sums = new Map<string, ZipSum>();
  const rows: Record<(typeof READ)[number], unknown[]> = {
    answers: [],
    jobs: [],
    conversations: [],
    messages: [],
    reportRuns: [],
  };
  let dealt = 0;
  const slices = async (take: (name: string, bytes: Uint8Array, lines: readonly string[]) => void): Promise<void> => {
    for await (const { database, table, lines } of snapshot.slices()) {
      unlessCancelled(signal);
      take(`rows/${database}/${table}.jsonl`, encoder.encode(`${lines.join('\n')}\n`), lines);
      dealt += 1;
      told(dealt / (2 * Math.max(1, snapshot.frames)));
    }
  };
  await slices((name, bytes, lines) => {
    sums.set(name, (sums.get(name) ?? new ZipSum()).add(bytes));
    const read = READ.find((table) => name === `rows/words/${table}.jsonl`);
    if (read !== undefined) for (const line of lines) rows[read].push(readRow(line));
  });
  for (const { name, text } of openFiles(rows as unknown as ReadRows)) {
    unlessCancelled(signal);
    const bytes = encoder.encode(text);
    zip.begin(name, new ZipSum().add(bytes));
    zip.write(bytes);
  }
  // Slices of one table come together, so each file is begun once.
  let begun: string | undefined;
  await slices((name, bytes) => {
    if (name !== begun) zip.begin(name, sums.get(name) ?? new ZipSum());
    begun = name;
    zip.write(bytes);
  });
  zip.end();
}
