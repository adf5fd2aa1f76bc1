/** Bytes as base64url, without padding: fits into URLs, cookies and attributes as it is. */

// Uint8Array.prototype.toBase64 is newer than the oldest Deno this has to run on.
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Writes bytes as text. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const a = bytes[i] ?? 0;
    const b = bytes[i + 1] ?? 0;
    const c = bytes[i + 2] ?? 0;
    text += DIGITS.charAt(a >> 2) + DIGITS.charAt((a & 3) << 4 | b >> 4);
    if (i + 1 < bytes.length) text += DIGITS.charAt((b & 15) << 2 | c >> 6);
    if (i + 2 < bytes.length) text += DIGITS.charAt(c & 63);
  }
  return text;
}

/** Reads bytes from text; undefined when it is no base64url. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor(text.length * 3 / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = DIGITS.indexOf(text.charAt(i));
    if (digit < 0) return undefined;
    bits = (bits << 6 | digit) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = bits >> held & 0xff;
    }
  }
  // Bits left over must be 0: else two texts would mean the same bytes.
  return (bits & ((1 << held) - 1)) === 0 ? bytes : undefined;
}
