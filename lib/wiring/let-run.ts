import { factsOf } from '../base/failure.ts';
import type { Log } from '../base/ports.ts';

/** Lets work run that no surface waits for. What goes wrong is logged, with where it began. */
export function letRun(work: Promise<unknown>, log: Log, began: string): void {
  work.catch((error: unknown) => {
    const { code } = factsOf(error);
    log.warn('nobody was told', { began, code, bug: code === 'bug' ? String(error) : undefined });
  });
}
