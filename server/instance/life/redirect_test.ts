/** A view that redirects: with the next frame, and with what it carries. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import { event } from "../../view/event.ts";
import { adopted, FakeWorld, named } from "../../../tests/kit/instance_kit.ts";
import { LiveView } from "../../view/view.ts";

Deno.test("redirect leaves with the next frame; what it carries goes through the hub", async () => {
  const world = new FakeWorld();
  world.leave = (to, { flash, session }) =>
    Promise.resolve(`/go?${JSON.stringify([to, flash, session])}`);
  class Leaves extends LiveView {
    @event
    plain() {
      this.redirect("/a?b#c");
    }
    @event
    carry() {
      this.redirect("/x", { session: { user: 1 } });
      this.putFlash("info", "bye");
    }
    @event
    evil({ to }: { to: string }) {
      this.redirect(to);
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { instance, outlet } = await adopted(Leaves, world);
  instance.receive(named("plain"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1, { to: "/a?b#c" }]]);
  for (const to of ["//evil", "\\\\evil", "/\tevil", "javascript:alert(1)", "https://evil.com/"]) {
    instance.receive(named("evil", { to }));
    await world.clock.settled();
    assert.match(outlet.sent.splice(0).join(), /"handler"/);
  }
  instance.receive(named("carry"));
  await world.clock.settled();
  assert.match(outlet.sent.join(), /"to":"\/go\?\[\\"\/x\\",\{\\"info\\":\\"bye\\"\},\{\\"user/);
});
