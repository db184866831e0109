import type { Client } from '../messages/client.ts';
import type { DrillDesk } from '../messages/drill-desk.ts';

/** The way of our own pages to the drill. A script in Notion's page has the last part of it alone. */
export function createDrillDesk(ask: Client): Pick<DrillDesk, 'startDrill' | 'stopTrying' | 'endDrill'> {
  return {
    startDrill: (scenario) => ask('drill.start', { scenario }),
    stopTrying: () => ask('drill.stop-trying', undefined),
    endDrill: () => ask('drill.end', undefined),
  };
}
