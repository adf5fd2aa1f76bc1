/** What goes into which frame: renders, answers, pushes, the head, and what is told once. */

import assert from "node:assert/strict";
import { jsx } from "../../../vdom/jsx_runtime.ts";
import { type Child, html } from "../../../vdom/mod.ts";
import { event } from "../../view/event.ts";
import { Instance } from "../instance.ts";
import {
  adopted,
  closure,
  factsFor,
  FakeOutlet,
  FakeWorld,
  mounted,
  named,
  seen,
} from "../../../tests/kit/instance_kit.ts";
import { LiveView } from "../../view/view.ts";

Deno.test("what an interrupt pushes comes beside its answer", async () => {
  let letGo = (): void => {};
  class Stoppable extends LiveView {
    state = "runs";
    @event
    async slow() {
      await new Promise<void>((resolve) => letGo = resolve);
    }
    @event({ interrupt: true })
    stop() {
      this.state = "stopped";
      this.pushEvent("stopped", 1);
      return "yes";
    }
    render() {
      return html`<p>${this.state}</p>`;
    }
  }
  const { instance, world, outlet } = await adopted(Stoppable);
  instance.receive(named("slow"));
  await world.clock.settled();
  instance.receive(named("stop", {}, true));
  assert.deepEqual(outlet.take(), [
    [0, { n: 2, r: [[0, "yes"]] }],
    [0, 1, 0, "stopped", { e: [["stopped", 1]] }],
  ]);
  letGo();
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1]]);
});

Deno.test("a render that pushes does not render within itself", async () => {
  class Eager extends LiveView {
    count = 0;
    @event
    more() {
      this.count++;
    }
    render() {
      renders++;
      void this.flush();
      return html`<p>${this.count}</p>`;
    }
  }
  let renders = 0;
  const { instance, world, outlet } = await adopted(Eager);
  // Long after the last one: what is pushed now would be sent at once.
  world.clock.skip(1_000);
  renders = 0;
  instance.receive(named("more"));
  await world.clock.settled();
  assert.equal(renders, 1);
  assert.deepEqual(outlet.take(), [[1, 1, 0, 1]]);
  assert.deepEqual(world.told("error"), []);
});

Deno.test("a view that was given up for too much is told so once", async () => {
  class Loud extends LiveView {
    @event
    shout() {
      this.pushEvent("loud", "x".repeat(2_000_000));
    }
    @event
    nothing() {}
    render() {
      return html`<p></p>`;
    }
  }
  const { instance, world, outlet } = await adopted(Loud);
  instance.receive(named("shout"));
  await world.clock.settled();
  assert.deepEqual(outlet.take().map(([code]) => code), [-10, -9]);
  for (let i = 0; i < 2; i++) {
    instance.receive(named("nothing"));
    await world.clock.settled();
  }
  assert.deepEqual(outlet.take(), [[1], [1]]);
});

class Titled extends LiveView {
  count = 0;
  head() {
    return html`
      <title>Inbox</title>
      <meta name="description" content="${this.count}">
    `;
  }
  @event
  more() {
    this.count++;
  }
  @event
  nothing() {}
  render() {
    return html`<p dj-click=${() => this.count++}>${this.count}</p>`;
  }
}

Deno.test("a full frame has the whole head, for nobody knows what the page's says", async () => {
  const world = new FakeWorld({ ringFrames: 1 });
  const instance = new Instance(Titled, world);
  await instance.mount(factsFor(), "join");
  const outlet = new FakeOutlet();
  instance.attachFull(outlet);
  const head = { title: "Inbox", meta: [["name=description", "0"]] };
  assert.deepEqual((outlet.take()[0]?.at(-1) as { h: unknown }).h, head);
  for (let i = 0; i < 3; i++) {
    instance.receive(named("more"));
    await world.clock.settled();
  }
  const [first] = outlet.take();
  assert.deepEqual((first?.at(-1) as { h: unknown }).h, { meta: [["name=description", "1"]] });
  instance.detach();
  const next = new FakeOutlet();
  instance.replay(next, seen(0));
  await world.clock.settled();
  const again = { title: "Inbox", meta: [["name=description", "3"]] };
  assert.deepEqual((next.take()[0]?.at(-1) as { h: unknown }).h, again);
});

Deno.test("what a full frame said of the head is not said again", async () => {
  const { instance, world } = await adopted(Titled, new FakeWorld({ ringFrames: 1 }));
  for (let i = 0; i < 3; i++) {
    instance.receive(named("more"));
    await world.clock.settled();
  }
  instance.detach();
  instance.receive(named("more"));
  await world.clock.settled();
  const next = new FakeOutlet();
  instance.replay(next, seen(0));
  instance.receive(named("nothing"));
  await world.clock.settled();
  const [full, answer] = next.take();
  const head = { title: "Inbox", meta: [["name=description", "4"]] };
  assert.deepEqual((full?.at(-1) as { h: unknown }).h, head);
  assert.deepEqual(answer, [1]);
});

Deno.test("while a render is half done, nothing is sent from it and no closure is found in it", async () => {
  class Fragile extends LiveView {
    n = 0;
    @event
    break() {
      this.n = 1;
    }
    render() {
      return html`<ul>${
        [0, 1, 2].map((row) => {
          const text = {
            toString: () => {
              if (this.n === 1 && row === 1) throw new Error("no");
              return `row ${row}, ${this.n}`;
            },
          };
          return html`<li dj-click=${() => this.n++}>${text as unknown as string}</li>`;
        })
      }</ul>`;
    }
  }
  const { instance, world, outlet } = await adopted(Fragile);
  instance.receive(named("break"));
  await world.clock.settled();
  assert.match(JSON.stringify(outlet.take()), /"render"/);
  instance.heal(2);
  assert.deepEqual(outlet.take(), []);
  instance.receive(closure(2, 0));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1, { x: [[0, "stale"]] }]]);
});

Deno.test("a closure is stale until the page has the full frame, not any frame before it", async () => {
  const { instance, world, outlet } = await adopted(Titled, new FakeWorld({ ringFrames: 1 }));
  for (let i = 0; i < 3; i++) {
    instance.receive(named("more"));
    await world.clock.settled();
  }
  outlet.take();
  instance.detach();
  const next = new FakeOutlet();
  instance.replay(next, seen(1));
  await world.clock.settled();
  const full = instance.sent;
  instance.acked(full - 1);
  instance.receive(closure(1, 0));
  await world.clock.settled();
  assert.match(next.sent.at(-1) ?? "", /"stale"/);
  instance.acked(full);
  instance.receive(closure(1, 0));
  await world.clock.settled();
  assert.doesNotMatch(next.sent.at(-1) ?? "", /"stale"/);
});

Deno.test("a page that knows too many templates is sent anew, and goes on from there", async () => {
  class Data extends LiveView {
    rows = 0;
    count = 0;
    @event
    many() {
      this.rows = 10_000;
    }
    @event
    more() {
      this.rows = 1;
      this.count++;
    }
    render() {
      const rows = Array.from({ length: this.rows }, (_, i) => jsx("i", { [`data-${i}`]: 1 }));
      return html`<p>${this.count}</p>${rows as Child}`;
    }
  }
  const { instance, world, outlet } = await adopted(Data);
  const codes: unknown[] = [];
  for (const name of ["many", "more", "more"]) {
    instance.receive(named(name));
    await world.clock.settled();
    codes.push(outlet.take().map(([code]) => code));
  }
  assert.deepEqual(codes, [[1], [-9], [1]]);
});

Deno.test("a handler that ends its own view leaves nothing behind, and its signal says so", async () => {
  let signal: AbortSignal | undefined;
  class Leaving extends LiveView {
    @event
    async leave(_params: unknown, info: { signal: AbortSignal }) {
      signal = info.signal;
      void instance.end("disconnected");
      await new Promise(() => {});
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { instance, world } = await mounted(Leaving);
  instance.adopt(new FakeOutlet());
  instance.receive(named("leave"));
  await world.clock.settled();
  assert.equal(instance.ended, true);
  assert.equal(signal?.aborted, true);
  assert.equal(world.clock.timers, 0);
});
