import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Recorded traffic with the real services, beside the repository; absent on other machines. */
export const SHARED_DATA = join(import.meta.dirname, '../../../shared/data');

export interface RecordedExchange {
  readonly file: string;
  readonly method: string;
  readonly uri: string;
  readonly requestBody: string;
  readonly status: number;
  readonly responseBody: string;
}

/** The recorded exchanges with Notion's API by cassette, in order; `undefined` where the folder is absent. */
export function readCassettes(): ReadonlyMap<string, readonly RecordedExchange[]> | undefined {
  const folder = join(SHARED_DATA, 'notion/recorded');
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return new Map(files.map((file) => [file, readCassette(file, readFileSync(join(folder, file), 'utf8'))]));
}

/** Reads what cassettes hold and no other YAML: scalars at known indents, quoted ones folded over lines. */
function readCassette(file: string, text: string): RecordedExchange[] {
  return text
    .split(/^- request:\n/m)
    .slice(1)
    .map((part) => {
      const [request = '', response = ''] = part.split(/^ {2}response:\n/m);
      return {
        file,
        method: scalar(request, 'method', 4),
        uri: scalar(request, 'uri', 4),
        requestBody: scalar(request, 'body', 4),
        status: Number(scalar(response, 'code', 6)),
        responseBody: scalar(response, 'string', 6),
      };
    });
}

function scalar(text: string, key: string, indent: number): string {
  const start = new RegExp(`^ {${indent}}${key}: `, 'm').exec(text);
  if (!start) return '';
  const rest = text.slice(start.index + start[0].length);
  const single = /^'((?:[^']|'')*)'/.exec(rest)?.[1];
  if (single !== undefined) return fold(single).replaceAll("''", "'");
  const double = /^"((?:[^"\\]|\\[^])*)"/.exec(rest)?.[1];
  if (double !== undefined) {
    const folded = fold(double.replaceAll(/\\\n\s*(\\ )?/g, (_all, space: string | undefined) => (space ? ' ' : '')));
    return String(
      JSON.parse(`"${folded.replaceAll(/\\x([0-9a-f]{2})/gi, String.raw`\u00$1`).replaceAll('\\ ', ' ')}"`),
    );
  }
  return /^.*/.exec(rest)?.[0] ?? '';
}

/** A line break in a quoted scalar is a space. */
function fold(text: string): string {
  return text.replaceAll(/[ \t]*\n[ \t]*/g, ' ');
}
