import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Link } from '../../lib/activity/chain.ts';
import { verifyLog } from '../../lib/activity/verify-log.ts';

/**
 * `npm run verify -- FILE [OLDER-FILE …] [NUMBER:HASH …]`: checks an exported activity log without a network and without
 * any package. Older exports, and heads that were written down, must stand in it as they were. Ends with 1 and names the
 * first wrong line where something was removed, changed, moved or added.
 */
const sha256 = async (text: string): Promise<string> => createHash('sha256').update(text).digest('hex');
const linesOf = (path: string): readonly string[] => readFileSync(path, 'utf8').split(/\r?\n/);

async function run([file, ...others]: readonly string[]): Promise<boolean> {
  if (file === undefined) {
    console.error('npm run verify -- FILE [OLDER-FILE …] [NUMBER:HASH …]');
    return false;
  }
  const anchors: Link[] = [];
  for (const other of others) {
    const written = /^(\d+):([\da-f]{64})$/.exec(other);
    if (written !== null) {
      anchors.push({ n: Number(written[1]), hash: written[2] ?? '' });
      continue;
    }
    const older = await verifyLog(linesOf(other), sha256);
    if (!older.holds) return told(other, older.line, older.words);
    anchors.push(older.head);
  }
  const verdict = await verifyLog(linesOf(file), sha256, anchors);
  if (!verdict.holds) return told(file, verdict.line, verdict.words);
  const { entries, from, head, anchors: met } = verdict;
  console.log(`${file}: whole. ${entries} entries, ${from.n + 1} to ${head.n}; nothing removed, changed or moved.`);
  console.log(`Head: ${head.n}:${head.hash}`);
  if (anchors.length > met) console.log(`${anchors.length - met} of what was written down is older than the file.`);
  if (anchors.length === 0)
    console.log(
      'Beside no older export and no head that was written down, nobody can tell a log that was made anew as a whole.',
    );
  return true;
}

function told(file: string, line: number, words: string): boolean {
  console.error(`${file}, line ${line}: ${words}`);
  return false;
}

process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1;
