/** Rounds of PBKDF2-SHA256, OWASP's 2023 figure. WebAssembly, and so Argon2id, is blocked by our content security policy. */
export const ROUNDS = 600_000;
const KEY_BITS = 256;
const SALT_BYTES = 16;
const IV_BYTES = 12;

export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

export const newSalt = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(SALT_BYTES));

/** The vault's key from a passphrase, as raw bytes for the session's memory. */
export async function deriveKey(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  rounds = ROUNDS,
): Promise<Uint8Array<ArrayBuffer>> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    material,
    KEY_BITS,
  );
  return new Uint8Array(bits);
}

/** Seals a text; `name` is bound to it, so that one record cannot stand in for another. */
export async function seal(key: Uint8Array<ArrayBuffer>, name: string, text: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const encoder = new TextEncoder();
  const bytes = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: encoder.encode(name) },
    await importKey(key),
    encoder.encode(text),
  );
  return { iv, bytes };
}

/** Opens a sealed text; `undefined` when the key or the name does not fit. */
export async function unseal(key: Uint8Array<ArrayBuffer>, name: string, sealed: Sealed): Promise<string | undefined> {
  try {
    const text = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.iv, additionalData: new TextEncoder().encode(name) },
      await importKey(key),
      sealed.bytes,
    );
    return new TextDecoder().decode(text);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}

const importKey = (key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
