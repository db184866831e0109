import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from './show.ts';

export interface Report {
  readonly browser: string;
  readonly outcomes: readonly Outcome[];
  /** Names of pictures without theme and ending. */
  readonly pictures: readonly string[];
}

/** Writes `report.md` and `report.html` beside the pictures. */
export function writeReport(folder: string, report: Report): void {
  writeFileSync(join(folder, 'report.md'), markdown(report));
  writeFileSync(join(folder, 'report.html'), page(report));
}

function summary({ browser, outcomes }: Report): string {
  const worked = outcomes.filter(({ trouble }) => trouble === undefined).length;
  return `${worked} of ${outcomes.length} steps worked in ${browser}, against the simulated world and the build in .output.`;
}

function markdown(report: Report): string {
  const rows = report.outcomes.map(
    ({ act, title, seconds, trouble }) =>
      `| ${act} | ${title} | ${trouble === undefined ? '✓' : '✗'} | ${seconds.toFixed(1)} s |`,
  );
  const troubles = report.outcomes.flatMap(({ title, trouble }) =>
    trouble === undefined ? [] : [`### ${title}\n\n\`\`\`\n${trouble}\n\`\`\`\n`],
  );
  const pictures = report.pictures.map((name) => `| ![${name}](${name}-light.png) | ![${name}](${name}-dark.png) |`);
  return [
    '# Demo',
    '',
    summary(report),
    '',
    '| act | step | | time |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...troubles,
    '| light | dark |',
    '| --- | --- |',
    ...pictures,
    '',
  ].join('\n');
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:32px;color-scheme:light dark}
table{border-collapse:collapse}td{padding:2px 16px 2px 0;vertical-align:top}pre{white-space:pre-wrap}
figure{display:flex;flex-wrap:wrap;gap:16px;align-items:start;margin:32px 0}figcaption{flex-basis:100%}
img{max-width:calc(50% - 8px);border:1px solid #8884}`;

function page(report: Report): string {
  const rows = report.outcomes.map(
    ({ act, title, seconds, trouble }) =>
      `<tr><td>${trouble === undefined ? '✓' : '✗'}<td>${escape(act)}<td>${escape(title)}${
        trouble === undefined ? '' : `<pre>${escape(trouble)}</pre>`
      }<td>${seconds.toFixed(1)} s`,
  );
  const pictures = report.pictures.map(
    (name) =>
      `<figure><figcaption>${name}</figcaption><img src="${name}-light.png" alt="${name}, light"><img src="${name}-dark.png" alt="${name}, dark"></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Understudy demo</title><style>${STYLE}</style>
<h1>Demo</h1><p>${escape(summary(report))}</p><table>${rows.join('\n')}</table>
${pictures.join('\n')}
`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
