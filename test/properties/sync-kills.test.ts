import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSteps, killPoints, syncThroughKills } from '../fixtures/sync-kills.ts';
import { layGround, mirrorOf, syncOnce } from '../fixtures/sync-life.ts';
import { generateWorkspace } from '../world/workspace/generate-workspace.ts';

const QUICK = { latencyMs: [20, 60] as const };

describe('a sync that is killed', () => {
  it('comes to the same mirror whenever and however often that happens', async () => {
    const workspace = generateWorkspace({ pages: 40, blocks: 4 });
    const undisturbed = layGround(workspace, QUICK);
    const steps = await countSteps(undisturbed);
    const whole = await mirrorOf(undisturbed);
    expect(Object.keys(whole).length).toBeGreaterThan(40);
    let killed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: steps }), { maxLength: 12 }), async (points) => {
        const ground = layGround(workspace, QUICK);
        killed += await syncThroughKills(
          ground,
          points.toSorted((one, other) => one - other),
        );
        expect(await mirrorOf(ground)).toEqual(whole);
        expect(ground.stores.sync.records.size).toBe(0);
        expect(await ground.row()).toMatchObject({ state: 'resting', requestsLeft: 0 });
      }),
      { numRuns: 25 },
    );
    expect(killed, 'lives were really ended').toBeGreaterThan(50);
  }, 60_000);

  it('comes to the same mirror when Notion changes between its lives', async () => {
    const workspace = generateWorkspace({ pages: 40, blocks: 4 });
    const ground = layGround(workspace, QUICK);
    const steps = await countSteps(layGround(workspace, QUICK));
    const edit = (): void => {
      const pages = workspace.pages.filter((_, at) => at % 7 === 3);
      for (const { id } of pages) ground.world.notion.setTitle(id, `Renamed ${id.slice(0, 4)}`);
      ground.world.notion.setTrashed(workspace.pages[5]?.id ?? '', true);
    };
    await syncThroughKills(ground, killPoints(1, 3, Math.floor(steps / 2)));
    edit();
    await ground.time.advance(25 * 60 * 60_000);
    const pointsAgain = killPoints(2, 3, 30);
    await syncThroughKills(ground, pointsAgain);
    await ground.time.advance(25 * 60 * 60_000);
    await syncOnce(ground);
    const { held } = ground.stores.sync;
    const wrong = [...ground.world.notion.pages()].filter(({ id, inTrash, title }) => {
      const head = [...held.values()].find((one) => one.id === id);
      return inTrash ? head?.state !== 'lost' : head?.state !== 'mirrored' || head.title !== title;
    });
    expect(wrong).toEqual([]);
  }, 60_000);
});
