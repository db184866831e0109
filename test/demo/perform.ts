import type { Act, Outcome, Scene, Show } from './show.ts';

/** Plays the acts one after the other. A scene that fails does not keep the next from being tried. */
export async function perform(acts: readonly Act[], show: Show): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const act of acts) {
    console.log(`\n${act.title}`);
    for (const scene of act.scenes) {
      const startedAt = performance.now();
      const trouble = await troubleOf(scene, show);
      const seconds = (performance.now() - startedAt) / 1000;
      outcomes.push({ act: act.title, title: scene.title, seconds, ...(trouble !== undefined && { trouble }) });
      console.log(`  ${trouble === undefined ? '✓' : '✗'} ${scene.title} (${seconds.toFixed(1)} s)`);
      if (trouble !== undefined) console.log(trouble.replaceAll(/^/gmu, '      '));
    }
  }
  return outcomes;
}

async function troubleOf(scene: Scene, show: Show): Promise<string | undefined> {
  try {
    await scene.play(show);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
