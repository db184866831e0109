import { createClaudePort } from '../../lib/adapters/claude/claude-port.ts';
import { actionFor } from '../../lib/actions/action-for.ts';
import { Secret } from '../../lib/base/secret.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import type { ActionId, Answer } from '../../lib/jobs/answer.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { KNOWN_MODELS } from '../../lib/models/capabilities.ts';
import { createBench } from '../fixtures/answering.ts';
import { openInProcess } from '../world/in-process.ts';
import { CLAUDE_KEY } from '../world/services.ts';
import { VirtualTime } from '../world/virtual-time.ts';

/** An action on a page, answered by the simulated Claude through the real port and flow. */
export async function answerOf(pages: readonly Page[], page: Page, action: ActionId): Promise<Answer> {
  const time = new VirtualTime();
  const world = openInProcess({ clock: time, workspaces: [] });
  const model = createClaudePort({
    key: async () => new Secret(CLAUDE_KEY),
    fetch: world.fetch,
    clock: time,
    isOnline: () => true,
  });
  const bench = Object.assign(createBench(model, actionFor(action)), {
    clock: time,
    listedModels: async () => KNOWN_MODELS,
    page,
    readRelated: async (id: Page['id']) => pages.find((one) => one.id === id),
  });
  bench.mirrored = pages;
  const runner = createJobRunner(bench, 'this life', () => () => {});
  return time.run(
    (async () => {
      const id = await runner.start({
        action,
        length: 'long',
        target: { pageId: page.id, title: page.title, url: page.url },
      });
      await runner.settled(id);
      const answer = bench.stores.answers.rows.get(bench.stores.jobs.rows.get(id)?.answerId ?? '');
      if (answer?.state !== 'done') throw new Error(`No answer about ${page.title}`);
      return answer;
    })(),
  );
}
