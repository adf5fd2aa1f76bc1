/** The last call of a view: waited for, but not for ever. */

import assert from "node:assert/strict";
import { adopted } from "../../../tests/kit/instance_kit.ts";
import { html } from "../../../vdom/mod.ts";
import { LiveView } from "../../view/view.ts";

/** A view whose end takes as long as a test says. */
class Slow extends LiveView {
  terminate() {
    return new Promise<void>((resolve, reject) => {
      done = resolve;
      fail = reject;
    });
  }
  render() {
    return html`<p></p>`;
  }
}

let done = (): void => {};
let fail = (_error: unknown): void => {};

Deno.test("end() waits for an async terminate(), and reports one that takes too long", async () => {
  for (const [how, told] of [["in time", 0], ["never", 1]] as const) {
    const { instance, world } = await adopted(Slow);
    let hasEnded = false;
    const ended = instance.end("left").then(() => hasEnded = true);
    await world.clock.move(29_999);
    assert.equal(hasEnded, false);
    assert.equal(instance.ended, true);
    if (how === "in time") done();
    await world.clock.move(1);
    await ended;
    assert.equal(world.told("error").length, told);
    assert.equal(world.clock.timers, 0);
  }
});

Deno.test("a terminate() that rejects is reported, and the instance has ended all the same", async () => {
  const { instance, world } = await adopted(Slow);
  const ended = instance.end("left");
  fail(new Error("no"));
  await ended;
  assert.deepEqual(world.told("error").map(({ phase }) => phase), ["terminate"]);
  assert.equal(world.clock.timers, 0);
});
