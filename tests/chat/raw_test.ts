/** HTML that streams through `raw()`: half a tag never breaks the page, and what is there stays. */

import assert from "node:assert/strict";
import { type Child, html, raw } from "@djust/live";
import { frameText } from "../../protocol/mod.ts";
import { preloadRaw, Tree } from "../../vdom/mod.ts";
import { patched } from "../kit/patch_kit.ts";
import { createScope } from "../scope.ts";
import { painted, shownBy } from "./kit.ts";

const TEXT = `<h3>One</h3><p>Some <strong>bold <em>and</em></strong> words &amp; more</p>` +
  `<ul><li>a</li><li>b <a href="https://x.y/?a=1&amp;b=2">c</a></li></ul>` +
  `<table><thead><tr><th>d</th></tr></thead><tbody><tr><td>e</td></tr></tbody></table>` +
  `<pre><code>let f = 1;\nlet g;</code></pre><p>The end</p>`;

Deno.test("raw HTML that is cut at every letter is what a parser makes of it, and leaves the rest alone", async () => {
  await preloadRaw();
  let text = "";
  const page = (): Child =>
    html`
      <main>
        <p>before</p>
        <div>${raw(text)}</div>
        <p>behind</p>
      </main>
    `;
  const tree = new Tree(createScope());
  const { root, apply } = patched(tree.paint(page(), null).content);
  const behind = root.querySelector("main > p:last-child");
  let first: Element | null = null;
  let bytes = 0;
  for (let end = 1; end <= TEXT.length; end++) {
    text = TEXT.slice(0, end);
    const patch = tree.diff(page(), null);
    const frame = frameText(patch ? { type: "patch", patch, head: undefined } : undefined, 0, []);
    if (frame !== undefined) {
      bytes += frame.length;
      assert.equal(apply(...JSON.parse(frame)).size, 0, text);
    }
    assert.equal(shownBy(root), painted(page()), text);
    if (end > 40) assert.equal(root.querySelector("h3"), first ??= root.querySelector("h3"));
  }
  assert.equal(root.querySelector("main > p:last-child"), behind);
  assert(first !== null);
  // A frame for each letter has its own dozen of bytes; all of it each time were 60,000.
  assert(bytes < 40 * TEXT.length, `${bytes} bytes for ${TEXT.length} letters`);
});
