import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../world/exchange.ts';
import { startWorld, type World } from '../world/start.ts';
import { shapeDifferences } from './json-shape.ts';
import { SHARED_DATA } from './recorded-exchanges.ts';
import { KINDS, smallWorkspace, taskId } from './world-workspace.ts';

const BLOCKS = join(SHARED_DATA, 'notion/all-blocks/example-page.json');
const PAGE = join(SHARED_DATA, 'notion/docs-samples/pages/get_retrieve_a_page.json');

/** What Notion renamed or added since the samples were written. */
const missing = (theirs: unknown, ours: unknown): string[] =>
  shapeDifferences(theirs, ours).filter((line) => line.endsWith('is missing'));

function objectsIn(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

let world: World;
beforeAll(async () => {
  world = await startWorld({ workspaces: [smallWorkspace()] });
});
afterAll(() => world.close());

async function read(path: string): Promise<JsonObject> {
  const headers = { authorization: 'Bearer ntn_acme_full', 'notion-version': '2025-09-03' };
  const answer: unknown = await (
    await fetch(`http://127.0.0.1:${world.plain.notionApi}/v1/${path}`, { headers })
  ).json();
  if (!isObject(answer)) throw new Error(`${path} is no object`);
  return answer;
}

if (!existsSync(BLOCKS)) console.log('Notion samples: not run, ../shared/data is absent');
describe.runIf(existsSync(BLOCKS))('the simulated Notion beside samples', () => {
  it('gives blocks what samples of their types have', async () => {
    const samples = objectsIn(JSON.parse(readFileSync(BLOCKS, 'utf8'))).filter(
      (object) => object['object'] === 'block',
    );
    const ours = objectsIn(await read(`blocks/${KINDS}/children`)).filter((object) => object['object'] === 'block');
    const compared = new Set<string>();
    for (const sample of samples) {
      const type = String(sample['type']);
      const block = ours.find((candidate) => candidate['type'] === type);
      if (!block) continue;
      compared.add(type);
      expect({ type, missing: missing(sample[type], block[type]) }).toEqual({ type, missing: [] });
    }
    console.log(`compared ${compared.size} types of blocks: ${[...compared].join(', ')}`);
    expect(compared.size).toBeGreaterThan(10);
  });

  it('gives properties what samples of their types have', async () => {
    const sample: unknown = JSON.parse(readFileSync(PAGE, 'utf8'));
    const theirs =
      isObject(sample) && isObject(sample['properties']) ? Object.values(sample['properties']).filter(isObject) : [];
    const page = await read(`pages/${taskId(2)}`);
    const ours = isObject(page['properties']) ? Object.values(page['properties']).filter(isObject) : [];
    const pairs = theirs.flatMap((property) => {
      const other = ours.find((candidate) => candidate['type'] === property['type']);
      return other ? [{ type: property['type'], differences: missing(property, other) }] : [];
    });
    console.log(`compared ${pairs.length} of ${theirs.length} properties`);
    expect(pairs.filter(({ differences }) => differences.length > 0)).toEqual([]);
    expect(pairs.length).toBeGreaterThan(8);
  });
});
