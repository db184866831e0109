import { parseArgs } from 'node:util';
import { runCauses } from './run-causes.ts';
import { runManyKills } from './run-kills.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string' },
    only: { type: 'string' },
    extension: { type: 'string' },
  },
});
const parts = positionals.length === 0 ? ['causes', 'kills'] : positionals;
const only = values.only === undefined ? undefined : new RegExp(values.only, 'u');

let wrong = 0;
for (const part of parts) {
  if (part === 'causes') wrong += await runCauses(only, values.extension);
  else if (part === 'kills')
    wrong += await runManyKills(Number(values.seed), Number(values.count ?? 40), values.extension);
  else throw new Error(`No part is called ${part}; there are causes and kills.`);
}
process.exitCode = wrong === 0 ? 0 : 1;
