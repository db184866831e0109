import type { WorldClock } from '../clock.ts';
import type { Exchange } from '../exchange.ts';
import { jsonReply, textReply, type Reply } from '../reply.ts';

export interface Incident {
  readonly name: string;
  readonly impact: 'none' | 'minor' | 'major' | 'critical';
  readonly status: 'investigating' | 'identified' | 'monitoring';
  /** The component that suffers, by id. */
  readonly component: string;
  readonly componentStatus: 'degraded_performance' | 'partial_outage' | 'major_outage';
}

export type StatusPage = 'claude' | 'notion';

const PAGES = {
  claude: {
    id: 'tymt9n04zgry',
    name: 'Claude',
    url: 'https://status.claude.com',
    components: [
      ['rwppv331jlwc', 'claude.ai'],
      ['0qbwn08sd68x', 'Claude Console (platform.claude.com)'],
      ['k8w3r06qmzrp', 'Claude API (api.anthropic.com)'],
      ['yyzkbfz2thpt', 'Claude Code'],
    ],
  },
  notion: {
    id: 'w0rldn0t10n0',
    name: 'Notion',
    url: 'https://www.notion-status.com',
    components: [
      ['w0rldn0t10n1', 'Notion app'],
      ['w0rldn0t10n2', 'API'],
    ],
  },
} as const;

/** What the two status pages say; they know nothing of the faults in force unless a test tells them. */
export class StatusBoard {
  readonly #clock: WorldClock;
  readonly #incidents: Record<StatusPage, readonly Incident[]> = { claude: [], notion: [] };

  constructor(clock: WorldClock) {
    this.#clock = clock;
  }

  set(page: StatusPage, incidents: readonly Incident[]): void {
    this.#incidents[page] = incidents;
  }

  /** `/api/v2/*.json` as Statuspage serves it. */
  answer(exchange: Exchange): Reply {
    const page: StatusPage = exchange.host.includes('notion') ? 'notion' : 'claude';
    if (exchange.host === 'status.notion.so') {
      return { ...textReply(302, 'text/html', ''), headers: { location: PAGES.notion.url + exchange.url.pathname } };
    }
    const summary = this.#summary(page);
    const cors = { 'access-control-allow-origin': '*' };
    switch (exchange.url.pathname) {
      case '/api/v2/summary.json':
        return jsonReply(200, summary, cors);
      case '/api/v2/status.json':
        return jsonReply(200, { page: summary.page, status: summary.status }, cors);
      case '/api/v2/components.json':
        return jsonReply(200, { page: summary.page, components: summary.components }, cors);
      case '/api/v2/incidents.json':
      case '/api/v2/incidents/unresolved.json':
        return jsonReply(200, { page: summary.page, incidents: summary.incidents }, cors);
      default:
        return textReply(404, 'text/html; charset=utf-8', '<!doctype html><title>Page not found</title>');
    }
  }

  #summary(page: StatusPage) {
    const { id, name, url, components } = PAGES[page];
    const incidents = this.#incidents[page];
    const now = this.#clock.iso();
    const worst = incidents.map((incident) => incident.impact).findLast((impact) => impact !== 'none') ?? 'none';
    return {
      page: { id, name, url, time_zone: 'Etc/UTC', updated_at: now },
      components: components.map(([componentId, componentName], index) => ({
        id: componentId,
        name: componentName,
        status: incidents.find((incident) => incident.component === componentId)?.componentStatus ?? 'operational',
        position: index + 1,
        group: false,
        group_id: null,
        page_id: id,
      })),
      incidents: incidents.map((incident, index) => ({
        id: `incident${index}`,
        name: incident.name,
        status: incident.status,
        impact: incident.impact,
        shortlink: `${url}/i/${index}`,
        created_at: now,
        started_at: now,
        updated_at: now,
        monitoring_at: null,
        resolved_at: null,
        page_id: id,
        incident_updates: [],
        components: components
          .filter(([componentId]) => componentId === incident.component)
          .map(([key, label]) => ({ id: key, name: label })),
      })),
      scheduled_maintenances: [],
      status: {
        indicator: worst,
        description: incidents.length === 0 ? 'All Systems Operational' : 'Partial System Outage',
      },
    };
  }
}
