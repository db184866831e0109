import { Failure } from '../base/failure.ts';
import type { Chance, Clock } from '../base/ports.ts';
import type { ReportPorts } from '../flows/report-run.ts';
import type { JobRunner } from '../flows/run-jobs.ts';
import type { StepStore } from '../jobs/stores.ts';
import type { REPORT_SHAPES } from '../messages/report-messages.ts';
import type { SourceChoice } from '../messages/report-desk.ts';
import type { Handlers } from '../messages/router.ts';
import type { Page } from '../mirror/page.ts';
import type { ReportStore } from '../jobs/report-store.ts';
import type { Settings } from '../settings/settings.ts';
import type { createNotionConnections } from './notion-connections.ts';

type Notion = Pick<ReturnType<typeof createNotionConnections>, 'connections'>;

/** What computing a report needs, over the real workspaces: nobody waits for its rows, so people go first. */
export function reportPortsOf(parts: {
  readonly clock: Clock;
  readonly steps: StepStore;
  readonly reports: ReportStore;
  readonly notion: Notion;
}): ReportPorts {
  return {
    clock: parts.clock,
    steps: parts.steps,
    reports: parts.reports,
    async reader(connection) {
      const found = (await parts.notion.connections()).find(({ id }) => id === connection);
      if (found === undefined) throw new Failure('no-notion-token');
      return found.background;
    },
  };
}

interface House {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly reports: ReportStore;
  readonly runner: Pick<JobRunner, 'start'>;
  readonly notion: Notion;
  readonly meta: { settings(): Promise<Settings> };
  /** False for what the person does not want read. */
  mayKeep(page: Pick<Page, 'id' | 'parent'>): Promise<boolean>;
}

/** Lists of data sources end somewhere, even in the largest workspace. */
const MOST_LISTS = 20;

/** What our own pages ask of reports. */
export function createReportHandlers(house: House): Pick<Handlers, keyof typeof REPORT_SHAPES> {
  const { clock, chance, reports } = house;

  const sourcesOf = async (signal: AbortSignal): Promise<readonly SourceChoice[]> => {
    const found: SourceChoice[] = [];
    for (const { id, workspace, reader } of await house.notion.connections()) {
      let cursor: string | undefined;
      for (let list = 0; list < MOST_LISTS; list += 1) {
        const listing = await reader.list(
          { object: 'data_source', order: 'descending', ...(cursor === undefined ? {} : { cursor }) },
          signal,
        );
        for (const source of listing.sources) {
          const place = source.parent === undefined ? {} : { parent: source.parent };
          if (!(await house.mayKeep({ id: source.database, ...place }))) continue;
          const { database, title, columns } = source;
          found.push({ connection: id, workspace, database, dataSource: source.id, title, columns });
        }
        cursor = listing.cursor;
        if (cursor === undefined) break;
      }
    }
    return found.toSorted((one, other) => one.title.localeCompare(other.title));
  };

  return {
    'report.sources': (_ask, _sender, signal) => sourcesOf(signal),
    'report.sample': async ({ connection, dataSource }, _sender, signal) => {
      const found = (await house.notion.connections()).find(({ id }) => id === connection);
      if (found === undefined) throw new Failure('no-notion-token');
      const { rows } = await found.reader.query(dataSource, {}, signal);
      return rows.map(({ id, title, url, values }) => ({ id, title, url, values: [...values] }));
    },
    'report.save': async ({ id = chance.id(), definition }) => {
      const before = await reports.report(id);
      await reports.save({ id, definition, createdAt: before?.createdAt ?? clock.now(), updatedAt: clock.now() });
      return id;
    },
    'report.forget': ({ id }) => reports.forget(id),
    'report.run': async ({ id, model }) => {
      const saved = await reports.report(id);
      if (saved === undefined) throw new Failure('storage-broken');
      const { definition } = saved;
      const run = chance.id();
      const { length } = await house.meta.settings();
      const particulars = { of: 'report', report: run } as const;
      return house.runner.start(
        {
          action: 'report',
          question: definition.title,
          length,
          particulars,
          ...(model === undefined ? {} : { model }),
        },
        (job) => reports.putRun({ id: run, report: id, jobId: job.id, definition, startedAt: clock.now() }, job),
      );
    },
    'report.write': async ({ run: id, model }) => {
      const run = await reports.run(id);
      if (run === undefined) throw new Failure('storage-broken');
      const { length } = await house.meta.settings();
      const particulars = { of: 'report', report: id } as const;
      const asked = { question: run.definition.title, fresh: true, ...(model === undefined ? {} : { model }) };
      return house.runner.start({ action: 'report', length, particulars, ...asked }, (job) =>
        reports.putRun({ ...run, jobId: job.id }, job),
      );
    },
  };
}
