import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../world/start.ts';
import { ANN, HANDBOOK, KINDS, ROOT, smallWorkspace, taskId, TASKS, TASKS_SOURCE } from './world-workspace.ts';

const MODULES = join(import.meta.dirname, '../../node_modules');

/** JSON Schema of every type that the SDK exports. It takes seconds to make, so it is kept by the SDK's version. */
function sdkSchema(): AnySchemaObject {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(MODULES, '@notionhq/client/package.json'), 'utf8'),
  );
  const folder = join(MODULES, '.cache/understudy');
  const kept = join(folder, `notion-schema-${version}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8'));
  mkdirSync(folder, { recursive: true });
  const tsconfig = join(folder, 'tsconfig.json');
  writeFileSync(
    tsconfig,
    JSON.stringify({
      compilerOptions: { strict: true, target: 'es2022', moduleResolution: 'bundler', module: 'esnext', types: [] },
    }),
  );
  const path = join(MODULES, '@notionhq/client/build/src/api-endpoints/*.d.ts');
  const schema = createGenerator({
    path,
    tsconfig,
    type: '*',
    expose: 'export',
    skipTypeCheck: true,
    additionalProperties: true,
  }).createSchema('*');
  writeFileSync(kept, JSON.stringify(schema));
  return JSON.parse(JSON.stringify(schema));
}

const CASES: readonly (readonly [type: string, method: string, path: string, body?: object])[] = [
  ['GetPageResponse', 'GET', `pages/${HANDBOOK}`],
  ['GetPageResponse', 'GET', `pages/${ROOT}`],
  ['GetPageResponse', 'GET', `pages/${taskId(3)}`],
  ['GetPageResponse', 'GET', `pages/${taskId(0)}`],
  ['GetPageMarkdownResponse', 'GET', `pages/${KINDS}/markdown`],
  ['GetPageMarkdownResponse', 'GET', `pages/${KINDS}/markdown?markdown_version=v2`],
  ['GetPagePropertyResponse', 'GET', `pages/${taskId(0)}/properties/Blocks`],
  ['GetPagePropertyResponse', 'GET', `pages/${taskId(0)}/properties/Points`],
  ['GetPagePropertyResponse', 'GET', `pages/${taskId(0)}/properties/title`],
  ['GetPagePropertyResponse', 'GET', `pages/${taskId(0)}/properties/Owner`],
  ['GetBlockResponse', 'GET', `blocks/${HANDBOOK}`],
  ['GetBlockResponse', 'GET', `blocks/${TASKS}`],
  ['ListBlockChildrenResponse', 'GET', `blocks/${KINDS}/children`],
  ['ListBlockChildrenResponse', 'GET', `blocks/${ROOT}/children?page_size=1`],
  ['GetDatabaseResponse', 'GET', `databases/${TASKS}`],
  ['GetDataSourceResponse', 'GET', `data_sources/${TASKS_SOURCE}`],
  ['QueryDataSourceResponse', 'POST', `data_sources/${TASKS_SOURCE}/query`, { page_size: 5 }],
  ['SearchResponse', 'POST', 'search', {}],
  ['SearchResponse', 'POST', 'search', { query: 'tasks', filter: { property: 'object', value: 'data_source' } }],
  ['GetSelfResponse', 'GET', 'users/me'],
  ['GetUserResponse', 'GET', `users/${ANN}`],
  ['ListUsersResponse', 'GET', 'users'],
  ['ListCommentsResponse', 'GET', `comments?block_id=${HANDBOOK}`],
  ['CreatePageResponse', 'POST', 'pages', { parent: { page_id: ROOT }, markdown: '# A\nb' }],
  ['UpdatePageResponse', 'PATCH', `pages/${taskId(1)}`, { properties: { Points: { number: 8 } } }],
  [
    'UpdatePageMarkdownResponse',
    'PATCH',
    `pages/${ROOT}/markdown`,
    { type: 'insert_content', insert_content: { content: 'more' } },
  ],
  ['AppendBlockChildrenResponse', 'PATCH', `blocks/${HANDBOOK}/children`, { children: [{ divider: {} }] }],
];

describe('the simulated Notion beside the types of the real SDK', () => {
  let world: World;
  let validators: Map<string, ValidateFunction>;

  beforeAll(async () => {
    world = await startWorld({ workspaces: [smallWorkspace()] });
    const ajv = new Ajv({ strict: false, allowUnionTypes: true });
    ajv.addSchema(sdkSchema(), 'sdk');
    const types = new Set(CASES.map(([type]) => type));
    validators = new Map([...types].map((type) => [type, ajv.compile({ $ref: `sdk#/definitions/${type}` })]));
  }, 60_000);
  afterAll(() => world.close());

  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${world.plain.notionApi}/v1/${path}`, {
      method,
      headers: { authorization: 'Bearer ntn_acme_full', 'notion-version': '2026-03-11' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect({ path, status: response.status }).toEqual({ path, status: 200 });
    return response.json();
  }

  it.each(CASES.map(([type, method, path, body]) => ({ type, method, path, body })))(
    'is a $type: $method $path',
    async ({ type, method, path, body }) => {
      const answer = await ask(method, path, body);
      const validate = validators.get(type);
      expect({ valid: validate?.(answer), errors: validate?.errors ?? [] }).toEqual({ valid: true, errors: [] });
    },
  );

  it('is a block of its type, for every type that the world has', async () => {
    world.clock.advance(61_000);
    const answer = await ask('GET', `blocks/${KINDS}/children`);
    const results = (answer as { results: { id: string; type: string }[] }).results;
    const validate = validators.get('GetBlockResponse');
    const types = new Set<string>();
    for (const block of results) {
      types.add(block.type);
      expect({ type: block.type, valid: validate?.(block), errors: validate?.errors ?? [] }).toEqual({
        type: block.type,
        valid: true,
        errors: [],
      });
    }
    expect(types.size).toBeGreaterThanOrEqual(22);
  });

  it('would notice a page without its properties', async () => {
    const page = await ask('GET', `pages/${HANDBOOK}`);
    expect(validators.get('GetPageResponse')?.({ ...(page as object), id: 7 })).toBe(false);
  });
});
