import { spawn } from 'node:child_process';

/**
 * Everything that CI checks, in the order in which it fails fastest. Every step runs even when an earlier one failed, so
 * that one run tells all; steps that need a build are left out, and counted as failed, when there is none.
 */
interface Step {
  readonly name: string;
  readonly command: string;
  readonly needs?: 'build';
}

const STEPS: readonly Step[] = [
  { name: 'format', command: 'npm run -s fmt' },
  { name: 'lint', command: 'npm run -s lint' },
  { name: 'types and purity', command: 'npm run -s types' },
  { name: 'dead code', command: 'npm run -s dead' },
  { name: 'unit, contract and property tests', command: 'npm run -s unit' },
  { name: 'build', command: 'npm run -s build' },
  { name: 'same bytes twice', command: 'node test/gates/same-bytes.ts', needs: 'build' },
  { name: 'sizes', command: 'npm run -s size', needs: 'build' },
  { name: 'store checks', command: 'npm run -s store', needs: 'build' },
  { name: 'browsers', command: 'node test/browsers/install.ts', needs: 'build' },
  { name: 'end to end', command: 'npm run -s e2e', needs: 'build' },
];

function run(command: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('exit', (code) => resolve(code === 0));
  });
}

const failed: string[] = [];
let built = false;
for (const { name, command, needs } of STEPS) {
  const startedAt = performance.now();
  console.log(`\n--- ${name}`);
  const ok: boolean = needs === 'build' && !built ? false : await run(command);
  if (name === 'build') built = ok;
  if (!ok) failed.push(name);
  console.log(`--- ${name}: ${ok ? 'passed' : 'FAILED'} in ${Math.round((performance.now() - startedAt) / 1000)} s`);
}
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
console.log(`\n${STEPS.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
