import { Failure } from '../../base/failure.ts';
import type { Clock } from '../../base/ports.ts';
import { asObject, numberIn, objectIn, textIn } from '../../mirror/notion-json.ts';
import type { Read } from './read-patiently.ts';
import { failureOf } from './translate-error.ts';

/** A task that is not over by then is looked for later, in what it was to write. */
const LONGEST_MS = 180_000;
const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/**
 * The result of a write that Notion took on to do in the background (`202 async_task`); any other answer as it is. A task
 * that cannot be followed to its end leaves open whether it was done.
 * @throws Failure `notion-timeout` when its end is not seen, or what the task failed with; the signal's reason
 */
export async function followTask(answer: unknown, read: Read, clock: Clock, signal: AbortSignal): Promise<unknown> {
  const until = clock.now() + LONGEST_MS;
  let task = answer;
  while (textIn(task, 'object') === 'async_task') {
    const status = textIn(task, 'status');
    if (status === 'succeeded') return objectIn(task, 'result') ?? {};
    if (status === 'failed') throw failureOfTask(objectIn(task, 'error'));
    const id = textIn(task, 'id');
    const wait = (numberIn(task, 'poll_after_seconds') ?? 1) * 1000;
    if (id === undefined || clock.now() >= until) throw new Failure('notion-timeout');
    await clock.sleep(Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, wait)), signal);
    task = await read('async-tasks', signal, (client) => client.asyncTasks.retrieve({ task_id: id })).catch(
      (error: unknown): never => {
        // That the task cannot be asked about says nothing of the write.
        throw error instanceof Failure ? new Failure('notion-timeout', { cause: error }) : error;
      },
    );
  }
  return task;
}

function failureOfTask(error: unknown): Failure {
  const status = numberIn(error, 'status') ?? 500;
  const body = JSON.stringify(asObject(error) ?? {});
  const facts = failureOf({ status, headers: new Headers(), body });
  return new Failure(facts ?? 'notion-error', { cause: textIn(error, 'message') });
}
