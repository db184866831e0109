import { beforeAll, expect, it } from 'vitest';
import { createClaudePort } from '../../lib/adapters/claude/claude-port.ts';
import { Secret } from '../../lib/base/secret.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import { hasEnded } from '../../lib/jobs/advance.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { KNOWN_MODELS } from '../../lib/models/capabilities.ts';
import { samplePages } from '../bench/ask-corpus.ts';
import { createBench } from '../fixtures/answering.ts';
import { openInProcess } from '../world/in-process.ts';
import { CLAUDE_KEY } from '../world/services.ts';
import { VirtualTime } from '../world/virtual-time.ts';
import { loadSampleWorkspaces } from '../world/workspace/load.ts';

let pages: readonly Page[] = [];

beforeAll(async () => {
  pages = await samplePages();
}, 60_000);

/** The real port and flow against the simulated Claude, which refuses what the API would refuse. */
function aHouse() {
  const time = new VirtualTime();
  const workspaces = loadSampleWorkspaces();
  const world = openInProcess({ clock: time, workspaces });
  const model = createClaudePort({
    key: async () => new Secret(CLAUDE_KEY),
    fetch: world.fetch,
    clock: time,
    isOnline: () => true,
  });
  const bench = Object.assign(createBench(model), { clock: time, listedModels: async () => KNOWN_MODELS });
  bench.mirrored = pages;
  const runner = createJobRunner(bench, 'this life', () => () => {});
  const ask = (input: Partial<JobInput>): Promise<Answer | undefined> =>
    time.run(
      (async () => {
        const id = await runner.start({ action: 'ask', length: 'short', scope: { kind: 'everywhere' }, ...input });
        await runner.settled(id);
        const job = bench.stores.jobs.rows.get(id);
        if (job === undefined || !hasEnded(job)) throw new Error('The job did not end');
        return bench.stores.answers.rows.get(job.answerId ?? '');
      })(),
    );
  const asked = (): number => world.requests.all().filter(({ path }) => path === '/v1/messages').length;
  return { ask, asked, facts: workspaces.flatMap(({ facts }) => facts) };
}

const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, '');

it('answers from many pages with citations that each lead to the words they quote', async () => {
  const { ask, facts } = aHouse();
  const fewFacts = facts.filter((_, at) => at % 6 === 0);
  let citations = 0;
  let fromSource = 0;
  for (const { question, pageId } of fewFacts) {
    const answer = await ask({ question });
    expect(answer).toMatchObject({ state: 'done', provenance: { answeredBy: 'claude-sonnet-5-5' } });
    for (const { pageId: cited, title, quote, start, end } of answer?.citations ?? []) {
      const page = pages.find(({ id }) => id === cited);
      expect(page?.title).toBe(title);
      // An empty range means the page itself: one of its properties is quoted.
      const words =
        end > start
          ? page?.blocks.slice(start, end).map(({ text }) => text)
          : page?.properties.map(({ name, text }) => `${name}: ${text}`);
      expect(bare(words?.join('') ?? '')).toContain(bare(quote).slice(0, 200));
      citations += 1;
    }
    if ((answer?.citations ?? []).some(({ pageId: cited }) => cited === pageId)) fromSource += 1;
  }
  console.log(`Questions ${fewFacts.length}, citations ${citations}, with the source page cited ${fromSource}`);
  expect(citations).toBeGreaterThanOrEqual(fewFacts.length);
  expect(fromSource / fewFacts.length).toBeGreaterThan(0.7);
}, 60_000);

it('asks twice for a question, and not at all for the same one over unchanged pages', async () => {
  const { ask, asked } = aHouse();
  const question = 'What did the swollen cells cost?';
  const first = await ask({ question });
  expect(asked()).toBe(2);
  expect((await ask({ question }))?.id).toBe(first?.id);
  expect(asked()).toBe(2);
}, 60_000);
