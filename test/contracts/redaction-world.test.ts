import { describe, expect, it } from 'vitest';
import { actionFor } from '../../lib/actions/action-for.ts';
import { createClaudePort } from '../../lib/adapters/claude/claude-port.ts';
import { createOpenAiPort } from '../../lib/adapters/openai/openai-port.ts';
import { Secret } from '../../lib/base/secret.ts';
import { createPrivacyGate } from '../../lib/flows/keep-private.ts';
import { previewJob } from '../../lib/flows/preview-job.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import { hasEnded } from '../../lib/jobs/advance.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import { KNOWN_MODELS } from '../../lib/models/capabilities.ts';
import { plainFacts } from '../../lib/models/plain-facts.ts';
import { DEFAULT_REDACTION } from '../../lib/settings/redaction.ts';
import type { RedactMode } from '../../lib/settings/redaction.ts';
import { createBench } from '../fixtures/answering.ts';
import { aPage, heading, longPage, paragraph, property } from '../unit/actions-pages.ts';
import { openInProcess } from '../world/in-process.ts';
import { OPENAI_KEY } from '../world/openai/api.ts';
import { CLAUDE_KEY } from '../world/services.ts';
import { VirtualTime } from '../world/virtual-time.ts';

const NEVER = new AbortController().signal;

/** Canaries by where they stand: none of them may reach a model. */
const CANARIES = {
  title: 'ghp_CANARY0000000000000000000000000000title'.slice(0, 40),
  paragraph: 'canary.paragraph@example.com',
  code: 'Sommer!CANARY77',
  cell: 'DE89 3704 0044 0532 0130 00',
  property: 'canary.property@example.org',
  comment: '+49 171 30809041',
  question: 'canary.question@example.net',
};

const PAGE = aPage({
  title: `Access ${CANARIES.title}`,
  properties: [property('Owner', CANARIES.property)],
  blocks: [
    heading('Who'),
    paragraph(`Mara decides with ${CANARIES.paragraph} on every launch in May.`),
    { kind: 'code', depth: 0, text: `SMTP_PASSWORD=${CANARIES.code}\nPORT=25` },
    paragraph(`Account | ${CANARIES.cell} | paid in May`),
    paragraph(`Call ${CANARIES.comment} before the launch of the plan.`),
  ],
});

const LONG = {
  ...longPage(60, 30),
  blocks: longPage(60, 30).blocks.map((block, at) =>
    at % 40 === 7 ? { ...block, text: `${block.text} Ask ${CANARIES.paragraph}.` } : block,
  ),
};

/** Real flows and ports over the simulated services, behind the gate as wiring puts it; everything sent is kept. */
function aHouse(mode: RedactMode, provider: 'claude' | 'openai' = 'claude') {
  const time = new VirtualTime();
  const world = openInProcess({ clock: time, workspaces: [] });
  const sent: string[] = [];
  const fetch: typeof world.fetch = async (to, init) => {
    sent.push(typeof init?.body === 'string' ? init.body : '');
    return world.fetch(to, init);
  };
  const way = { key: async () => new Secret(CLAUDE_KEY), fetch, clock: time, isOnline: () => true };
  const openai = {
    ...way,
    key: async () => new Secret(OPENAI_KEY),
    baseUrl: 'https://api.openai.example/v1',
    header: 'bearer' as const,
    provider: 'House',
    facts: (model: string) => plainFacts(model),
  };
  const redaction = { ...DEFAULT_REDACTION, secrets: mode, personal: mode };
  const gate = createPrivacyGate(async () => redaction);
  const bench = createBench(gate.guard(provider === 'claude' ? createClaudePort(way) : createOpenAiPort(openai)));
  const ports = Object.assign(bench, { clock: time, listedModels: async () => KNOWN_MODELS, action: actionFor });
  const house = {
    model: 'small-local-model',
    provider: 'openai:house',
    providers: [
      {
        id: 'openai:house',
        name: 'House',
        baseUrl: openai.baseUrl,
        header: 'bearer',
        models: ['small-local-model'],
        classes: ['public', 'internal', 'restricted'],
      },
    ],
  } as const;
  bench.changed = { redaction, ...(provider === 'openai' ? house : {}) };
  bench.page = PAGE;
  const runner = createJobRunner(ports, 'this life', () => () => {});
  const settled = async (id: Awaited<ReturnType<typeof runner.start>>) => {
    await runner.settled(id);
    const job = bench.stores.jobs.rows.get(id);
    if (job === undefined || !hasEnded(job)) throw new Error('The job did not end');
    return { job, answer: bench.stores.answers.rows.get(job.answerId ?? '') };
  };
  const run = (input: Partial<JobInput>) =>
    time.run(
      (async () => {
        const target = { pageId: bench.page.id, title: bench.page.title, url: bench.page.url };
        return settled(await runner.start({ action: 'summarize', length: 'short', target, ...input }));
      })(),
    );
  const again = (id: Parameters<typeof runner.retry>[0]) => time.run((async () => settled(await runner.retry(id)))());
  return { time, bench, ports, sent, run, again, asked: () => sent.filter((body) => body !== '').length };
}

const canariesIn = (texts: readonly string[]): readonly string[] =>
  Object.entries(CANARIES)
    .filter(([, value]) => texts.some((text) => text.includes(value)))
    .map(([where]) => where);

const ASKS: readonly Partial<JobInput>[] = [
  { action: 'summarize' },
  { action: 'brief' },
  { action: 'tasks' },
  { action: 'wiki' },
  { action: 'ask', question: `Who is ${CANARIES.question}, and who decides?` },
  { action: 'chat', question: `Write to ${CANARIES.question} about the launch.` },
  {
    action: 'write',
    particulars: {
      of: 'write',
      how: 'rewrite',
      selection: `Write to ${CANARIES.paragraph} today.`,
      wish: CANARIES.question,
    },
  },
];

describe.each(['claude', 'openai'] as const)('what reaches a model of %s', (provider) => {
  it('holds none of the private values with placeholders, whatever is asked', async () => {
    const house = aHouse('placeholders', provider);
    const restored: string[] = [];
    // The simulated server of others fits no answer to a schema.
    for (const input of ASKS.filter(
      ({ action }) => provider === 'claude' || (action !== 'tasks' && action !== 'wiki'),
    )) {
      const { job, answer } = await house.run(input);
      expect([input.action, job.failure?.code, answer?.state]).toEqual([input.action, undefined, 'done']);
      expect(answer?.provenance.redacted?.replaced).toBeDefined();
      restored.push(answer?.text ?? '', ...(answer?.citations ?? []).map(({ quote }) => quote));
    }
    expect(house.asked()).toBeGreaterThanOrEqual(ASKS.length - 2);
    expect(canariesIn(house.sent)).toEqual([]);
    expect(house.sent.join('')).toContain('⟦EMAIL_1⟧');
    // What the model repeated came back as it was.
    expect(restored.join('\n')).not.toContain('⟦');
    expect(canariesIn(restored)).toContain('paragraph');
  }, 60_000);

  it('holds none where a long page is read section by section, and the notes are of this choice alone', async () => {
    const house = aHouse('placeholders', provider);
    house.bench.page = LONG;
    const { answer } = await house.run({ action: 'summarize' });
    expect(answer?.state).toBe('done');
    expect(canariesIn(house.sent)).toEqual([]);
    expect(house.sent.join('')).toContain('⟦EMAIL_1⟧');
  }, 60_000);

  it('is nothing at all in block, and goes with placeholders where the person says so', async () => {
    const house = aHouse('block', provider);
    const { job } = await house.run({ action: 'summarize' });
    expect(house.asked()).toBe(0);
    expect(job).toMatchObject({ state: 'failed', failure: { code: 'held-back', where: { title: PAGE.title } } });
    expect(canariesIn([JSON.stringify(job.failure?.detail)]).filter((where) => where !== 'title')).toEqual([]);
    expect(job.modelFreeId).toBeDefined();
    const { answer } = await house.again(job.id);
    expect(answer?.state).toBe('done');
    expect(house.asked()).toBeGreaterThan(0);
    expect(canariesIn(house.sent)).toEqual([]);
  }, 60_000);
});

describe('choices about what is private', () => {
  it('lead every citation to the block that holds the value itself', async () => {
    const { run } = aHouse('placeholders');
    const { answer } = await run({ action: 'ask', question: 'Who decides on every launch in May?' });
    const cited = answer?.citations.find(({ quote }) => quote.includes(CANARIES.paragraph));
    expect(cited).toBeDefined();
    expect(PAGE.blocks.slice(cited?.start, cited?.end).some(({ text }) => text.includes(CANARIES.paragraph))).toBe(
      true,
    );
  });

  it('say in warn what is sent as it stands, before and after it is', async () => {
    const { run, sent } = aHouse('warn');
    const { job, answer } = await run({ action: 'summarize' });
    expect(job.redacted?.sent).toMatchObject({ SECRET: 2, IBAN: 1 });
    expect(answer?.provenance.redacted).toEqual(job.redacted);
    expect(canariesIn(sent)).toContain('paragraph');
  });

  it('give the same answer again for nothing, and ask anew once the choice is another', async () => {
    const house = aHouse('placeholders');
    const ask = { action: 'ask', question: 'Who decides on every launch in May?' } as const;
    const first = await house.run(ask);
    const paid = house.asked();
    expect((await house.run(ask)).answer?.id).toBe(first.answer?.id);
    expect(house.asked()).toBe(paid);
    house.bench.changed = { redaction: { ...DEFAULT_REDACTION, secrets: 'off', personal: 'off' } };
    expect((await house.run(ask)).answer?.id).not.toBe(first.answer?.id);
    expect(house.asked()).toBeGreaterThan(paid);
  });

  it('show in the preview what would be sent, with the placeholders in it', async () => {
    const house = aHouse('placeholders');
    const target = { pageId: PAGE.id, title: PAGE.title, url: PAGE.url };
    const preview = await house.time.run(
      previewJob(house.ports, { action: 'summarize', length: 'short', target }, NEVER),
    );
    const texts = preview.parts.flatMap(({ label, text }) => [label, text]);
    expect(canariesIn(texts)).toEqual([]);
    expect(texts.join('')).toContain('⟦EMAIL_');
    expect(preview.redacted?.replaced?.EMAIL).toBe(2);
    expect(canariesIn(house.sent)).toEqual([]);
  });
});
