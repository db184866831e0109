import type { Hit, Sidebar, WebRecord } from '../record.ts';

/** `missing`: the server knows no such thing. `unreachable`: no answer, or none that makes sense. */
export type NoAnswer = 'missing' | 'unreachable';

/** The app's own server, which answers on the same origin. */
export function loadRecord(id: string): Promise<WebRecord | NoAnswer> {
  return ask(`/api/v3/readRecord?id=${encodeURIComponent(id)}`);
}

export function loadSidebar(id: string | undefined): Promise<Sidebar | NoAnswer> {
  return ask(`/api/v3/readSidebar?id=${encodeURIComponent(id ?? '')}`);
}

export function search(words: string): Promise<readonly Hit[] | NoAnswer> {
  return ask(`/api/v3/searchTitles?words=${encodeURIComponent(words)}`);
}

/** Puts what a person typed into the store. */
export function saveText(blockId: string, text: string): Promise<unknown> {
  return ask(`/api/v3/saveText?id=${encodeURIComponent(blockId)}`, { method: 'POST', body: text });
}

const TOGETHER_MS = 80; // a script that edits many blocks makes the page render once, not once a block

/** Calls back with the ids of the pages that changed, for as long as the app is open. */
export function onChanges(listener: (pageIds: ReadonlySet<string>) => void): void {
  const changed = new Set<string>();
  new EventSource('/api/v3/changes').addEventListener('message', (event: MessageEvent<string>) => {
    if (changed.size === 0) {
      setTimeout(() => {
        listener(new Set(changed));
        changed.clear();
      }, TOGETHER_MS);
    }
    changed.add(event.data);
  });
}

async function ask<Answer>(path: string, init?: RequestInit): Promise<Answer | NoAnswer> {
  try {
    const response = await fetch(path, init);
    if (response.status === 404) return 'missing';
    if (!response.ok) return 'unreachable';
    const answer: Answer = await response.json();
    return answer;
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return 'unreachable';
    throw error;
  }
}
