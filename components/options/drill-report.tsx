import { countUseful, wasUseful } from '../../lib/messages/drill-desk.ts';
import type { DrillReport, DrillRow } from '../../lib/messages/drill-desk.ts';
import type { Remedy } from '../../lib/messages/inventory.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { dollars } from '../../lib/base/dollars.ts';
import { Button } from '../kit/button.tsx';
import { SCENARIO_NAMES } from '../kit/drill-words.ts';
import { Icon } from '../kit/icon.tsx';
import { modelName } from '../kit/model-name.ts';
import { moment } from '../kit/moment.ts';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { ACT_NAMES, causeWords, gotWords, tookWords } from './drill-row-words.ts';
import { REMEDY_WORDS } from './remedy-words.ts';

/** Does what closes a gap. */
export type Mend = (remedy: Remedy) => void;

/** One drill: how much held, what each action gave, and what would give more. */
export function DrillReportView({
  report,
  models,
  now,
  open,
  onMend,
}: {
  readonly report: DrillReport;
  readonly models: readonly ModelFacts[];
  readonly now: number;
  readonly open: boolean;
  readonly onMend: Mend;
}) {
  const { scenario, startedAt, rows, page, stopped } = report;
  const { useful, of } = countUseful(rows);
  const cost = rows.reduce((sum, { costUsd = 0 }) => sum + costUsd, 0);
  const gaps = gapsOf(rows);
  return (
    <details class="drill-report" open={open}>
      <summary>
        <strong>
          {useful} of {of} actions stayed useful
        </strong>
        <span class="second">
          {' '}
          while {SCENARIO_NAMES[scenario]}, {moment(startedAt, now)}
          {stopped ? ', stopped early' : ''}
        </span>
      </summary>
      <div class="drill-detail">
        <DrillTable label="What each action gave" asked={report.model} rows={rows} models={models} />
        <p class="help">
          {page === undefined ? 'No page was on this device to try it on.' : `Tried on “${page}”.`}{' '}
          {cost > 0 && `It cost ${dollars(cost)}.`}
        </p>
        {gaps.length > 0 && (
          <ul class="gaps" aria-label="Gaps of this drill">
            {gaps.map(({ words, remedy }) => (
              <li key={words}>
                <span>{words}</span>
                {remedy && <Button onClick={() => onMend(remedy)}>{REMEDY_WORDS[remedy.kind]}</Button>}
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}

/** What was tried, with what came of it. */
export function DrillTable({
  label,
  asked,
  rows,
  models,
}: {
  readonly label: string;
  /** The model that is asked first. */
  readonly asked: string;
  readonly rows: readonly DrillRow[];
  readonly models: readonly ModelFacts[];
}) {
  const name = modelName(asked, models);
  return (
    <ScrollTable label={label}>
      <table class="drill-rows">
        <thead>
          <tr>
            <th scope="col">Action</th>
            <th scope="col">What you got</th>
            <th scope="col" class="right">
              Took
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const cause = causeWords(row, name);
            return (
              <tr key={row.act}>
                <th scope="row">{ACT_NAMES[row.act]}</th>
                <td>
                  <span class={markOf(row)}>
                    <Icon name={row.got === 'not-tried' ? 'pause' : wasUseful(row) ? 'check' : 'alert'} />
                    <span>{gotWords(row, models)}</span>
                  </span>
                  {cause !== undefined && <p class="second small">{cause}</p>}
                </td>
                <td class="right">{tookWords(row)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollTable>
  );
}

const markOf = (row: DrillRow): string =>
  row.got === 'not-tried' ? 'tried' : wasUseful(row) ? 'tried held' : 'tried gap';

const ASKS: ReadonlySet<DrillRow['act']> = new Set<DrillRow['act']>([
  'summarize',
  'brief',
  'ask',
  'ask-pages',
  'chat',
  'continue',
  'retry',
]);

/** What kept actions from giving more, each with what would change it, where anything would. */
export function gapsOf(rows: readonly DrillRow[]): readonly { readonly words: string; readonly remedy?: Remedy }[] {
  const asked = rows.filter(({ act, got }) => ASKS.has(act) && got !== 'not-tried');
  const unanswered = asked.filter(({ got }) => got !== 'answer' && got !== 'other-model');
  const pageless = rows.some(({ act, got }) => got === 'not-tried' && act === 'summarize');
  const uncopied = rows.some(({ act, got }) => act === 'reader' && got === 'nothing');
  const titles = rows.some(({ act, got, cause }) => act === 'titles' && got === 'nothing' && cause !== undefined);
  return [
    ...(unanswered.length === 0
      ? []
      : [
          {
            words: `No model answered ${unanswered.length} of ${asked.length} questions. One at another provider, or on this computer, may.`,
            remedy: { kind: 'add-provider' } as const,
          },
        ]),
    ...(pageless || uncopied
      ? [
          {
            words: 'No page is on this device. Connect a workspace, and pages are copied here.',
            remedy: { kind: 'connect-notion' } as const,
          },
        ]
      : []),
    ...(titles ? [{ words: 'Titles of pages that are not copied here can be found by Notion alone.' }] : []),
  ];
}
