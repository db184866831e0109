/** Has the browser save a text under a name, where it saves downloads. */
export function saveFile(name: string, type: 'application/json' | 'text/csv' | 'text/markdown', text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next turn; the text need not stay in memory.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
