import { startWorld } from './start.ts';

const world = await startWorld();
console.log(`The simulated world is up.
  hosts over TLS    127.0.0.1:${world.port}
  proxy             127.0.0.1:${world.proxyPort}
  control           http://127.0.0.1:${world.controlPort}/control/state
  plain Notion API  http://127.0.0.1:${world.plain.notionApi}
  plain Claude API  http://127.0.0.1:${world.plain.claude}
  OpenAI-compatible http://127.0.0.1:${world.plain.openai}/v1
  Chromium          --ignore-certificate-errors --host-resolver-rules="${world.hostResolverRules}"
Notion tokens: ${[...world.notion.connections()].map((connection) => connection.token).join(', ')}
Claude key: sk-ant-world-key`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void world.close());
