/** Text as one line of Markdown that shows exactly that text, whatever it holds. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]<>|~$#^&]/g, '\\$&')
    .replace(/^([-+=]|\d+(?=[.)]))/, (start) => (/^\d/.test(start) ? start : `\\${start}`))
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replaceAll(/(https?):\/\//g, '$1\\://');
}
