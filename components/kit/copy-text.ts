/** Puts text on the clipboard, with a rich form beside it where one is given. Rejects when the browser refuses. */
export async function copyText(plain: string, html?: string): Promise<void> {
  if (html === undefined) return navigator.clipboard.writeText(plain);
  const item = new ClipboardItem({
    'text/plain': new Blob([plain], { type: 'text/plain' }),
    'text/html': new Blob([html], { type: 'text/html' }),
  });
  return navigator.clipboard.write([item]);
}
