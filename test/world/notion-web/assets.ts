import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { blocks } from './client/block-look.ts';
import { databases } from './client/database-look.ts';
import { frame } from './client/frame-look.ts';

export interface Asset {
  readonly type: string;
  readonly body: string;
}

const MODULE = /^\/_assets\/(address\.ts|client\/[a-z-]+\.ts)$/;
const cache = new Map<string, Promise<Asset>>();

/** A file of the client by its path: a module with its types taken off, or the style sheet. */
export function assetAt(path: string): Promise<Asset> | undefined {
  if (path !== '/_assets/app.css' && !MODULE.test(path)) return undefined;
  const made = cache.get(path) ?? makeAsset(path);
  cache.set(path, made);
  return made;
}

async function makeAsset(path: string): Promise<Asset> {
  const name = MODULE.exec(path)?.[1];
  if (name === undefined) {
    const base = await readFile(new URL('client/base.css', import.meta.url), 'utf8');
    return { type: 'text/css', body: [base, frame.css, blocks.css, databases.css].join('\n') };
  }
  const source = await readFile(new URL(name, import.meta.url), 'utf8');
  return { type: 'text/javascript', body: stripTypeScriptTypes(source) };
}
