import { leftInOwnStorage } from '../adapters/browser/own-storage.ts';
import { extension } from '../adapters/browser/extension.ts';
import { systemClock } from '../adapters/browser/system.ts';
import { guardStorage } from '../adapters/dexie/guard-storage.ts';
import { measureKinds } from '../adapters/dexie/measure.ts';
import { MirrorDatabase } from '../adapters/dexie/mirror-database.ts';
import { settingsIn } from '../adapters/dexie/settings-in.ts';
import { takeSnapshot } from '../adapters/dexie/snapshot.ts';
import { dropStaged, openStaging } from '../adapters/dexie/staging.ts';
import { leftInDatabases } from '../adapters/dexie/what-is-left.ts';
import { WordsDatabase } from '../adapters/dexie/words-database.ts';
import { backupSealers } from '../adapters/vault/backup-sealers.ts';
import { exportAll } from '../flows/export-all.ts';
import { makeBackup } from '../flows/make-backup.ts';
import { openBackup, readBackup } from '../flows/read-backup.ts';
import type { OpenedBackup } from '../flows/read-backup.ts';
import type { KnownConnection } from '../keeping/backup-format.ts';
import type { BackupSource } from '../keeping/backup-ports.ts';
import type { Client } from '../messages/client.ts';
import { createClient } from '../messages/client.ts';
import type { DataDesk } from '../messages/data-desk.ts';
import { carryByMessage } from './carry.ts';

/** Long work over everything that is stored, done in the page that asked for it: the background is woken for no more than it must. */
export function createDataDesk(ask: Client = createClient(carryByMessage)): DataDesk {
  const here = { words: new WordsDatabase(), mirror: new MirrorDatabase() };
  const open = async (source: BackupSource): Promise<OpenedBackup> => {
    await guardStorage(() => here.words.open());
    await guardStorage(() => here.mirror.open());
    return openBackup(source, backupSealers, { words: here.words.verno, mirror: here.mirror.verno });
  };
  // What a restore left behind that was ended with its page.
  dropStaged().catch(() => undefined);

  return {
    measure: () => measureKinds(here),

    async backUp(passphrase, withCopy, signal, told) {
      told(undefined);
      const snapshot = await takeSnapshot(here, withCopy, signal);
      const now = systemClock.now();
      const parts: Blob[] = [];
      await makeBackup(
        {
          sealers: backupSealers,
          now,
          by: extension.runtime.getManifest().version,
          write: (bytes) => void parts.push(kept(bytes)),
        },
        snapshot,
        await connectionsHere(here.words),
        passphrase,
        signal,
        told,
      );
      const file = new Blob(parts, { type: 'application/octet-stream' });
      save(`understudy-${dayOf(now)}.understudy`, file);
      // The file is saved, whether or not the log hears of it.
      await ask('activity.note-export', 'backup').catch(() => undefined);
      return file.size;
    },

    async exportAll(withCopy, signal, told) {
      told(undefined);
      const snapshot = await takeSnapshot(here, withCopy, signal);
      const now = systemClock.now();
      const parts: Blob[] = [];
      await exportAll({ write: (bytes) => void parts.push(kept(bytes)), now }, snapshot, signal, told);
      const file = new Blob(parts, { type: 'application/zip' });
      save(`understudy-${dayOf(now)}.zip`, file);
      return file.size;
    },

    async lookInto(source) {
      const { header } = await open(source);
      return { madeAt: header.madeAt, by: header.by, sealed: header.sealing.by !== 'none' };
    },

    async check(source, passphrase, signal, told) {
      const opened = await open(source);
      const sealer = await backupSealers.from(opened.header.sealing, passphrase);
      const staging = await openStaging(here, opened.header.databases);
      try {
        const manifest = await readBackup(source, opened, sealer, (slice) => staging.add(slice), signal, told);
        told(undefined);
        await staging.migrate();
        const { connections } = manifest;
        return {
          changes: await staging.compare(),
          connections,
          withCopy: manifest.tables.some(({ database }) => database === 'mirror'),
          async restore(how, giveUp) {
            await ask('data.rest', undefined);
            await staging.take(how, systemClock.now(), giveUp);
            await staging.drop();
            await ask('data.restored', { connections });
          },
          drop: staging.drop,
        };
      } catch (error) {
        await staging.drop();
        throw error;
      }
    },

    remove: (what) => ask('data.remove', { what }),

    whatIsLeft: async () => [...(await leftInDatabases()), ...(await leftInOwnStorage())],
  };
}

/** Connections that have a key now, by name alone. */
async function connectionsHere(words: WordsDatabase): Promise<readonly KnownConnection[]> {
  const row = await words.meta.get('connections');
  const { providers } = await settingsIn(words);
  const keyed = providers.filter(({ header }) => header !== 'none');
  const known = row?.key === 'connections' ? row.value : undefined;
  return [
    ...(known === undefined || known.claude.state === 'missing' ? [] : [{ name: 'claude', label: 'Claude' }]),
    ...(known?.notion ?? []).map(({ id, workspace }) => ({ name: `notion:${id}`, label: workspace })),
    ...keyed.map(({ id, name }) => ({ name: `provider:${id}`, label: name })),
  ];
}

/** Outside of our own memory at once, where the browser keeps it. */
const kept = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)]);

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** Has the browser save a file where it saves downloads. */
function save(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // A large file is read from its address for as long as it is being saved.
  setTimeout(() => URL.revokeObjectURL(url), 600_000);
}
