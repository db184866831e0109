/** Where the companion lives: the Notion app's hosts, old and new, and published pages. */
export const NOTION_MATCHES = [
  'https://app.notion.com/*',
  'https://*.app.notion.com/*',
  'https://www.notion.so/*',
  'https://notion.so/*',
  'https://*.notion.site/*',
] as const;
