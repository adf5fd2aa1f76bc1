/** Heads: taken apart, and compared. */

import assert from "node:assert/strict";
import { headChange, NO_HEAD, partsOf } from "./head.ts";

Deno.test("partsOf() reads title and meta, and leaves the rest as it is", () => {
  const { title, meta, rest } = partsOf(
    `<title>A &amp; &lt;B&gt; &#39;C&#x27;</title><meta name="description" content="x &quot;y&quot;">` +
      `<meta property='og:title' content=z><meta charset="utf-8"><link rel="canonical" href="/">`,
  );
  assert.equal(title, "A & <B> 'C'");
  assert.deepEqual([...meta], [["name=description", 'x "y"'], ["property=og:title", "z"]]);
  assert.doesNotMatch(rest, /title>/);
  assert.match(rest, /canonical/);
});

Deno.test("partsOf() of nothing is nothing", () => {
  assert.deepEqual(partsOf(""), { title: undefined, meta: new Map(), rest: "" });
});

Deno.test("headChange() tells only what differs, and empties what went", () => {
  const last = { title: "a", lang: "en", dir: undefined, meta: new Map([["name=x", "1"]]) };
  assert.equal(headChange(last, { ...last }), undefined);
  assert.equal(headChange(last, { ...last, meta: new Map([["name=x", "1"]]) }), undefined);
  const next = { title: "b", lang: undefined, dir: "rtl", meta: new Map([["name=y", "2"]]) };
  assert.deepEqual(headChange(last, next), {
    title: "b",
    lang: "",
    dir: "rtl",
    meta: [["name=y", "2"], ["name=x", ""]],
  });
  assert.equal(headChange(NO_HEAD, NO_HEAD), undefined);
});
