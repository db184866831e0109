import type { ProviderId } from '../settings/provider.ts';
import { isClaude } from '../models/route.ts';
import type { ServiceKey } from './call.ts';

/** Whose public status page. */
export type StatusPage = 'claude' | 'notion';

/** Why a status page told nothing that can be used. */
export type StatusFault = 'unreachable' | 'refused' | 'too-slow' | 'too-large' | 'not-json' | 'unknown-form';

export interface StatusIncident {
  readonly name: string;
  readonly status: string;
  /** Names of what suffers. */
  readonly components: readonly string[];
}

/** What a status page said, as far as we use it. */
export interface StatusReport {
  readonly components: readonly { readonly name: string; readonly status: string }[];
  /** Those that are not over. */
  readonly incidents: readonly StatusIncident[];
}

/** The last look at a status page, as a row: looked at while something fails, at most every five minutes. */
export interface StatusLook {
  readonly page: StatusPage;
  readonly at: number;
  readonly report?: StatusReport;
  readonly fault?: StatusFault;
}

/** A status page is asked again after so long. */
export const STATUS_EVERY_MS = 5 * 60_000;
/** What it said is shown for so long: later it may tell of another day. */
const STATUS_HOLDS_MS = 30 * 60_000;

/** What a status page says of one service. A hint: it lags, and often stays green. */
export interface StatusWord {
  readonly page: StatusPage;
  readonly at: number;
  readonly says: 'well' | 'trouble' | 'nothing';
  /** The name of the incident or the state of the component, where it tells of trouble. */
  readonly words?: string;
  readonly fault?: StatusFault;
}

/** The page that tells of a service; other providers have none that we look at. */
export function pageOf(service: ServiceKey): StatusPage | undefined {
  if (service.startsWith('notion:')) return 'notion';
  const provider = service.slice('model:'.length, service.indexOf('/')) as ProviderId;
  return isClaude(provider) ? 'claude' : undefined;
}

const API: Readonly<Record<StatusPage, RegExp>> = { claude: /api/i, notion: /\bapi\b|integration/i };
/** Any model by its line and version: `Opus 4.8`, `Claude Haiku 5.5`, `Sonnet 5`. */
const MODEL = /\b(opus|sonnet|haiku|fable|mythos)\b(?:\s+(\d+(?:\.\d+)?))?/gi;

/**
 * What a look says of a service at this moment, `undefined` when it is too old.
 * @param name of the service as a person knows it: an incident that names other models alone is not its own
 */
export function statusWord(look: StatusLook, name: string, now: number): StatusWord | undefined {
  const { page, at, report, fault } = look;
  if (now - at > STATUS_HOLDS_MS) return undefined;
  if (report === undefined) return { page, at, says: 'nothing', ...(fault === undefined ? {} : { fault }) };
  const api = API[page];
  // A page that names no part for its API is taken as a whole.
  const named = report.components.filter((part) => api.test(part.name));
  const parts = named.length > 0 ? named : report.components;
  const touches = (components: readonly string[]): boolean =>
    named.length === 0 || components.length === 0 || components.some((part) => api.test(part));
  const ours = report.incidents.filter(({ components }) => touches(components));
  const incident = ours.find(({ name: title }) => concerns(title, name));
  if (incident !== undefined) return { page, at, says: 'trouble', words: incident.name };
  const broken = parts.find(({ status }) => status !== 'operational');
  // What is broken may be another model alone.
  if (broken === undefined || ours.length > 0) return { page, at, says: 'well' };
  return { page, at, says: 'trouble', words: `${broken.name}: ${broken.status.replaceAll('_', ' ')}` };
}

/** Whether an incident's title speaks of this service: of all, or among others of this model. */
function concerns(title: string, name: string): boolean {
  const named = [...title.matchAll(MODEL)];
  return named.length === 0 || named.some(([, line = '', version]) => speaksOf(name, line, version));
}

function speaksOf(name: string, line: string, version: string | undefined): boolean {
  const own = name.toLowerCase();
  if (!own.includes(line.toLowerCase())) return false;
  // `Opus 4` means every 4.x, and `Opus` alone every Opus.
  return version === undefined || new RegExp(`\\b${version.replace('.', '\\.')}(\\D|$)`).test(own);
}
