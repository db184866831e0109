import { cellsByRule } from '../autofill/cells-by-rule.ts';
import type { FillColumn } from '../autofill/fill-column.ts';
import type { FillCell, FillRow, FillRun } from '../autofill/fill-run.ts';
import { planFill, stampCells } from '../autofill/plan-fill.ts';
import type { RowPlan } from '../autofill/plan-fill.ts';
import { Failure } from '../base/failure.ts';
import type { Page } from '../mirror/page.ts';
import { newDraft, textOf } from '../models/accumulate.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import type { Usage } from '../models/answer-event.ts';
import type { Route } from '../models/route.ts';
import type { Contents } from '../policy/class-of.ts';
import { FILL_PROMPT_VERSION } from '../prompt/autofill.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { attemptAnswer } from './attempt-answer.ts';
import { cheapestFirst } from './cheapest-first.ts';
import { climb } from './climb.ts';
import type { ClimbPorts } from './climb.ts';
import { openOf } from './gate.ts';
import { isOnThisComputer } from './is-on-this-computer.ts';
import type { Bill } from './keep-spending.ts';
import { createTally } from './tally.ts';

export type FillRowPorts = ClimbPorts &
  Pick<AnswerPorts, 'model' | 'judge' | 'near' | 'routes' | 'factsOf' | 'steps' | 'settings'>;

/** What a row came to, ready to be stored. */
export type Filled = Pick<FillRow, 'cells' | 'fingerprint' | 'content' | 'answeredBy' | 'costUsd'> & {
  readonly state: 'filled' | 'nothing';
};

/** What is left to ask about a row, and how its answer is kept and read. */
export interface RowTask extends Pick<Page, 'workspace'> {
  readonly columns: readonly FillColumn[];
  readonly plan: RowPlan;
  /** What the asked model said becomes what the row came to, and is kept. `answer-misfit` where it is not in the form. */
  take(text: string, model: string): Promise<Filled>;
}

/**
 * A row as far as it can be filled without asking: by rules, from what was kept of the very same request, because no
 * cell of it is open, or because it is as it was when an earlier run filled it. Else what is to be asked.
 */
export async function prepareRow(
  ports: FillRowPorts,
  run: FillRun,
  row: Pick<FillRow, 'content'>,
  page: Page,
): Promise<Filled | RowTask> {
  const isSet = (name: string): boolean => page.properties.some((one) => one.name === name && one.text !== '');
  const columns =
    run.over === 'all' ? run.columns : run.columns.filter(({ name, stamp }) => stamp === true || !isSet(name));
  const day = new Date(ports.clock.now()).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const finish = (cells: readonly FillCell[]): Filled => filled(page, columns, cells, day);
  if (columns.every(({ stamp }) => stamp === true)) return { ...finish([]), costUsd: 0 };
  if (run.by === 'rules') return { ...finish(cellsByRule(page, columns)), costUsd: 0 };

  const { provider, model } = await ports.settings();
  const { contextTokens } = await ports.factsOf({ provider, model });
  const plan = planFill(page, columns, contextTokens);
  const { content } = plan;
  // Nothing was said since: what stands there stays, also what a person has made of it.
  if (row.content === content) return { ...finish([]), content, costUsd: 0 };
  const key = fingerprint('fill', String(FILL_PROMPT_VERSION), content, model);
  const kept = await ports.steps.get(key);
  const [by = '', ...said] = kept?.text.split('\n') ?? [];
  const before = kept === undefined ? undefined : plan.read(said.join('\n'));
  if (before !== undefined) return { ...finish(before), content, answeredBy: by, costUsd: 0 };
  return {
    ...(page.workspace === undefined ? {} : { workspace: page.workspace }),
    columns,
    plan,
    async take(text, answeredBy) {
      const cells = plan.read(text);
      if (cells === undefined) throw new Failure({ code: 'answer-misfit', model: answeredBy });
      const now = ports.clock.now();
      await ports.steps.put({ key, text: `${answeredBy}\n${text}`, madeAt: now, usedAt: now });
      return { ...finish(cells), content, answeredBy };
    },
  };
}

/** For whom rows are filled. */
export const fillBill = ({ workspace = '' }: Pick<Page, 'workspace'>): Bill => ({ action: 'autofill', workspace });

export const isTask = (prepared: Filled | RowTask): prepared is RowTask => 'take' in prepared;

/**
 * The values of one row: by rules, or of a model held to a form. An unchanged row that was asked the same before is not
 * paid for again. Cells that are set already are left alone where the run says so.
 * @throws Unanswered when nobody answered, or the signal's reason
 */
export async function fillRow(
  ports: FillRowPorts,
  run: FillRun,
  row: FillRow,
  page: Page,
  signal: AbortSignal,
): Promise<Filled> {
  const prepared = await prepareRow(ports, run, row, page);
  if (!isTask(prepared)) return prepared;
  const settings = await ports.settings();
  const tally = createTally(settings);
  const bill = fillBill(page);
  const contents = contentsOfRow(run, page);
  const able = await ports.routes({ provider: settings.provider, model: settings.model });
  const routes = openOf(await ports.judge(able, contents));
  const { value } = await climb(
    ports,
    (await ports.near?.(bill)) === undefined ? routes : cheapestFirst(routes, settings),
    async (route: Route, trying, hooks) => {
      const { contextTokens } = await ports.factsOf(route);
      const plan = planFill(page, prepared.columns, contextTokens);
      const asking = {
        request: plan.request,
        from: newDraft(),
        wanted: 'words',
        show: () => {},
        failed: ({ usage }: { usage: Usage }) => tally.add(route, usage),
      } as const;
      const port = ports.model(route.provider, contents, bill);
      const draft = await attemptAnswer(port, route, asking, trying, hooks);
      tally.add({ ...route, ...(draft.model === undefined ? {} : { model: draft.model }) }, draft.usage);
      const text = textOf(draft);
      if (plan.read(text) === undefined) throw new Failure({ code: 'answer-misfit', model: route.model });
      return { text, model: draft.model ?? route.model };
    },
    {
      signal,
      interactive: false,
      isLocal: (provider) => isOnThisComputer(provider, settings.providers),
    },
  );
  const { costUsd } = tally.with({ provider: settings.provider, model: value.model }, NO_USAGE);
  return { ...(await prepared.take(value.text, value.model)), ...(costUsd === undefined ? {} : { costUsd }) };
}

/** A row is shown with the names of its database's columns. */
export const contentsOfRow = ({ database }: Pick<FillRun, 'database'>, { id }: Pick<Page, 'id'>): Contents => ({
  pages: [id, database],
});

/** A value that stands there already is no change; where nothing changes, no day is written either. */
function filled(page: Page, columns: readonly FillColumn[], cells: readonly FillCell[], day: string): Filled {
  const changes = cells.filter(({ before, shown }) => before !== shown);
  return {
    state: changes.length === 0 ? 'nothing' : 'filled',
    cells: [...changes, ...stampCells(page, columns, changes, day)],
    fingerprint: page.fingerprint,
  };
}
