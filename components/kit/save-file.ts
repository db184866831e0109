type FileType = 'application/json' | 'application/x-ndjson' | 'text/csv' | 'text/markdown';

/** Has the browser save a text, or its parts, under a name, where it saves downloads. */
export function saveFile(name: string, type: FileType, text: string | readonly string[]): void {
  const url = URL.createObjectURL(
    new Blob(typeof text === 'string' ? [text] : [...text], { type: `${type};charset=utf-8` }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next turn; the text need not stay in memory.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
