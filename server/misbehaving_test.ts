/** Code of apps and plug-ins that misbehaves: it costs itself an answer, never the process. */

import assert from "node:assert/strict";
import type { Json } from "../protocol/mod.ts";
import { html } from "../vdom/mod.ts";
import { event } from "./event.ts";
import { adopted, FakeWorld, named } from "./kit_test.ts";
import { LiveView } from "./view.ts";

Deno.test("what has no text may be thrown, and the view lives on", async () => {
  class Odd extends LiveView {
    @event
    now() {
      throw Object.create(null);
    }
    @event
    async later() {
      await null;
      throw Object.assign(new Error("odd"), { name: Symbol("odd") });
    }
    render() {
      return html`<p>here</p>`;
    }
  }
  const world = new FakeWorld();
  world.development = true;
  const { instance, outlet } = await adopted(Odd, world);
  instance.receive(named("now"));
  instance.receive(named("later"));
  await world.clock.settled();
  const codes = outlet.take().map((frame) => (frame[1] as { x: Json[][] }).x[0]?.[1]);
  assert.deepEqual(codes, ["handler", "handler"]);
});

Deno.test("a title that is no text is sent as one", async () => {
  class Titled extends LiveView {
    @event
    number() {
      this.pageTitle = 5n as never;
      this.pageLang = 7 as never;
    }
    @event
    nothing() {
      this.pageTitle = Object.create(null);
    }
    render() {
      return html`<p>here</p>`;
    }
  }
  const { instance, outlet, world } = await adopted(Titled);
  instance.receive(named("number"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1, { h: { title: "5", lang: "7" } }]]);
  instance.receive(named("nothing"));
  await world.clock.settled();
  assert.equal((outlet.take()[0]?.[1] as { x: Json[][] }).x[0]?.[1], "render");
});

Deno.test("a bus that fails while an instance ends keeps nothing of it alive", async () => {
  let reason = "";
  class Listening extends LiveView {
    mount() {
      this.subscribe("one");
      this.subscribe("two");
    }
    terminate(why: string) {
      reason = why;
    }
    render() {
      return html`<p>here</p>`;
    }
  }
  let stops = 0;
  const world = new FakeWorld();
  world.bus.subscribe = () => () => {
    stops++;
    throw new Error("the bus is away");
  };
  const { instance } = await adopted(Listening, world);
  await instance.end("left");
  assert.deepEqual([stops, reason], [2, "left"]);
  assert.deepEqual(world.told("error").map(({ phase }) => phase), ["unsubscribe", "unsubscribe"]);
});
