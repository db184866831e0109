import { parseArgs } from 'node:util';
import { runAttacks } from './run-attacks.ts';
import { runCauses } from './run-causes.ts';
import { runContinuity } from './run-continuity.ts';
import { runManyKills } from './run-kills.ts';
import { runOutbox } from './run-outbox.ts';
import { runMatrix } from './run-matrix.ts';
import { runPolicy } from './run-policy.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string' },
    only: { type: 'string' },
    extension: { type: 'string' },
    /** Only there: `memory`, `dexie` (of `continuity`) or `browser`. */
    over: { type: 'string' },
  },
});
const parts =
  positionals.length === 0 ? ['causes', 'kills', 'continuity', 'outbox', 'matrix', 'attacks', 'policy'] : positionals;
const only = values.only === undefined ? undefined : new RegExp(values.only, 'u');

let wrong = 0;
for (const part of parts) {
  if (part === 'causes') wrong += await runCauses(only, values.extension);
  else if (part === 'kills')
    wrong += await runManyKills(Number(values.seed), Number(values.count ?? 40), values.extension);
  else if (part === 'continuity')
    wrong += await runContinuity({
      seed: Number(values.seed),
      ...(values.count === undefined ? {} : { count: Number(values.count) }),
      ...(values.over === undefined ? {} : { over: values.over }),
      ...(values.extension === undefined ? {} : { extension: values.extension }),
    });
  else if (part === 'outbox')
    wrong += await runOutbox({
      seed: Number(values.seed),
      ...(values.count === undefined ? {} : { count: Number(values.count) }),
      ...(values.over === undefined ? {} : { over: values.over }),
      ...(values.extension === undefined ? {} : { extension: values.extension }),
    });
  else if (part === 'policy')
    wrong += await runPolicy({
      seed: Number(values.seed),
      ...(values.count === undefined ? {} : { count: Number(values.count) }),
      ...(values.over === undefined ? {} : { over: values.over }),
    });
  else if (part === 'matrix') wrong += await runMatrix(values.extension);
  else if (part === 'attacks')
    wrong += await runAttacks({ seed: Number(values.seed), only, extension: values.extension });
  else
    throw new Error(
      `No part is called ${part}; there are causes, kills, continuity, outbox, matrix, attacks and policy.`,
    );
}
process.exitCode = wrong === 0 ? 0 : 1;
