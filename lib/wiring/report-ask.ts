import type { Client } from '../messages/client.ts';
import type { ReportDesk } from '../messages/report-desk.ts';
import type { ScheduleDesk } from '../messages/schedule-desk.ts';

/** What our own pages ask of reports by message. */
export function createReportAsk(ask: Client): Omit<ReportDesk, 'watchReports' | 'watchRuns'> {
  const modelled = (model: string | undefined): { model?: string } => (model === undefined ? {} : { model });
  return {
    reportSources: () => ask('report.sources', undefined),
    async sampleRows(connection, dataSource) {
      const rows = await ask('report.sample', { connection, dataSource });
      return rows.map(({ values, ...row }) => ({ ...row, values: new Map(values) }));
    },
    saveReport: (definition, id) => ask('report.save', { definition, ...(id === undefined ? {} : { id }) }),
    forgetReport: (id) => ask('report.forget', { id }),
    runReport: (id, model) => ask('report.run', { id, ...modelled(model) }),
    writeReport: (run, model) => ask('report.write', { run, ...modelled(model) }),
  };
}

/** What our own pages ask of schedules by message. */
export function createScheduleAsk(ask: Client): Omit<ScheduleDesk, 'watchSchedules'> {
  return {
    saveSchedule: (schedule) => ask('schedule.save', schedule),
    removeSchedule: (id) => ask('schedule.remove', { id }),
    runSchedule: (id) => ask('schedule.run', { id }),
  };
}
