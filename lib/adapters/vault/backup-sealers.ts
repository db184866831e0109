import { Failure } from '../../base/failure.ts';
import { FEWEST_ROUNDS, HASH_BYTES, MOST_ROUNDS, joined, lengthBytes } from '../../keeping/backup-format.ts';
import type { Sealer, Sealers } from '../../keeping/backup-ports.ts';
import { base64, bytesOf } from '../../keeping/row-text.ts';
import { ROUNDS, deriveKey, newSalt } from './sealing.ts';

const IV_BYTES = 12;
/** The place of the sealed word; no file has so many frames. */
const CHECK_PLACE = 0xffff_ffff;
const CHECK = 'understudy';

/** WebCrypto wants bytes that lie in a buffer of their own. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

async function hash(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', own(bytes)));
}

/** Each file has a salt, and so a key, of its own: a frame's place is an iv that never comes twice. */
function ivOf(place: number): Uint8Array<ArrayBuffer> {
  const iv = new Uint8Array(IV_BYTES);
  iv.set(lengthBytes(place), IV_BYTES - 4);
  return iv;
}

function gcm(key: CryptoKey): Sealer {
  return {
    async seal(header, place, bytes) {
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv: ivOf(place), additionalData: own(header) },
        key,
        own(bytes),
      );
      return new Uint8Array(sealed);
    },
    async open(header, place, frame) {
      try {
        const bytes = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv: ivOf(place), additionalData: own(header) },
          key,
          own(frame),
        );
        return new Uint8Array(bytes);
      } catch (error) {
        if (error instanceof DOMException && error.name === 'OperationError') return undefined;
        throw error;
      }
    },
  };
}

/** Tells every change, and hides nothing. */
const plain: Sealer = {
  seal: async (header, place, bytes) => joined(bytes, await hash(joined(header, lengthBytes(place), bytes))),
  async open(header, place, frame) {
    const bytes = frame.slice(0, Math.max(0, frame.length - HASH_BYTES));
    const sum = await hash(joined(header, lengthBytes(place), bytes));
    const holds = frame.length >= HASH_BYTES && sum.every((byte, at) => frame[bytes.length + at] === byte);
    return holds ? bytes : undefined;
  },
};

async function keyOf(passphrase: string, salt: Uint8Array, rounds: number): Promise<CryptoKey> {
  const raw = await deriveKey(passphrase, own(salt), rounds);
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

const NOBODY = new Uint8Array();

/** Seals by WebCrypto. The passphrase is kept nowhere. */
export const backupSealers: Sealers = {
  hash,
  async make(passphrase) {
    if (passphrase === undefined) return { sealing: { by: 'none' }, sealer: plain };
    const salt = newSalt();
    const sealer = gcm(await keyOf(passphrase, salt, ROUNDS));
    const check = await sealer.seal(NOBODY, CHECK_PLACE, new TextEncoder().encode(CHECK));
    return {
      sealing: {
        by: 'passphrase',
        derivation: 'PBKDF2-SHA256',
        rounds: ROUNDS,
        salt: base64(salt),
        cipher: 'AES-256-GCM',
        check: base64(check),
      },
      sealer,
    };
  },
  async from(sealing, passphrase) {
    if (sealing.by === 'none') return plain;
    const { rounds, salt, check } = sealing;
    if (rounds < FEWEST_ROUNDS || rounds > MOST_ROUNDS) throw new Failure('backup-damaged');
    const sealer = gcm(await keyOf(passphrase ?? '', bytesIn(salt), rounds));
    if ((await sealer.open(NOBODY, CHECK_PLACE, bytesIn(check))) === undefined) throw new Failure('backup-passphrase');
    return sealer;
  },
};

function bytesIn(text: string): Uint8Array {
  try {
    return bytesOf(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Failure('backup-damaged', { cause: error });
    throw error;
  }
}
