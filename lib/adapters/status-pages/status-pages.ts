import type { StatusFault, StatusLook, StatusPage, StatusReport } from '../../activity/status-report.ts';
import { asObject, parseJson, textIn } from '../../base/json.ts';
import type { Json } from '../../base/json.ts';
import type { Clock } from '../../base/ports.ts';

/**
 * The public status pages, both Atlassian Statuspage. Claude's is asked at its host's own address: status.claude.com
 * answers programs with 405.
 */
const PAGES: Readonly<Record<StatusPage, string>> = {
  claude: 'https://anthropic.statuspage.io',
  notion: 'https://www.notion-status.com',
};

/** For a fetch door of their own: no key has a way to these, and nothing else goes through that door. */
export const STATUS_ORIGINS: readonly string[] = Object.values(PAGES);

const PATIENCE_MS = 5_000;
/** A summary of many open incidents is some 50 kB. */
const MOST_BYTES = 500_000;
const MOST_ROWS = 200;

interface StatusParts {
  fetch(url: string, init: RequestInit): Promise<Response>;
  readonly clock: Clock;
}

/** Looks at a status page once. Whatever it answers, it never fails: what cannot be used is named. */
export async function lookAtStatus({ fetch, clock }: StatusParts, page: StatusPage): Promise<StatusLook> {
  const ended = new AbortController();
  const late = clock.sleep(PATIENCE_MS, ended.signal).then(
    (): StatusFault => 'too-slow',
    (): StatusFault => 'unreachable',
  );
  const read = async (): Promise<StatusReport | StatusFault> => {
    try {
      const response = await fetch(`${PAGES[page]}/api/v2/summary.json`, { signal: ended.signal });
      if (!response.ok) return 'refused';
      const text = await textUpTo(response, MOST_BYTES);
      return text === undefined ? 'too-large' : readSummary(text);
    } catch {
      // A network tells nothing of why, and a reading that was ended is not waited for.
      return 'unreachable';
    }
  };
  const seen = await Promise.race([read(), late]);
  ended.abort();
  const at = clock.now();
  return typeof seen === 'string' ? { page, at, fault: seen } : { page, at, report: seen };
}

async function textUpTo(response: Response, most: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.byteLength;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

const OVER: ReadonlySet<string> = new Set(['resolved', 'postmortem', 'completed']);
const LONGEST_NAME = 200;

function readSummary(text: string): StatusReport | StatusFault {
  const whole = parseJson(text);
  if (whole === undefined) return 'not-json';
  const components = rowsIn(asObject(whole), 'components');
  const incidents = rowsIn(asObject(whole), 'incidents');
  if (components === undefined || incidents === undefined) return 'unknown-form';
  return {
    components: components.flatMap((row) => {
      const [name, status] = [nameIn(row), textIn(row, 'status')];
      // A group only repeats the worst of its parts.
      return name === undefined || status === undefined || row['group'] === true ? [] : [{ name, status }];
    }),
    incidents: incidents.flatMap((row) => {
      const [name, status] = [nameIn(row), textIn(row, 'status')];
      if (name === undefined || status === undefined || OVER.has(status)) return [];
      return [{ name, status, components: (rowsIn(row, 'components') ?? []).flatMap((part) => nameIn(part) ?? []) }];
    }),
  };
}

const nameIn = (row: Json): string | undefined => textIn(row, 'name')?.slice(0, LONGEST_NAME);

function rowsIn(json: Json | undefined, name: string): readonly Json[] | undefined {
  const rows: unknown = json?.[name];
  if (!Array.isArray(rows)) return undefined;
  return rows.slice(0, MOST_ROWS).flatMap((row: unknown): readonly Json[] => {
    const object = asObject(row);
    return object === undefined ? [] : [object];
  });
}
