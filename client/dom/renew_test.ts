/** renew() puts copies in the place of our nodes, and they are known by the same numbers. */

import assert from "node:assert/strict";
import { patched } from "../../tests/kit/patch_kit.ts";
import { renew } from "./renew.ts";

Deno.test("renew() makes nodes anew that patches find, and leaves out what others put there", () => {
  const { root, patcher, apply, away } = patched(
    `<div dj=bn><p dj>a</p><ul dj><li dj=bn>x</li></ul><b>s</b></div>`,
  );
  const div = root.firstElementChild as Element;
  const [p, ul] = [...div.children] as [Element, Element];
  const alien = div.appendChild(root.ownerDocument.createElement("i"));
  away(() => renew(patcher, div));
  assert.equal(div.innerHTML, `<p dj="">a</p><ul dj=""><li dj="bn">x</li></ul><b>s</b>`);
  assert.equal(p.isConnected || ul.isConnected || alien.isConnected, false);
  assert.deepEqual([...apply(1, 1, 0, "b")], []);
  assert.equal(div.firstElementChild?.textContent, "b");
  assert.deepEqual(patcher.blocks.find(div.firstElementChild as Element), [1, 0]);
});
