/** Limits of what a form takes from a page, at once and in all. */

/** Fields, bytes of their values, and how deep their names nest. */
export const FORM_LIMITS = { fields: 500, bytes: 65_536, depth: 32 } as const;

/** What a form holds in all, whatever came one after the other. */
export const HELD_LIMITS = { fields: 10_000, bytes: 524_288, depth: 64 } as const;

/** What there is too much of. */
export type Excess = keyof typeof FORM_LIMITS;

/** What of these values is more than a form takes; undefined where all is within limits. */
export function excessOf(
  values: unknown,
  limits: Readonly<Record<Excess, number>> = FORM_LIMITS,
): Excess | undefined {
  let fields = 0;
  let bytes = 0;
  const visit = (value: unknown, depth: number): Excess | undefined => {
    if (depth > limits.depth) return "depth";
    if (typeof value !== "object" || value === null) {
      fields++;
      bytes += typeof value === "string" ? sizeOf(value) : 8;
    } else {
      for (const [key, inner] of Object.entries(value)) {
        bytes += key.length;
        const excess = visit(inner, depth + 1);
        if (excess) return excess;
      }
    }
    return fields > limits.fields ? "fields" : bytes > limits.bytes ? "bytes" : undefined;
  };
  return visit(values, 0);
}

/** Bytes of a text in UTF-8, roughly from above. */
function sizeOf(text: string): number {
  let size = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) size += unit > 0x7ff ? 2 : 1;
  }
  return size;
}
