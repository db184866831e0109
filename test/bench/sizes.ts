import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { shippedBuild } from './build.ts';
import { round } from './figure.ts';
import type { Figure } from './figure.ts';

const KB = 1000;

/** What a Notion page and the browser's start pay in bytes: the shipped scripts, compressed, against their bars. */
export function benchSizes(): readonly Figure[] {
  return [
    figure('main.eager-script-gzip', 'content-scripts/companion.js', 15),
    figure('main.background-gzip', 'background.js', 195),
  ];
}

function figure(name: string, file: string, most: number): Figure {
  const script = readFileSync(join(shippedBuild(), file));
  const imports = /(?<![\w$.])(?:import\s*\(|importScripts\s*\()/u.test(script.toString('utf8'));
  const value = gzipSync(script, { level: 9 }).length / KB;
  return {
    name,
    value: round(value),
    unit: 'kB',
    peer: 'the bar',
    peerValue: most,
    ratio: round(value / most),
    bar: `value <= ${most} kB, in one file`,
    holds: value <= most && !imports,
    runs: 1,
    note: `${file}, ${script.length} bytes uncompressed, ${imports ? 'loads other files' : 'loads no other file'}`,
  };
}
