import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';

const OUTPUT = '.output';

/** Builds once more and compares with the build that is there: store reviewers rebuild from source and want the same bytes. */
function hashes(): ReadonlyMap<string, string> {
  const files = globSync(`${OUTPUT}/{chrome,firefox}-mv3/**/*.*`).toSorted();
  return new Map(files.map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]));
}

const before = hashes();
execSync('npm run -s build', { stdio: ['ignore', 'ignore', 'inherit'] });
const after = hashes();
const different = [...new Set([...before.keys(), ...after.keys()])].filter(
  (file) => before.get(file) !== after.get(file),
);
if (before.size === 0) throw new Error('There is no build to compare with.');
console.log(
  different.length === 0 ? `${after.size} files, the same bytes twice` : `Different: ${different.join(', ')}`,
);
process.exitCode = different.length === 0 ? 0 : 1;
