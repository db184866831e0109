import { describe, expect, it } from 'vitest';
import { pageOf, statusWord } from '../../lib/activity/status-report.ts';
import type { StatusIncident, StatusReport } from '../../lib/activity/status-report.ts';

const NOW = 1_000_000_000_000;
const API = 'Claude API (api.anthropic.com)';

function says(name: string, report: Partial<StatusReport>, page: 'claude' | 'notion' = 'claude'): string | undefined {
  const components = [
    { name: 'claude.ai', status: 'operational' },
    { name: API, status: 'operational' },
  ];
  const look = { page, at: NOW, report: { components, incidents: [], ...report } };
  const word = statusWord(look, name, NOW);
  return word?.words ?? word?.says;
}
const incident = (name: string, components: readonly string[] = [API]): Partial<StatusReport> => ({
  incidents: [{ name, status: 'investigating', components } satisfies StatusIncident],
});

describe('what a status page says of a service', () => {
  it('is that all is well, when it says so', () => expect(says('Claude Opus 4.8', {})).toBe('well'));

  it.each([
    ['Claude Opus 4.8', 'Elevated errors for multiple models', true],
    ['Claude Opus 4.8', 'Elevated errors on Opus 4.8', true],
    ['Claude Opus 4.8', 'Elevated errors on Opus 4.7 and Opus 4.8', true],
    ['Claude Opus 4.8', 'Elevated error rates on Claude Opus 4', true],
    ['Claude Opus 4.8', 'Opus latency', true],
    ['Claude Opus 4.8', 'Elevated errors on Claude Sonnet 5.5', false],
    ['Claude Opus 4.8', 'Elevated errors on Opus 4.7', false],
    ['Claude Sonnet 5.5', 'Sonnet 5 degraded', true],
    ['Claude Haiku 5.5', 'Authentication failures', true],
  ])('of %s, when “%s” is open: trouble is %s', (name, title, own) =>
    expect(says(name, incident(title))).toBe(own ? title : 'well'),
  );

  it('leaves out incidents of parts that we do not use', () =>
    expect(says('Claude Opus 4.8', incident('Login is slow', ['claude.ai']))).toBe('well'));

  it('counts a broken part without an incident, but not where the incident is another model’s', () => {
    const components = [{ name: API, status: 'partial_outage' }];
    expect(says('Claude Opus 4.8', { components })).toBe(`${API}: partial outage`);
    expect(says('Claude Opus 4.8', { components, ...incident('Errors on Haiku 5.5') })).toBe('well');
  });

  it('takes a page that names no API as a whole', () => {
    const components = [{ name: 'Search', status: 'major_outage' }];
    expect(says('Notion: Fernway', { components }, 'notion')).toBe('Search: major outage');
  });

  it('is nothing after half an hour, and names why it could not be read', () => {
    const look = { page: 'claude', at: NOW, fault: 'not-json' } as const;
    expect(statusWord(look, 'Claude', NOW)).toEqual({ page: 'claude', at: NOW, says: 'nothing', fault: 'not-json' });
    expect(statusWord(look, 'Claude', NOW + 31 * 60_000)).toBeUndefined();
  });

  it('is Claude’s page for Claude and its gateways, Notion’s for Notion, and none for others', () => {
    expect(pageOf('model:claude/claude-opus-4-8')).toBe('claude');
    expect(pageOf('model:gateway:1/claude-opus-4-8')).toBe('claude');
    expect(pageOf('notion:1')).toBe('notion');
    expect(pageOf('model:openai:1/llama')).toBeUndefined();
    expect(pageOf('model:built-in/nano')).toBeUndefined();
  });
});
