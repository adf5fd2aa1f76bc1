/** The first page of a process that has raw HTML waits for its parser. */

import assert from "node:assert/strict";
import { html, preloadRaw, raw, withParser } from "../../../vdom/mod.ts";
import { LiveView } from "../../view/view.ts";
import { adopted, factsFor, FakeWorld } from "../../../tests/kit/instance_kit.ts";
import { Instance } from "../instance.ts";

// One test: the parser is loaded once a process.
Deno.test("a paint that meets raw HTML first waits, and renders the view once", async () => {
  const world = new FakeWorld();
  let renders = 0;
  let isTorn = false;
  class Article extends LiveView {
    render() {
      renders++;
      return html`<article>${raw("<p>one</p>")}</article>`;
    }
  }
  class Gone extends Article {
    terminate() {
      isTorn = true;
    }
  }
  const gone = new Instance(Gone, world);
  const late = gone.mount(factsFor(), "paint");
  const first = new Instance(Article, world);
  const mounting = first.mount(factsFor(), "paint");
  assert.equal(renders, 2);
  await gone.end("failed");
  assert.equal((await mounting).type, "mounted");
  assert.equal(renders, 2);
  assert.match(first.painted().content, /<article dj=?[^>]*><p>one<\/p><\/article>/);
  // One that ended meanwhile is not painted.
  assert.deepEqual([(await late).type, isTorn], ["failed", true]);
  // From now on nothing waits.
  const { outlet } = await adopted(Article, world);
  assert.deepEqual(outlet.take(), []);
  await preloadRaw();
  assert.equal(withParser(() => 1), 1);
  await first.end("unclaimed");
});
