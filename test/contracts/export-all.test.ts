import 'fake-indexeddb/auto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { takeSnapshot } from '../../lib/adapters/dexie/snapshot.ts';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { exportAll } from '../../lib/flows/export-all.ts';
import { joined, lengthIn } from '../../lib/keeping/backup-format.ts';
import { ZipSum } from '../../lib/keeping/zip.ts';
import { aJob, anAnswer } from '../fixtures/memory-stores.ts';

const never = new AbortController().signal;

/** The files of a stored zip, by its central directory, each held to its checksum. */
function filesIn(zip: Uint8Array): ReadonlyMap<string, string> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.length - 22;
  expect(lengthIn(zip.slice(end, end + 4))).toBe(0x504b0506);
  const files = new Map<string, string>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const [crc, size, name] = [
      view.getUint32(at + 16, true),
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
    ];
    const local = view.getUint32(at + 42, true);
    const from = local + 30 + view.getUint16(local + 26, true);
    const bytes = zip.slice(from, from + size);
    expect(crc32(bytes)).toBe(crc);
    files.set(new TextDecoder().decode(zip.slice(at + 46, at + 46 + name)), new TextDecoder().decode(bytes));
    at += 46 + name;
  }
  return files;
}

it('gives everything in open formats: a line of JSON a row, Markdown to be read, nothing of temporary chats', async () => {
  const here = { words: new WordsDatabase('words exported'), mirror: new MirrorDatabase('mirror exported') };
  const { words, mirror } = here;
  await words.answers.bulkPut([
    {
      ...anAnswer('a1'),
      jobId: 'j1' as never,
      action: 'summarize',
      pageTitle: 'Launch plan',
      text: 'It signs in May.[^1]',
    },
    { ...anAnswer('a2'), jobId: 'j2' as never, action: 'chat', text: 'Thirty days.' },
    { ...anAnswer('a3'), jobId: 'j3' as never, action: 'chat', text: 'zanzibarquux' },
  ]);
  await words.jobs.bulkPut([
    { ...aJob('j2'), answerId: 'a2' as never },
    { ...aJob('j3'), answerId: 'a3' as never, input: { action: 'chat', length: 'short', temporary: true } },
  ]);
  await words.table('conversations').bulkPut([
    { id: 'c1', title: 'Notice period?', tip: 'm2', createdAt: 1_795_000_000_000, updatedAt: 1 },
    { id: 'c2', title: 'Notice period?', createdAt: 1_795_000_000_000, updatedAt: 1 },
    { id: 'c3', title: 'zanzibarquux', createdAt: 1_795_000_000_000, updatedAt: 1, temporary: true },
  ]);
  await words.table('messages').bulkPut([
    { id: 'm1', conversationId: 'c1', role: 'user', text: 'How long is a notice period?', createdAt: 1 },
    { id: 'm2', conversationId: 'c1', parentId: 'm1', role: 'assistant', text: '', jobId: 'j2', createdAt: 2 },
  ]);
  await words.drafts.put({ key: 'ask:1', text: 'ümlaut 🚀', updatedAt: 1 });
  await mirror.table('pages').put({ id: 'p1', title: 'Launch plan', readAt: 1 });

  const parts: Uint8Array[] = [];
  const snapshot = await takeSnapshot(here, true, never);
  await exportAll({ write: (bytes) => void parts.push(bytes), now: 1_795_000_000_000 }, snapshot, never, () => {});
  const zip = joined(...parts);
  const files = filesIn(zip);
  expect([...files.keys()]).toEqual(
    expect.arrayContaining([
      'README.md',
      'conversations/2026-11-18 Notice period.md',
      'conversations/2026-11-18 Notice period 2.md',
      'rows/words/drafts.jsonl',
      'rows/mirror/pages.jsonl',
    ]),
  );
  expect(files.get('conversations/2026-11-18 Notice period.md')).toMatch(
    /How long is a notice period\?[\s\S]*Thirty days\./,
  );
  expect([...files].find(([name]) => name.startsWith('answers/'))?.[1]).toMatch(/Launch plan[\s\S]*It signs in May\./);
  expect(JSON.parse(files.get('rows/words/drafts.jsonl') ?? '')).toEqual({
    key: 'ask:1',
    text: 'ümlaut 🚀',
    updatedAt: 1,
  });
  expect([...files.values()].join('')).not.toContain('zanzibarquux');

  // Somebody else's reader opens it too, where this machine has one.
  const folder = mkdtempSync(path.join(tmpdir(), 'export-'));
  writeFileSync(path.join(folder, 'all.zip'), zip);
  try {
    execFileSync('python3', ['-m', 'zipfile', '-e', 'all.zip', 'out'], { cwd: folder });
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return;
    throw error;
  }
  expect(readFileSync(path.join(folder, 'out/rows/words/drafts.jsonl'), 'utf8')).toContain('ümlaut 🚀');
  expect(readdirSync(path.join(folder, 'out/conversations'))).toHaveLength(2);
});

it('sums up as zips do', () => {
  const text = new TextEncoder().encode('123456789');
  expect(new ZipSum().add(text.slice(0, 4)).add(text.slice(4)).checksum).toBe(0xcbf43926);
});
