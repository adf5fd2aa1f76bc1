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
