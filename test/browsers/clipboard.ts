/** The clipboard as `{text, html}`, in a page or window that may read it. */
export const READ_CLIPBOARD = `async () => {
  const [item] = await navigator.clipboard.read();
  const read = async (type) => (item && item.types.includes(type) ? await (await item.getType(type)).text() : '');
  return { text: await read('text/plain'), html: await read('text/html') };
}`;

/** Reads the answer of `READ_CLIPBOARD`. */
export function clipboardContent(value: unknown): { text: string; html: string } {
  const read = (name: string): string => {
    const part: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    return typeof part === 'string' ? part : '';
  };
  return { text: read('text'), html: read('html') };
}
