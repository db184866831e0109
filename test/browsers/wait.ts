/** A wait that ended without what it waited for. */
export class WaitTimeout extends Error {
  override readonly name = 'WaitTimeout';
}

const PATIENCE_MS = 10_000;
const SHORTEST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 250;

/** Asks again and again, with pauses that grow with what one question costs, until there is an answer or time is up. */
export async function until<Value>(
  check: () => Promise<Value | undefined | false>,
  timeoutMs: number | undefined,
  explain: () => Promise<string>,
): Promise<Value> {
  const deadline = performance.now() + (timeoutMs ?? PATIENCE_MS);
  let pause = SHORTEST_PAUSE_MS;
  for (;;) {
    const started = performance.now();
    const answer = await check();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) {
      throw new WaitTimeout(`Waited ${timeoutMs ?? PATIENCE_MS} ms for ${await explain()}`);
    }
    pause = Math.min(LONGEST_PAUSE_MS, Math.max(pause * 1.2, performance.now() - started));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
