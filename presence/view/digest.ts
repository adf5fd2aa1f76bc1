/** Digest of a text: SHA-256, at once, so that the id of a session names a visitor and tells nothing. */

/** The first 32 bits of the fractions of the cube roots of the first primes, as FIPS 180-4 has them. */
const ROUNDS = primes(64).map((prime) => fraction(Math.cbrt(prime)));
const START = primes(8).map((prime) => fraction(Math.sqrt(prime)));

/** The digest in hexadecimal letters. */
export function digest(text: string): string {
  const state = [...START];
  for (const block of blocksOf(new TextEncoder().encode(text))) round(state, block);
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** 16 words each: the text, a bit, zeros, and how long it is. */
function blocksOf(bytes: Uint8Array): number[][] {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  const blocks: number[][] = [];
  for (let at = 0; at < padded.length; at += 64) {
    blocks.push(Array.from({ length: 16 }, (_, index) => view.getInt32(at + 4 * index)));
  }
  return blocks;
}

function round(state: number[], block: readonly number[]): void {
  const words = [...block];
  for (let at = 16; at < 64; at++) {
    const [early, late] = [word(words, at - 15), word(words, at - 2)];
    const one = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const two = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words.push((word(words, at - 16) + one + word(words, at - 7) + two) | 0);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at++) {
    const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + high + choice + word(ROUNDS, at) + word(words, at)) | 0;
    const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  }
  [a, b, c, d, e, f, g, h].forEach((value, index) => {
    state[index] = (word(state, index) + value) | 0;
  });
}

const word = (words: readonly number[], at: number): number => words[at] ?? 0;
const turned = (value: number, by: number): number => (value >>> by) | (value << (32 - by));

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) | 0;
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number++) {
    if (found.every((prime) => number % prime !== 0)) found.push(number);
  }
  return found;
}
