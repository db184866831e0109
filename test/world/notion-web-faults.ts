import type { FaultAction, FaultMatch } from './faults.ts';
import type { NamedFault } from './named-faults.ts';
import { SHELL } from './notion-web/shell.ts';

const DOWN =
  '<!DOCTYPE html><html lang="en"><head><title>Notion</title></head><body><h1>Notion is temporarily unavailable</h1><p>We are working on it. Please try again later.</p></body></html>';

function fault(note: string, action: FaultAction, match: FaultMatch = {}): NamedFault {
  return { service: 'notion', note, rule: { host: 'app.notion.com', ...match, ...action } };
}

/** The ways in which a page of Notion’s web app does not load. Notion’s API may be up all the while. */
export const NOTION_WEB_FAULTS: Readonly<Record<string, NamedFault>> = {
  'notion-web-down-503': fault('Notion’s own page of regret, whatever the address', {
    action: 'status',
    status: 503,
    headers: { 'content-type': 'text/html; charset=utf-8', 'retry-after': '60' },
    body: DOWN,
  }),
  'notion-web-empty': fault('the document comes, its app never does', {
    action: 'status',
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: SHELL.replace(/\s*<script.*<\/script>/u, ''),
  }),
  'notion-web-no-records': fault(
    'the app starts and gets no page to show',
    { action: 'status', status: 502, body: '<html><body><h1>502 Bad Gateway</h1></body></html>' },
    { path: '^/api/' },
  ),
  'notion-web-reset': fault('the connection breaks', { action: 'reset' }),
  'notion-web-dns': fault('the name does not resolve', { action: 'refuse' }),
};
