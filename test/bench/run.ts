import { writeFileSync } from 'node:fs';
import { ATTACK_FIGURES, benchAttacks } from './attacks.ts';
import { benchAsk } from './ask.ts';
import { benchBudget, BUDGET_FIGURES } from './budget.ts';
import { benchReplay, REPLAY_FIGURES } from './continuity-figures.ts';
import { benchContinuityDecide, CONTINUITY_DECIDE_FIGURES } from './continuity-decide.ts';
import { benchContinuityRecovery, CONTINUITY_RECOVERY_FIGURES } from './continuity-recovery.ts';
import { benchEditCost } from './edit-cost.ts';
import { benchExtract } from './extract.ts';
import type { Figure } from './figure.ts';
import { benchFirstToken } from './first-token.ts';
import { benchGrounding, GROUNDING_FIGURES } from './grounding.ts';
import { benchInPage } from './in-page.ts';
import { benchLog, LOG_FIGURES } from './log.ts';
import { benchLongPage } from './long-page.ts';
import { benchRedaction, REDACTION_FIGURES } from './redaction.ts';
import { benchReport, REPORT_FIGURES } from './report.ts';
import { benchRoundTrip, ROUND_TRIP_FIGURES } from './round-trip.ts';
import { benchSearchQuality, SEARCH_QUALITY_FIGURES } from './search-quality.ts';
import { benchSearchSemantic, SEARCH_SEMANTIC_FIGURES } from './search-semantic.ts';
import { benchSearchSpeed } from './search-speed.ts';
import { SEARCH_SPEED_FIGURES } from './search-speed-plan.ts';
import { benchSizes } from './sizes.ts';
import { benchSyncBrowser } from './sync-browser.ts';
import { benchSync } from './sync.ts';

/** The benchmarks by the figures that they give. */
const BENCHMARKS: readonly {
  readonly figures: readonly string[];
  readonly run: () => Promise<readonly Figure[]> | readonly Figure[];
}[] = [
  { figures: ['main.extract-recall'], run: benchExtract },
  { figures: ['main.eager-script-gzip', 'main.background-gzip', 'main.house-gzip'], run: benchSizes },
  { figures: ['main.first-token-warm', 'main.first-token-cold'], run: benchFirstToken },
  {
    figures: ['main.in-page-script', 'main.in-page-long-tasks', 'main.in-page-layout-shift', 'main.in-page-observers'],
    run: benchInPage,
  },
  { figures: ['main.edit-cost', 'main.edit-cost-worst'], run: benchEditCost },
  { figures: ['main.long-page-seconds', 'main.long-page-notion-requests'], run: benchLongPage },
  {
    figures: [
      'search.sync-requests-per-page',
      'search.sync-budget-share',
      'search.sync-refused',
      'search.sync-useful-seconds',
      'search.sync-killed-requests',
      'search.sync-killed-difference',
      'search.sync-again-requests',
    ],
    run: benchSync,
  },
  { figures: ['search.sync-browser'], run: benchSyncBrowser },
  { figures: SEARCH_SPEED_FIGURES, run: benchSearchSpeed },
  {
    figures: ['search.ask-recall', 'search.ask-citations', 'search.ask-refused', 'search.ask-wrongly-refused'],
    run: benchAsk,
  },
  { figures: SEARCH_QUALITY_FIGURES, run: benchSearchQuality },
  { figures: SEARCH_SEMANTIC_FIGURES, run: benchSearchSemantic },
  { figures: GROUNDING_FIGURES, run: benchGrounding },
  { figures: REPORT_FIGURES, run: benchReport },
  { figures: REDACTION_FIGURES, run: benchRedaction },
  { figures: ROUND_TRIP_FIGURES, run: benchRoundTrip },
  { figures: REPLAY_FIGURES, run: benchReplay },
  { figures: CONTINUITY_DECIDE_FIGURES, run: benchContinuityDecide },
  { figures: LOG_FIGURES, run: benchLog },
  { figures: BUDGET_FIGURES, run: benchBudget },
  { figures: CONTINUITY_RECOVERY_FIGURES, run: benchContinuityRecovery },
  { figures: ATTACK_FIGURES, run: benchAttacks },
];

/** `npm run bench [-- NAME …]`: a name is a figure's or the beginning of some, for example `main.in-page`. */
async function run(names: readonly string[]): Promise<void> {
  const isAsked = (figure: string): boolean => names.length === 0 || names.some((name) => figure.startsWith(name));
  const unknown = names.filter(
    (name) => !BENCHMARKS.some(({ figures }) => figures.some((one) => one.startsWith(name))),
  );
  if (unknown.length > 0) {
    console.error(`No figure begins with ${unknown.join(', ')}. There are:`);
    for (const { figures } of BENCHMARKS) console.error(figures.map((name) => `  ${name}`).join('\n'));
    process.exitCode = 2;
    return;
  }
  const results: Figure[] = [];
  for (const { figures, run } of BENCHMARKS) {
    const asked = figures.filter(isAsked);
    if (asked.length === 0) continue;
    console.error(`Measuring ${asked.join(', ')} …`);
    results.push(...(await run()).filter(({ name }) => isAsked(name)));
  }
  writeFileSync('bench.json', `${JSON.stringify(results, undefined, 2)}\n`);
  print(results);
  if (results.some(({ holds }) => !holds)) process.exitCode = 1;
}

function print(figures: readonly Figure[]): void {
  const rows = figures.map(({ name, value, unit, peer, peerValue, ratio, bar, holds, runs }) => [
    name,
    `${value} ${unit}`,
    `${peerValue} (${peer})`,
    String(ratio),
    bar,
    holds ? 'holds' : 'MISSED',
    String(runs),
  ]);
  const table = [['figure', 'value', 'beside', 'ratio', 'bar', '', 'runs'], ...rows];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  console.log('');
  for (const { name, note } of figures) if (note !== '') console.log(`${name}: ${note}`);
}

await run(process.argv.slice(2));
