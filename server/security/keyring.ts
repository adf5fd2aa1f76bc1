/** The secrets of an app: the first signs, all verify, so that a secret can be rotated. */

import { digest, importKey, isEqual, type Key, mac, MAC_BYTES } from "./signing.ts";

/** What is signed. A signature for one purpose is worth nothing for another. */
export type Purpose = "ticket" | "session" | "flash" | "leave" | "form" | "form-state";

/** Bytes of a signature: which key, and the code. */
export const SIGNATURE_BYTES = 1 + MAC_BYTES;

/** Least bytes of a secret. */
export const SECRET_BYTES = 32;

interface NamedKey {
  readonly id: number;
  readonly key: Key;
}

/** Secrets, or who is asked for them when one is needed first. */
export type Secrets = readonly string[] | (() => Promise<readonly string[]>);

/** Signs and verifies with one or several secrets. */
export class Keyring {
  readonly #secrets: Secrets;
  #imported: Promise<NamedKey[]> | undefined;

  /** Takes the secrets, the one that signs first. */
  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  /** Resolves when the keys are at hand. */
  async ready(): Promise<void> {
    await this.#keys();
  }

  /** Signs with the first key. */
  async sign(purpose: Purpose, data: Uint8Array): Promise<Uint8Array> {
    const [first] = await this.#keys();
    if (!first) throw new Error(`Cannot sign a ${purpose}: there is no secret; set "secret"`);
    const signature = new Uint8Array(SIGNATURE_BYTES);
    signature[0] = first.id;
    signature.set(await mac(first.key, bound(purpose, data)), 1);
    return signature;
  }

  /** Whether one of the keys signed these bytes for this purpose. */
  async verify(purpose: Purpose, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
    if (signature.length !== SIGNATURE_BYTES) return false;
    const code = signature.subarray(1);
    for (const { id, key } of await this.#keys()) {
      // Two keys may share an id, so all that fit are tried.
      if (id === signature[0] && isEqual(await mac(key, bound(purpose, data)), code)) return true;
    }
    return false;
  }

  #keys(): Promise<NamedKey[]> {
    return this.#imported ??= this.#import();
  }

  async #import(): Promise<NamedKey[]> {
    const secrets = typeof this.#secrets === "function" ? await this.#secrets() : this.#secrets;
    return await Promise.all(secrets.map(named));
  }
}

/** A key and its id, which tells nothing about the secret. */
async function named(secret: string): Promise<NamedKey> {
  const [id] = await digest(`djust key id\0${secret}`, 1);
  return { id: id ?? 0, key: await importKey(new TextEncoder().encode(secret)) };
}

/** The data with its purpose before it. */
function bound(purpose: Purpose, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`djust ${purpose}\0`);
  const all = new Uint8Array(head.length + data.length);
  all.set(head);
  all.set(data, head.length);
  return all;
}
