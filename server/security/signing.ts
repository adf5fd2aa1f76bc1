/** The cryptography of the platform, as few calls as there can be. */

/** A key for HMAC-SHA256. */
export type Key = CryptoKey;

/** Bytes of a {@link mac}: half of SHA-256, which nobody guesses either. */
export const MAC_BYTES = 16;

/** Makes a key of a secret. */
export function importKey(secret: Uint8Array<ArrayBuffer>): Promise<Key> {
  return crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

/** The message authentication code of these bytes. */
export async function mac(key: Key, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, data), 0, MAC_BYTES);
}

/** The first bytes of the SHA-256 of a text. */
export async function digest(text: string, bytes: number): Promise<Uint8Array> {
  const data = new TextEncoder().encode(text);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data), 0, bytes);
}

/** Whether two runs of bytes are the same; takes as long wherever they differ. */
export function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** A key for AES-256-GCM. */
export type CipherKey = CryptoKey;

/** Bytes before what is encrypted: random, never used twice with one key. */
export const NONCE_BYTES = 12;

/** Makes a key of a secret, by HKDF: of one secret another for each purpose. */
export async function derivedKey(secret: string, purpose: string): Promise<CipherKey> {
  const text = new TextEncoder();
  const { subtle } = crypto;
  const whole = await subtle.importKey("raw", text.encode(secret), "HKDF", false, ["deriveKey"]);
  const way = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: text.encode(purpose) };
  const use = { name: "AES-GCM", length: 256 };
  return await subtle.deriveKey(way, whole, use, false, ["encrypt", "decrypt"]);
}

/** A nonce and the encrypted bytes, whose tag covers `bound` as well. */
export async function encrypt(
  key: CipherKey,
  bytes: Uint8Array<ArrayBuffer>,
  bound: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const way = { name: "AES-GCM", iv, additionalData: bound };
  const sealed = await crypto.subtle.encrypt(way, key, bytes);
  const all = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  all.set(iv);
  all.set(new Uint8Array(sealed), NONCE_BYTES);
  return all;
}

/** The bytes that were encrypted; undefined where these are none, or were bound to something else. */
export async function decrypt(
  key: CipherKey,
  sealed: Uint8Array<ArrayBuffer>,
  bound: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const way = { name: "AES-GCM", iv: sealed.slice(0, NONCE_BYTES), additionalData: bound };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(way, key, sealed.slice(NONCE_BYTES)));
  } catch {
    return undefined;
  }
}
