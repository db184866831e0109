import type { CDPSession } from 'playwright-core';

/** One complete event of Chromium's tracing: what a thread did, from when, for how long. */
export interface TraceEvent {
  readonly name: string;
  /** Process and thread. */
  readonly thread: string;
  readonly startMs: number;
  readonly ms: number;
  /** Of the processor alone: what others on the machine took in between is not in it. */
  readonly cpuMs: number;
  /** Address of the script that ran, where the event is about one. */
  readonly url: string;
}

const CATEGORIES = ['toplevel', 'devtools.timeline', 'v8', 'disabled-by-default-devtools.timeline'];

/** Records what the threads of a page do while `act` runs. */
export async function traced(session: CDPSession, act: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: readonly object[] }): void => {
    events.push(...value.flatMap(readEvent));
  };
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES, excludedCategories: ['*'] },
  });
  try {
    await act();
  } finally {
    const complete = new Promise<void>((resolve) => {
      session.once('Tracing.tracingComplete', () => resolve());
    });
    await session.send('Tracing.end');
    await complete;
    session.off('Tracing.dataCollected', collect);
  }
  return events;
}

function readEvent(raw: object): TraceEvent[] {
  const { name, ph, pid, tid, ts, dur, tdur, args }: Raw = raw;
  if (ph !== 'X' || typeof name !== 'string' || typeof ts !== 'number' || typeof dur !== 'number') return [];
  const cpu = typeof tdur === 'number' ? tdur : dur;
  const thread = `${String(pid)}/${String(tid)}`;
  return [{ name, thread, startMs: ts / 1000, ms: dur / 1000, cpuMs: cpu / 1000, url: urlIn(args) }];
}

type Raw = Partial<Record<'name' | 'ph' | 'pid' | 'tid' | 'ts' | 'dur' | 'tdur' | 'args', unknown>>;

function urlIn(args: unknown): string {
  const data = fieldOf(args, 'data');
  const url = fieldOf(data, 'url') ?? fieldOf(args, 'fileName');
  return typeof url === 'string' ? url : '';
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Those not inside another one of the list on the same thread. */
function outermost(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const sorted = events.toSorted((one, other) => one.startMs - other.startMs || other.ms - one.ms);
  const ends = new Map<string, number>();
  return sorted.filter(({ thread, startMs, ms }) => {
    if (startMs < (ends.get(thread) ?? Number.NEGATIVE_INFINITY)) return false;
    ends.set(thread, startMs + ms);
    return true;
  });
}

const isIn = (event: TraceEvent, task: TraceEvent): boolean =>
  event.thread === task.thread && event.startMs >= task.startMs && event.startMs < task.startMs + task.ms;

/** A task in which scripts of one origin ran, and what of its processor time is theirs. */
export interface OwnTask {
  readonly cpuMs: number;
  readonly ownCpuMs: number;
}

/** The tasks with scripts of an origin. Promise reactions carry no address: all that follow in such a task count as its own. */
export function tasksOf(events: readonly TraceEvent[], origin: string): readonly OwnTask[] {
  const own = events.filter(({ url }) => url.startsWith(origin));
  const reactions = events.filter(({ name }) => name === 'RunMicrotasks');
  const tasks = outermost(events.filter(({ name }) => name.endsWith('RunTask')));
  return tasks.flatMap((task) => {
    const direct = own.filter((event) => isIn(event, task));
    const first = direct[0];
    if (first === undefined) return [];
    const begun = Math.min(...direct.map(({ startMs }) => startMs));
    const later = reactions.filter((event) => isIn(event, task) && event.startMs >= begun);
    const ownCpuMs = outermost([...direct, ...later]).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
    return [{ cpuMs: task.cpuMs, ownCpuMs }];
  });
}
