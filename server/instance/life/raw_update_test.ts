/** The first live update of a process that brings raw HTML waits for its parser. */

import assert from "node:assert/strict";
import { CODE } from "../../../protocol/mod.ts";
import { adopted, closure, named } from "../../../tests/kit/instance_kit.ts";
import { html, preloadRaw, RawHtml } from "../../../vdom/mod.ts";
import { event } from "../../view/mod.ts";
import { LiveView } from "../../view/view.ts";

class Article extends LiveView {
  clicks = 0;
  text = "";
  @event
  open() {
    this.text = "<em>now</em>";
  }
  render() {
    // As raw() makes it, but that nothing has begun to load.
    const body = this.text === "" ? null : new RawHtml(this.text, false);
    return html`<button dj-click=${() => this.clicks++}>${this.clicks}</button>${body}`;
  }
}

// One test: the parser is loaded once a process.
Deno.test("an update that meets raw HTML first waits with its answers, and comes in full", async () => {
  const { instance, outlet, world } = await adopted(Article);
  instance.receive(named("open"));
  await Promise.resolve();
  // Comes while the tree is between two renders: what it means is found afterwards.
  instance.receive(closure(1, 0));
  await Promise.resolve();
  assert.deepEqual(outlet.take(), []);
  await preloadRaw();
  await world.clock.settled();
  const frames = outlet.take();
  assert.equal(frames[0]?.[0], CODE.full);
  assert.equal(frames[0]?.[1], 1);
  assert.match(JSON.stringify(frames[0]), /<em>now<\/em>/);
  assert.deepEqual(frames.slice(1).map((frame) => frame[0]), [1]);
  assert.match(JSON.stringify(frames[1]), /1/);
  assert.deepEqual(world.told("error"), []);
  await instance.end("left");
});
