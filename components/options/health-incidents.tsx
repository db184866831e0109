import { useState } from 'preact/hooks';

import { causeOf, endOf, failedCalls, isOpen } from '../../lib/activity/incident.ts';
import type { Incident } from '../../lib/activity/incident.ts';
import { savedDuring } from '../../lib/activity/saved.ts';
import type { SavedRequest } from '../../lib/activity/saved.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import { lasting } from '../kit/age.ts';
import { counted } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { moment } from '../kit/moment.ts';
import { savedSentence } from './health-saved.tsx';

/** So many are shown before the rest is asked for. */
const FIRST = 5;

interface IncidentsProps {
  /** Newest first. */
  readonly incidents: readonly Incident[];
  readonly saved: readonly SavedRequest[];
  readonly now: number;
}

/** What went wrong, newest first: cause, evidence, how long, and what people got meanwhile. */
export function Incidents({ incidents, saved, now }: IncidentsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? incidents : incidents.slice(0, FIRST);
  return (
    <>
      <h3 id="incidents">Incidents</h3>
      {incidents.length === 0 ? (
        <p class="second">None in 90 days.</p>
      ) : (
        <ol class="incidents" aria-labelledby="incidents">
          {shown.map((incident) => (
            <li key={incident.id}>
              <p>
                <strong dir="auto">{incident.name}</strong>, {whenWords(incident, now)}
              </p>
              <p class="second small">{incidentWords(incident, saved, now)}</p>
            </li>
          ))}
        </ol>
      )}
      {shown.length < incidents.length && (
        <div>
          <Button onClick={() => setAll(true)}>Show all {incidents.length}</Button>
        </div>
      )}
    </>
  );
}

function whenWords(incident: Incident, now: number): string {
  const { startedAt, faded } = incident;
  const length = lasting(endOf(incident, now) - startedAt);
  if (isOpen(incident, now)) return `since ${moment(startedAt, now)}, going on for ${length}`;
  const unseen = faded === true || incident.endedAt === undefined;
  return `${moment(startedAt, now)}, ${length}${unseen ? ' or longer: its end was not seen' : ''}`;
}

function incidentWords(incident: Incident, saved: readonly SavedRequest[], now: number): string {
  const { name, calls, failed } = incident;
  const code = causeOf(incident);
  return [
    ...(code === undefined ? [] : [describeFailure({ code }, name).cause]),
    `${failedCalls(failed)} of ${counted(calls, 'call')} failed.`,
    savedSentence(savedDuring(saved, incident, now)) ?? '',
  ]
    .join(' ')
    .trim();
}
