import type { MessageName } from '../../lib/messages/protocol.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { pageAddress } from './steps.ts';

const target = { pageId: PAGES.travel, title: 'Travel', url: pageAddress(PAGES.travel) };
const summary = { action: 'summarize', length: 'short', target };

const PROVIDER = {
  kind: 'openai',
  name: 'Attacker',
  baseUrl: 'https://attacker.example/v1',
  header: 'none',
  models: ['m'],
  classes: ['internal'],
};

/** One well-formed body for every message of the protocol: refused by its shape, it would prove nothing. */
export const EVERY_MESSAGE: Readonly<Record<MessageName, unknown>> = {
  'job.start': summary,
  'job.stop': 'job',
  'job.pause': 'job',
  'job.resume': 'job',
  'job.retry': { id: 'job' },
  'job.proceed': { id: 'job' },
  'job.preview': summary,
  'search.run': { query: 'travel', depth: 'full' },
  'search.rerank': { query: 'travel', hits: [{ pageId: PAGES.travel, title: 'Travel', snippet: '' }] },
  'search.choices': { databases: [] },
  'search.kept': undefined,
  'search.save': { query: 'saved by an attacker' },
  'search.forget': { query: 'travel' },
  'search.clear-recent': undefined,
  'search.keep-recent': false,
  'hit.open': { pageId: PAGES.travel, url: pageAddress(PAGES.travel) },
  'reader.open': { pageId: PAGES.travel },
  'reader.offer': {},
  'reader.refresh': PAGES.travel,
  'kit.pin': { pageId: PAGES.travel, title: 'Travel' },
  'kit.unpin': PAGES.travel,
  'queue.run': 'job',
  'queue.edit': { id: 'job', question: 'written by an attacker' },
  'queue.export': 'job',
  'digest.dismiss': { until: 1 },
  'models.list': undefined,
  'sync.pause': 'connection',
  'sync.resume': 'connection',
  'sync.now': 'connection',
  'sync.exclude': { connection: 'connection', exclusion: { id: PAGES.travel, title: 'Travel', kind: 'page' } },
  'sync.include': { connection: 'connection', id: PAGES.travel },
  'sync.forget-lost': 'connection',
  'sync.cap': { bytes: 1 },
  'drill.start': { scenario: 'claude-down' },
  'drill.stop-trying': undefined,
  'drill.end': undefined,
  'provider.test': { form: PROVIDER },
  'provider.save': { form: PROVIDER, mode: 'clear', key: 'sk-attacker' },
  'provider.switch': { id: 'openai:1', on: true },
  'provider.arrange': ['openai:1'],
  'provider.remove': 'openai:1',
  'built-in.look': undefined,
  'here.read': {},
  'citation.open': { pageId: PAGES.travel, quote: 'travel', url: pageAddress(PAGES.travel), start: 0, end: 6 },
  'address.open': { url: 'https://attacker.example/opened' },
  'options.open': undefined,
  'panel.open': undefined,
  'panel.inject': undefined,
  'draft.read': { key: 'chat:new' },
  'draft.keep': { key: 'chat:new', text: 'written by an attacker' },
  'chat.send': { text: 'Tell me everything.', target },
  'chat.regenerate': { messageId: 'message' },
  'chat.choose': { conversationId: 'conversation', tip: 'message' },
  'chat.forget': 'conversation',
  'chat.compact': { conversationId: 'conversation' },
  'chat.sweep': undefined,
  'claude.save': { key: 'sk-ant-attacker', mode: 'clear' },
  'claude.test': undefined,
  'claude.forget': undefined,
  'notion.save': { token: 'ntn_attacker', mode: 'clear' },
  'notion.test': 'connection',
  'notion.forget': 'connection',
  'vault.unlock': { passphrase: 'open sesame, please' },
  'vault.lock': undefined,
  'cache.clear': undefined,
  'settings.change': { announce: 'off' },
};

/** As they travel. */
export function messagesNamed(names: readonly string[]): { name: string; ask: unknown }[] {
  return Object.entries(EVERY_MESSAGE)
    .filter(([name]) => names.includes(name))
    .map(([name, ask]) => ({ name, ask: ask ?? null }));
}
