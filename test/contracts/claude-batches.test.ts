import { describe, expect, it } from 'vitest';
import { createClaudePort } from '../../lib/adapters/claude/claude-port.ts';
import { Failure } from '../../lib/base/failure.ts';
import { Secret } from '../../lib/base/secret.ts';
import type { BatchRequest } from '../../lib/models/batch.ts';
import type { FaultRule } from '../world/faults.ts';
import { openInProcess } from '../world/in-process.ts';
import { CLAUDE_KEY } from '../world/services.ts';
import { VirtualTime } from '../world/virtual-time.ts';
import { loadSampleWorkspaces } from '../world/workspace/load.ts';

const NEVER = new AbortController().signal;
const MODEL = 'claude-sonnet-5-5';

const asking = (id: string, text: string): BatchRequest => ({
  id,
  request: { system: 'Answer.', turns: [{ role: 'user', text }], maxTokens: 400 },
});

function open() {
  const time = new VirtualTime();
  const world = openInProcess({ clock: time, workspaces: loadSampleWorkspaces() });
  const { batches } = createClaudePort({
    key: async () => new Secret(CLAUDE_KEY),
    fetch: (url, init) => world.fetch(url, init),
    clock: time,
    isOnline: () => true,
  });
  return { time, world, batches };
}

describe('a batch of requests at Claude', () => {
  it('is begun at once, answered later, and its answers come back by their ids', async () => {
    const { time, batches } = open();
    await time.run(
      (async () => {
        const begun = await batches.begin(MODEL, [asking('row-1', 'Say one.'), asking('row-2', 'Say two.')], NEVER);
        expect(begun).toMatchObject({ ended: false, requests: 2, left: 2 });
        await time.sleep(3_000);
        expect(await batches.state(begun.id, NEVER)).toMatchObject({ ended: true, requests: 2, left: 0 });
        const results = await batches.results(begun.id, NEVER);
        expect(results.map(({ id }) => id).toSorted()).toEqual(['row-1', 'row-2']);
        for (const result of results) {
          expect(result).toMatchObject({ model: MODEL });
          expect('text' in result && result.text.length > 0 && result.usage.outputTokens > 0).toBe(true);
        }
      })(),
    );
  });

  it('brings back what each answer cites, by the places of what was sent', async () => {
    const { time, batches } = open();
    const sources = [
      { url: 'https://app.notion.com/p/plan', title: 'Plan', items: ['The launch moves to 14 October.'] },
    ];
    const request = {
      system: 'Answer.',
      turns: [{ role: 'user' as const, text: 'Summarize this page.', sources }],
      maxTokens: 400,
    };
    await time.run(
      (async () => {
        const begun = await batches.begin(MODEL, [{ id: 'page-1', request }], NEVER);
        await time.sleep(3_000);
        const [result] = await batches.results(begun.id, NEVER);
        const cited = result !== undefined && 'blocks' in result ? result.blocks.flatMap((one) => one.citations) : [];
        expect(cited[0]).toMatchObject({ source: 0, start: 0, end: 1 });
      })(),
    );
  });

  it('is found again among the newest when the answer to its beginning was lost', async () => {
    const { time, world, batches } = open();
    await time.run(
      (async () => {
        const lost: FaultRule = {
          host: 'api.anthropic.com',
          path: '/batches$',
          method: 'POST',
          times: 1,
          action: 'commit-then-reset',
        };
        world.faults.add(lost);
        await expect(batches.begin(MODEL, [asking('a', 'One.')], NEVER)).rejects.toBeInstanceOf(Failure);
        expect(await batches.recent(NEVER)).toMatchObject([{ requests: 1 }]);
      })(),
    );
  });

  it('tells of each request that failed, and of those that were cancelled', async () => {
    const { time, batches } = open();
    await time.run(
      (async () => {
        const begun = await batches.begin(MODEL, [asking('a', 'One.'), asking('b', 'Two.')], NEVER);
        await batches.cancel(begun.id, NEVER);
        expect(await batches.state(begun.id, NEVER)).toMatchObject({ ended: true });
        expect(await batches.results(begun.id, NEVER)).toEqual([
          { id: 'b', failure: { code: 'claude-timeout' } },
          { id: 'a', failure: { code: 'claude-timeout' } },
        ]);
      })(),
    );
  });

  it('is no batch where the service does not know it', async () => {
    const { time, batches } = open();
    const asked = time.run(batches.state('msgbatch_none', NEVER));
    await expect(asked).rejects.toMatchObject({ facts: { code: 'model-missing' } });
  });
});
