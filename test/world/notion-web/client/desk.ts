import type { Hit, Sidebar, WebRecord } from '../record.ts';

/** The app's own server. Every answer is from the same origin; what is not there is `undefined`. */
export async function loadRecord(id: string): Promise<WebRecord | undefined> {
  const response = await fetch(`/api/v3/readRecord?id=${encodeURIComponent(id)}`);
  if (response.status === 404) return undefined;
  return ask<WebRecord>(response);
}

export async function loadSidebar(id: string | undefined): Promise<Sidebar> {
  return ask(await fetch(`/api/v3/readSidebar?id=${encodeURIComponent(id ?? '')}`));
}

export async function search(words: string): Promise<readonly Hit[]> {
  return ask(await fetch(`/api/v3/searchTitles?words=${encodeURIComponent(words)}`));
}

/** Puts what a person typed into the store. */
export async function saveText(blockId: string, text: string): Promise<void> {
  await ask(await fetch(`/api/v3/saveText?id=${encodeURIComponent(blockId)}`, { method: 'POST', body: text }));
}

/** Calls back with the id of each page that changed, for as long as the app is open. */
export function onChange(listener: (pageId: string) => void): void {
  const changes = new EventSource('/api/v3/changes');
  changes.addEventListener('message', (event: MessageEvent<string>) => listener(event.data));
}

async function ask<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw new Error(`The app's server answered ${response.status}`);
  const answer: Answer = await response.json();
  return answer;
}
