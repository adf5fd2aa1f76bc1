/** Seal of what a store keeps: its interface; the cryptography is given. */

/** Bytes that only who has the secret can read. */
export interface Sealed {
  /** Which key sealed them; says nothing about the secret. */
  readonly by: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Why sealed bytes could not be opened: no such key, or they are not what was sealed. */
export type SealFailure = "key" | "seal";

/** Seals and opens, with one or several secrets. `bound` is what the bytes belong to: in the open. */
export interface Seal {
  seal(bytes: Uint8Array<ArrayBuffer>, bound: string): Promise<Sealed>;
  open(sealed: Sealed, bound: string): Promise<Uint8Array<ArrayBuffer> | SealFailure>;
}
