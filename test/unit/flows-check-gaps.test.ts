import { describe, expect, it } from 'vitest';
import { asConnectionId, parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { checkGaps } from '../../lib/flows/check-gaps.ts';
import type { GapPorts } from '../../lib/flows/check-gaps.ts';
import { scopeKey } from '../../lib/gaps/gap-check.ts';
import type { GapCheck } from '../../lib/gaps/gap-check.ts';
import { assemblePage } from '../../lib/mirror/assemble-page.ts';
import { headOfPage } from '../../lib/mirror/head-of-page.ts';
import type { PageHead } from '../../lib/mirror/page-head.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { pageUrl } from '../../lib/mirror/address.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const NEVER = new AbortController().signal;
const quiet = (): void => undefined;

function id(number: number): PageId {
  const parsed = parsePageId(number.toString(16).padStart(32, '0'));
  if (parsed === undefined) throw new Error('No id');
  return parsed;
}

interface Sketch {
  readonly text?: string;
  readonly parent?: number;
  readonly workspace?: string;
}

function page(number: number, title: string, { text = '', parent, workspace = 'Acme' }: Sketch = {}): Page {
  return assemblePage({
    id: id(number),
    connection: asConnectionId(workspace),
    workspace,
    title,
    url: pageUrl(id(number)),
    properties: [],
    blocks: readMarkdown(text),
    readAt: NOW,
    completeness: { seen: 'api', missingBlocks: 0 },
    ...(parent === undefined ? {} : { parent: id(parent) }),
  });
}

/** A mirror in memory, with the checks that were kept. */
function mirror(pages: readonly Page[], heads: readonly PageHead[] = [], listed = true) {
  const checks = new Map<string, GapCheck>();
  const ports: GapPorts = {
    clock: { now: () => NOW },
    heads: async () => [...pages.map((one) => headOfPage(one, undefined)), ...heads],
    pages: async (ids) => pages.filter((one) => ids.includes(one.id)),
    listed: async () => listed,
    kept: async (key) => checks.get(key),
    keep: async (check) => void checks.set(check.id, check),
  };
  return { ports, checks };
}

const uses = 'We deploy when the SLO allows it.';
const three = (from: number, more: Sketch = {}): readonly Page[] =>
  [0, 1, 2].map((step) => page(from + step, `Team ${from + step}`, { text: uses, ...more }));
const subjects = (check: GapCheck): readonly string[] => check.gaps.map(({ subject }) => subject);

describe('a check for gaps', () => {
  it('keeps what it found under its scope and says how far it has read', async () => {
    const { ports, checks } = mirror(three(1));
    const told: (readonly number[])[] = [];
    const check = await checkGaps(ports, {}, NEVER, (done, total) => told.push([done, total]));
    expect(subjects(check)).toEqual(['SLO']);
    expect(checks.get(scopeKey({}))).toEqual(check);
    expect(told).toEqual([[0, 3]]);
  });

  it('names what the check before did not find, whatever was read first', async () => {
    const first = mirror(three(1));
    const before = await checkGaps(first.ports, {}, NEVER, quiet);
    expect([before.since, before.fresh]).toEqual([undefined, undefined]);
    const more = mirror([...three(11, { text: 'Ask the PMO first.' }), ...three(1)]);
    const check = await checkGaps({ ...more.ports, kept: first.ports.kept }, {}, NEVER, quiet);
    const news = check.gaps.filter(({ key }) => check.fresh?.includes(key));
    expect([check.since, news.map(({ subject }) => subject)]).toEqual([NOW, ['PMO']]);
  });

  it('looks through one workspace, or through one page with everything below it', async () => {
    const { ports } = mirror([
      ...three(1),
      page(10, 'Elsewhere'),
      ...three(11, { parent: 10, text: 'Ask the PMO first.' }),
      ...three(21, { workspace: 'Tidewater', text: 'The QBR is near.' }),
    ]);
    const acme = asConnectionId('Acme');
    expect(subjects(await checkGaps(ports, { connection: acme }, NEVER, quiet))).toEqual(['PMO', 'SLO']);
    expect(subjects(await checkGaps(ports, { connection: acme, under: id(10) }, NEVER, quiet))).toEqual(['PMO']);
  });

  it('counts pages that are known and not here, and leaves lost ones out', async () => {
    const listed = { ...headOfPage(page(50, 'Far'), undefined), state: 'listed' as const };
    const lost = { ...headOfPage(page(51, 'Gone'), undefined), state: 'lost' as const };
    const { ports } = mirror(three(1), [listed, lost]);
    expect(await checkGaps(ports, {}, NEVER, quiet)).toMatchObject({ pages: 3, notHere: 1 });
  });

  it('takes no unknown page for missing while the mirror has not listed everything', async () => {
    const pages = [page(1, 'Plan', { text: `See [the budget](${pageUrl(id(77))}).` })];
    expect(subjects(await checkGaps(mirror(pages).ports, {}, NEVER, quiet))).toEqual(['the budget']);
    expect(subjects(await checkGaps(mirror(pages, [], false).ports, {}, NEVER, quiet))).toEqual([]);
  });

  it('keeps aside what was put aside before', async () => {
    const { ports, checks } = mirror(three(1));
    const first = await checkGaps(ports, {}, NEVER, quiet);
    const aside = first.gaps.map(({ key }) => key);
    checks.set(first.id, { ...first, aside });
    expect((await checkGaps(ports, {}, NEVER, quiet)).aside).toEqual(aside);
  });

  it('keeps nothing when it is stopped', async () => {
    const { ports, checks } = mirror(three(1));
    const stopped = AbortSignal.abort();
    await expect(checkGaps(ports, {}, stopped, quiet)).rejects.toBe(stopped.reason);
    expect(checks.size).toBe(0);
  });
});
