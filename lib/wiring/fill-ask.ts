import type { Client } from '../messages/client.ts';
import type { FillDesk } from '../messages/fill-desk.ts';

/** What the workbench asks of Autofill by message. */
export function createFillAsk(ask: Client): Omit<FillDesk, 'watchFills' | 'watchFillRows' | 'estimateFill'> {
  return {
    columnsToFill: (connection, database) => ask('fill.columns', { connection, database }),
    startFill: (wish) => ask('fill.start', { ...wish }),
    keepFilled: (wish) => ask('fill.keep', { ...wish }),
    unkeepFilled: (id) => ask('fill.unkeep', id),
    pauseFill: (id) => ask('fill.pause', id),
    resumeFill: (id) => ask('fill.resume', id),
    cancelFill: (id) => ask('fill.cancel', id),
    takeCell: (row, column, taken) => ask('fill.take', { row, column, taken }),
    proposeFill: (id) => ask('fill.propose', id),
  };
}
