/** What a drill can rehearse. */
export const SCENARIOS = [
  'model-down',
  'claude-down',
  'auth-trouble',
  'rate-limited',
  'cut-streams',
  'notion-down',
  'offline',
  'everything',
] as const;

export type ScenarioId = (typeof SCENARIOS)[number];

/** How a request is answered in place of its service. `fetch-door/rehearse.ts` gives each its bytes. */
export type DrillAnswer =
  | 'overloaded'
  | 'unavailable'
  | 'key-refused'
  | 'rate-limited'
  | 'cut-stream'
  | 'incident'
  | 'notion-unavailable'
  | 'no-network';

/** Which requests are answered by the drill; a field that is left out matches every request that leaves this computer. */
export interface DrillRule {
  readonly host?: string;
  /** Source of a regular expression over path and query. */
  readonly path?: string;
  /** The `model` in the body. */
  readonly model?: string;
  readonly how: DrillAnswer;
}

/** What a drill was begun over: settings that change meanwhile do not move its walls. */
export interface DrillGround {
  /** The model that is asked first, and the host that serves it. */
  readonly model: string;
  readonly host: string;
  /** Every host that serves models of the Claude family. */
  readonly claudeHosts: readonly string[];
}

const ASKING = '/(messages|chat/completions)(\\?|$)';
const MODELS = '/v1/';
const NOTION = 'api.notion.com';
/** Claude's status page at its host's own address, as programs ask it. */
const CLAUDE_STATUS = 'anthropic.statuspage.io';

/** The rules of one scenario, in the order in which they are looked through. */
export function drillRules(scenario: ScenarioId, { model, host, claudeHosts }: DrillGround): readonly DrillRule[] {
  const everyClaude = (path: string, how: DrillAnswer): readonly DrillRule[] =>
    claudeHosts.map((each) => ({ host: each, path, how }));
  const incident: DrillRule = { host: CLAUDE_STATUS, path: '/api/v2/', how: 'incident' };
  switch (scenario) {
    case 'model-down':
      return [{ host, path: ASKING, model, how: 'overloaded' }];
    case 'claude-down':
      return [...everyClaude(MODELS, 'unavailable'), incident];
    case 'auth-trouble':
      return [...everyClaude(MODELS, 'key-refused'), incident];
    case 'rate-limited':
      return everyClaude(ASKING, 'rate-limited');
    case 'cut-streams':
      return everyClaude(ASKING, 'cut-stream');
    case 'notion-down':
      return [{ host: NOTION, how: 'notion-unavailable' }];
    case 'offline':
      return [{ how: 'no-network' }];
    case 'everything':
      return [
        ...everyClaude(MODELS, 'unavailable'),
        { host: NOTION, how: 'notion-unavailable' },
        incident,
        { how: 'no-network' },
      ];
  }
}

/** What of a request a rule looks at. */
export interface RehearsedRequest {
  /** Without the port. */
  readonly host: string;
  /** With the query. */
  readonly path: string;
  readonly model?: string;
}

/** Servers on this computer answer without any network. */
const THIS_COMPUTER: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The first rule that covers a request. */
export function ruleFor(rules: readonly DrillRule[], request: RehearsedRequest): DrillRule | undefined {
  return rules.find(({ host, path, model }) => {
    if (host === undefined ? THIS_COMPUTER.has(request.host) : host !== request.host) return false;
    if (model !== undefined && model !== request.model) return false;
    return path === undefined || new RegExp(path).test(request.path);
  });
}
