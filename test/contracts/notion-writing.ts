import type { DocBlock, NotionDocument } from '../../lib/markup/document.ts';
import type { NotionWriter } from '../../lib/outbox/notion-writer.ts';
import { createPace } from '../../lib/resilience/pace.ts';
import type { World } from '../world/start.ts';
import { aClient, createJumpingClock } from './notion-door.ts';

/** A writer whose clock passes the world's time on: a task that is waited for is done by then. */
export function aWriter(world: World, differs: Parameters<typeof aClient>[1] = {}): NotionWriter {
  const clock = createJumpingClock();
  const sleep: typeof clock.sleep = (ms, signal) => {
    if (ms < 30_000) world.clock.advance(ms);
    return clock.sleep(ms, signal);
  };
  return aClient(world, { clock: { ...clock, sleep }, pace: { initial: createPace(1_000_000) }, ...differs }).writer;
}

export const said = (text: string, children: NotionDocument = []): DocBlock => ({
  kind: 'paragraph',
  runs: text === '' ? [] : [{ kind: 'text', text }],
  children,
});

export const words = (block: DocBlock): string =>
  'runs' in block ? block.runs.map((run) => ('text' in run ? run.text : run.expression)).join('') : block.kind;
