/** What commands look for in an element, whatever somebody has written there. */

import assert from "node:assert/strict";
import { openWindow } from "../../tests/kit/patch_kit.ts";
import { directives } from "./commands.ts";

Deno.test("a text that looks like many commands keeps no page: each is looked at once", () => {
  const { document } = openWindow("<b></b>");
  const element = document.querySelector("b") as HTMLElement;
  let summoned = 0;
  const view = { summon: () => summoned++ };
  const mount = () => directives.js.mounted?.({ element, view } as never);
  // What takes each of them to the end of the text needs minutes for this.
  element.setAttribute("title", `"show",a`.repeat(50_000));
  const began = performance.now();
  mount();
  assert.ok(performance.now() - began < 20_000);
  assert.equal(summoned, 0);
  element.setAttribute("dj-click", `[["show",{"closest":".card"},"fade"]]`);
  mount();
  assert.equal(summoned, 1);
});
