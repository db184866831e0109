import { defineContentScript } from 'wxt/utils/define-content-script';
import { startContent } from '../../lib/wiring/content.ts';
import { NOTION_MATCHES } from '../../lib/wiring/notion-matches.ts';

export default defineContentScript({
  matches: [...NOTION_MATCHES],
  runAt: 'document_idle',
  main: (context) => void startContent(context.signal),
});
