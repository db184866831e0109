export type Service = 'notion-api' | 'notion-web' | 'claude' | 'openai' | 'status';

const SERVICES: Readonly<Record<string, Service>> = {
  'api.notion.com': 'notion-api',
  'app.notion.com': 'notion-web',
  'www.notion.so': 'notion-web',
  'notion.so': 'notion-web',
  'acme.notion.site': 'notion-web',
  'api.anthropic.com': 'claude',
  'api.openai.example': 'openai',
  'www.notion-status.com': 'status',
  'status.notion.so': 'status',
  'status.claude.com': 'status',
  'anthropic.statuspage.io': 'status',
};

export const HOSTS: readonly string[] = Object.keys(SERVICES);

export function serviceOf(host: string): Service | undefined {
  return Object.hasOwn(SERVICES, host) ? SERVICES[host] : undefined;
}

/** For Chromium's `--host-resolver-rules`: the world's hosts lead to `port`, no other name exists. */
export function hostResolverRules(port: number): string {
  const mapped = HOSTS.map((host) => `MAP ${host}:443 127.0.0.1:${port}`);
  return [...mapped, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(', ');
}
