import { randomUUID } from 'node:crypto';
import type { WorldClock } from '../clock.ts';
import type { Ask } from './ask.ts';
import { NotionRefusal } from './errors.ts';
import type { Later } from './later.ts';
import type { Answer } from './read-routes.ts';

interface Task {
  readonly id: string;
  readonly created: string;
  readonly name: string;
  state: { readonly status: 'queued' | 'running' } | Ended;
}

type Ended =
  | { readonly status: 'succeeded'; readonly result: Answer }
  | { readonly status: 'failed'; readonly error: Record<string, unknown> };

/** Writes that Notion takes on with 202 and does a little later, where the request allows it. */
export class AsyncTasks {
  /** Requests of so many bytes and more are taken on; smaller ones are done at once. */
  fromBytes = 20_000;
  /** From the answer to the end. */
  runMs = 2_000;
  readonly #clock: WorldClock;
  readonly #later: Later;
  readonly #tasks = new Map<string, Task>();

  constructor(clock: WorldClock, later: Later) {
    this.#clock = clock;
    this.#later = later;
  }

  begin(name: string, write: () => Answer): Answer {
    const id = `task_${randomUUID().replaceAll('-', '')}`;
    const task: Task = { id, created: this.#clock.iso(), name, state: { status: 'queued' } };
    this.#tasks.set(id, task);
    this.#later.in(this.runMs / 4, () => void (task.state = { status: 'running' }));
    this.#later.in(this.runMs, () => void (task.state = ended(write)));
    return render(task);
  }

  answer(id: string): Answer | undefined {
    const task = this.#tasks.get(id);
    return task && render(task);
  }
}

function ended(write: () => Answer): Ended {
  try {
    return { status: 'succeeded', result: write() };
  } catch (error) {
    if (!(error instanceof NotionRefusal)) throw error;
    const { status, code, message } = error;
    return { status: 'failed', error: { object: 'error', status, code, message } };
  }
}

function render({ id, created, name, state }: Task): Answer {
  return {
    object: 'async_task',
    id,
    status_url: `https://api.notion.com/v1/async_tasks/${id}`,
    created_time: created,
    operation: { surface: 'rest', name },
    ...state,
    ...(state.status === 'queued' || state.status === 'running' ? { poll_after_seconds: 1 } : {}),
  };
}

export function retrieveTask(ask: Ask): Answer {
  const id = ask.path['task_id'] ?? '';
  const task = ask.store.tasks.answer(id);
  if (!task) throw new NotionRefusal(404, 'object_not_found', `Could not find async task with ID: ${id}.`);
  return task;
}
