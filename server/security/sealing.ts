/** Sealing of what a store keeps: AES-256-GCM, with keys made of the app's secrets. */

import { toBase64Url } from "../platform/mod.ts";
import type { Seal, Sealed, SealFailure } from "../world/mod.ts";
import { type CipherKey, decrypt, derivedKey, digest, encrypt, NONCE_BYTES } from "./signing.ts";

/** What the keys are for: those of another purpose are others. */
const PURPOSE = "djust state";
/** Bytes of a key's id. */
const ID_BYTES = 6;

interface NamedKey {
  readonly id: string;
  readonly key: CipherKey;
}

/** Seals with the first secret, opens with all. */
export class Sealing implements Seal {
  readonly #secrets: readonly string[];
  #keys: Promise<NamedKey[]> | undefined;

  /** Takes the secrets, the one that seals first. */
  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  /** See {@link Seal.seal}. */
  async seal(bytes: Uint8Array<ArrayBuffer>, bound: string): Promise<Sealed> {
    const [first] = await this.#named();
    if (!first) throw new Error(`Cannot seal: there is no secret; set "secret"`);
    return { by: first.id, bytes: await encrypt(first.key, bytes, encoded(bound)) };
  }

  /** See {@link Seal.open}. */
  async open(
    { by, bytes }: Sealed,
    bound: string,
  ): Promise<Uint8Array<ArrayBuffer> | SealFailure> {
    const named = (await this.#named()).find(({ id }) => id === by);
    if (!named) return "key";
    if (bytes.length <= NONCE_BYTES) return "seal";
    return await decrypt(named.key, bytes, encoded(bound)) ?? "seal";
  }

  #named(): Promise<NamedKey[]> {
    return this.#keys ??= Promise.all(this.#secrets.map(async (secret) => ({
      id: toBase64Url(await digest(`${PURPOSE} key\0${secret}`, ID_BYTES)),
      key: await derivedKey(secret, PURPOSE),
    })));
  }
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
