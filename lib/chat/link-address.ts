const CODES: Readonly<Record<string, string>> = { '(': '%28', ')': '%29', '<': '%3C', '>': '%3E' };

/** An address that ends nowhere but where its Markdown link does. */
export const linkAddress = (url: string): string =>
  url.replaceAll(/[()<>\s]/g, (sign) => CODES[sign] ?? encodeURIComponent(sign));
