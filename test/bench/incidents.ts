import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../world/random.ts';

/** Incidents of the Claude service as its status page told them; see the README of the shared data for their origin. */
const RECORD = fileURLToPath(new URL('../../../shared/data/incidents/claude-incidents-compact.json', import.meta.url));

export const incidentsMissing = (): string | undefined =>
  existsSync(RECORD) ? undefined : `not run: the record of incidents is not at ${RECORD}`;

export const LINES = ['sonnet', 'haiku', 'opus'] as const;
export type Line = (typeof LINES)[number];

const LEVELS = ['operational', 'degraded_performance', 'partial_outage', 'major_outage'];
export const MAJOR = 3;
const MINUTE_MS = 60_000;

/** What the status page said of the API at each minute of the twelve months, for each line of models. */
export interface StatusRecord {
  readonly start: number;
  readonly end: number;
  readonly incidents: number;
  /** 0 operational, 1 degraded, 2 partial outage, 3 major outage. */
  levelAt(line: Line, time: number): number;
}

/**
 * The year before the record ends. Each change of the API component's state in an incident holds until the next one; an
 * incident on any version of a line counts for the line, one that names no model counts for all; where incidents
 * overlap, the worst counts.
 */
export function readRecord(start = Date.UTC(2025, 7, 22), end = Date.UTC(2026, 7, 22)): StatusRecord {
  const minutes = (end - start) / MINUTE_MS;
  const levels = new Map(LINES.map((line) => [line, new Uint8Array(minutes)]));
  const rows: unknown = JSON.parse(readFileSync(RECORD, 'utf8'));
  let incidents = 0;
  for (const row of Array.isArray(rows) ? rows : []) {
    const incident = readIncident(row);
    if (incident === undefined) continue;
    let counts = false;
    for (const [from, to, level] of incident.spans) {
      const first = Math.max(0, Math.floor((from - start) / MINUTE_MS));
      const last = Math.min(minutes, Math.ceil((to - start) / MINUTE_MS));
      for (const line of incident.lines) {
        const ofLine = levels.get(line);
        for (let minute = first; minute < last; minute += 1) {
          if (ofLine !== undefined) ofLine[minute] = Math.max(ofLine[minute] ?? 0, level);
          counts = true;
        }
      }
    }
    incidents += Number(counts);
  }
  return {
    start,
    end,
    incidents,
    levelAt: (line, time) => levels.get(line)?.[Math.floor((time - start) / MINUTE_MS)] ?? 0,
  };
}

interface Incident {
  readonly lines: readonly Line[];
  readonly spans: readonly (readonly [from: number, to: number, level: number])[];
}

function readIncident(row: unknown): Incident | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { api, timeline, models, all_models: all, resolved } = row as Readonly<Record<string, unknown>>;
  if (api !== true || !Array.isArray(timeline) || !Array.isArray(models) || typeof resolved !== 'string')
    return undefined;
  const isOfAll = all === true || models.length === 0;
  const lines = LINES.filter((line) => isOfAll || models.includes(line));
  const changes: readonly (readonly [string, string])[] = timeline;
  const spans = changes.map(([at, state], index) => {
    const until = changes[index + 1]?.[0] ?? resolved;
    return [Date.parse(at), Date.parse(until), Math.max(0, LEVELS.indexOf(state))] as const;
  });
  return { lines, spans: spans.filter(([, , level]) => level > 0) };
}

/** When questions are asked: Poisson, so many an hour from 07 to 19 UTC, the same at every run. */
export function traffic(
  { start, end }: Pick<StatusRecord, 'start' | 'end'>,
  perHour: number,
  seed: number,
): readonly number[] {
  const random = createRandom(seed);
  const hour = 60 * MINUTE_MS;
  const times: number[] = [];
  for (let day = start; day < end; day += 24 * hour) {
    let at = day + 7 * hour;
    for (;;) {
      at += (-Math.log(1 - random()) * hour) / perHour;
      if (at >= day + 19 * hour) break;
      times.push(Math.floor(at));
    }
  }
  return times;
}
