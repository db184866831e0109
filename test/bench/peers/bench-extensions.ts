import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { Section } from '../corpus/handbook.ts';
import type { PeerName } from './engine.ts';

/** One extension a peer, so that none waits for another's script to load. */
const PEERS = {
  minisearch: new URL('minisearch.ts', import.meta.url).pathname,
  flexsearch: new URL('flexsearch.ts', import.meta.url).pathname,
  sqlite: new URL('sqlite.ts', import.meta.url).pathname,
} as const satisfies Record<PeerName, string>;

/** Builds the peers' extensions into folders that are removed when this process ends. */
export async function buildPeers(sections: readonly Section[]): Promise<Readonly<Record<PeerName, string>>> {
  const root = mkdtempSync(join(tmpdir(), 'understudy-peers-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  const made = async (peer: PeerName): Promise<string> => buildPeer(join(root, peer), peer, sections);
  return { minisearch: await made('minisearch'), flexsearch: await made('flexsearch'), sqlite: await made('sqlite') };
}

async function buildPeer(folder: string, peer: PeerName, sections: readonly Section[]): Promise<string> {
  mkdirSync(folder);
  await build({
    configFile: false,
    logLevel: 'silent',
    base: './',
    publicDir: false,
    build: {
      outDir: folder,
      target: 'esnext',
      assetsInlineLimit: 0,
      modulePreload: false,
      rollupOptions: { input: PEERS[peer], output: { entryFileNames: 'peer.js' } },
    },
  });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifestOf(peer)));
  writeFileSync(join(folder, 'page.html'), '<!doctype html><script type="module" src="peer.js"></script>');
  writeFileSync(join(folder, 'sections.json'), JSON.stringify(sections));
  return folder;
}

const manifestOf = (peer: PeerName): object => ({
  manifest_version: 3,
  name: `Bench of ${peer}`,
  version: '1.0',
  permissions: ['unlimitedStorage'],
  background: { service_worker: 'peer.js', type: 'module' },
  content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
});
