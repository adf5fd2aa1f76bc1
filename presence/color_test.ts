import assert from "node:assert/strict";
import { presenceColor } from "./mod.ts";

/** The contrast of white on a colour, as WCAG has it. */
function contrast(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

Deno.test("presenceColor() is the same for one id, many for many, and white can be read on it", () => {
  const colors = Array.from({ length: 500 }, (_, id) => presenceColor(id));
  assert.deepEqual(colors, Array.from({ length: 500 }, (_, id) => presenceColor(String(id))));
  assert.equal(new Set(colors).size, 24);
  for (const color of colors) assert.ok(contrast(color) >= 4.5, `${color}: ${contrast(color)}`);
  assert.match(presenceColor("__proto__"), /^#[0-9a-f]{6}$/);
});
