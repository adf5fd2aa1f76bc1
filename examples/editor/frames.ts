/** Messages of a shared text: one letter, and what Yjs wrote. */

/** Says what one has: the other sends what is missing. */
export const VECTOR = 0;
/** Is what was missing, or what was typed. */
export const UPDATE = 1;

export function frame(letter: number, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(body.length + 1);
  bytes[0] = letter;
  bytes.set(body, 1);
  return bytes;
}
