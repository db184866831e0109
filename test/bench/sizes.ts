import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { shippedBuild } from './build.ts';
import { round } from './figure.ts';
import type { Figure } from './figure.ts';

const KB = 1000;

/** What a Notion page, each wake of the background and its first use pay in bytes: the shipped scripts, compressed. */
export function benchSizes(): readonly Figure[] {
  return [
    figure('main.eager-script-gzip', 'content-scripts/companion.js', 15),
    figure('main.background-gzip', 'background.js', 75),
    figure('main.house-gzip', 'house.js', 300),
  ];
}

function figure(name: string, file: string, most: number): Figure {
  const script = readFileSync(join(shippedBuild(), file));
  const value = gzipSync(script, { level: 9 }).length / KB;
  return {
    name,
    value: round(value),
    unit: 'kB',
    peer: 'the bar',
    peerValue: most,
    ratio: round(value / most),
    bar: `value <= ${most} kB`,
    holds: value <= most,
    runs: 1,
    note: `${file}, ${script.length} bytes uncompressed`,
  };
}
