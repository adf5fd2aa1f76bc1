import assert from "node:assert/strict";
import { apartColors, colorAt, presenceColor } from "./presence_color.ts";

/** How well two colors are told apart, as WCAG counts it. */
function contrast(one: string, other: string): number {
  const light = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
      .map((value) => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [most = 0, least = 0] = [light(one), light(other)].sort((a, b) => b - a);
  return (most + 0.05) / (least + 0.05);
}

Deno.test("white is read on every color of a person", () => {
  for (let step = 0; step < 24; step++) {
    const color = colorAt(step);
    assert.match(color, /^#[0-9a-f]{6}$/);
    assert(contrast(color, "#ffffff") >= 4.5, `${color}: ${contrast(color, "#ffffff")}`);
  }
});

Deno.test("presenceColor() is the same for an id, and differs between most", () => {
  assert.equal(presenceColor("ada"), presenceColor("ada"));
  assert.equal(presenceColor(7), presenceColor("7"));
  const ids = Array.from({ length: 200 }, (_, number) => `user ${number}`);
  assert.equal(new Set(ids.map(presenceColor)).size, 24);
});

Deno.test("people who are shown together have a color each, as long as there are enough", () => {
  const ids = Array.from({ length: 24 }, (_, number) => `user ${number}`);
  const colors = apartColors(ids);
  assert.equal(new Set(colors).size, 24);
  assert.equal(colors[0], presenceColor("user 0"));
  assert.equal(apartColors([...ids, "one more"]).length, 25);
});
