/** Events go through the extensions of their view: once, in order, and to one answer. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import { counted, counterWith, noting } from "../../../tests/kit/extension_kit.ts";
import { adopted, named } from "../../../tests/kit/instance_kit.ts";
import { event } from "../../view/event.ts";
import { extension, refuse } from "../../view/extension.ts";
import { LiveView } from "../../view/view.ts";

Deno.test("a class without extensions is called directly, with the very params of the event", async () => {
  let stack = "";
  let given: unknown;
  class Page extends LiveView {
    @event
    act(params: unknown) {
      given = params;
      stack = new Error().stack ?? "";
    }
    render() {
      return html`<p></p>`;
    }
  }
  const params = { a: 1 };
  const { instance, world } = await adopted(Page);
  instance.receive(named("act", params));
  await world.clock.settled();
  assert.equal(given, params);
  assert.match(stack.split("\n")[2] ?? "", /handlers\.ts/);
  assert.doesNotMatch(stack, /event_chain\.ts/);
});

Deno.test("ten synchronous events through an extension are one render and one frame", async () => {
  const passing = extension({ name: "passing", event: (_call, next) => next() });
  const { instance, world, outlet } = await adopted(counterWith(passing));
  for (let i = 0; i < 10; i++) instance.receive(named("increment"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[10, 1, 0, 10]]);
  assert.equal(world.told("render").length, 1);
});

Deno.test("params that an extension changed are validated", async () => {
  const doubling = extension({
    name: "doubling",
    event: (call, next) => {
      const { by } = call.params;
      call.params = { by: by === "bad" ? "bad" : Number(by) * 2 };
      return next();
    },
  });
  const { instance, world, outlet } = await adopted(counterWith(doubling));
  instance.receive(named("add", { by: 2 }, true));
  instance.receive(named("add", { by: "bad" }));
  await world.clock.settled();
  const [frame] = outlet.take();
  const extras = frame?.at(-1) as { r: unknown; x: unknown[][] };
  assert.deepEqual(extras.r, [[0, 4]]);
  assert.deepEqual(extras.x[0]?.slice(0, 2), [1, "invalid"]);
});

Deno.test("a refused event is answered denied with its detail, and renders nothing", async () => {
  const denying = extension({ name: "denying", event: () => refuse("denied", { until: "noon" }) });
  const { instance, world, outlet } = await adopted(counterWith(denying));
  counted.renders = 0;
  instance.receive(named("increment"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1, { x: [[0, "denied", "", { until: "noon" }]] }]]);
  assert.equal(counted.renders, 0);
  assert.equal(world.told("event")[0]?.outcome, "denied");
});

Deno.test("what a handler changed before its event was refused is rendered", async () => {
  const late = extension({
    name: "late",
    event: (_call, next) => {
      next();
      return refuse("denied");
    },
  });
  const { instance, world, outlet } = await adopted(counterWith(late));
  instance.receive(named("increment"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1, 1, 0, 1, { x: [[0, "denied"]] }]]);
});

Deno.test("what an extension returns is the reply; nothing leaves the handler's", async () => {
  const replying = extension({
    name: "replying",
    event: ({ name }, next) => {
      const count: unknown = next();
      return name === "increment" ? { count } : undefined;
    },
  });
  const { instance, world, outlet } = await adopted(counterWith(replying));
  instance.receive(named("increment", {}, true));
  instance.receive(named("add", { by: 2 }, true));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[2, 1, 0, 3, { r: [[0, { count: 1 }], [1, 3]] }]]);
});

Deno.test("next() runs once: a second call throws, and the handler has run once", async () => {
  const twice = extension({
    name: "twice",
    event: (_call, next) => {
      next();
      return next();
    },
  });
  const { instance, world, outlet } = await adopted(counterWith(twice));
  instance.receive(named("increment"));
  await world.clock.settled();
  const [error] = world.told("error");
  assert.equal(error?.phase, 'event of "twice"');
  assert.match(String(error?.error), /next\(\) a second time in "twice".*keep what the first call/);
  assert.equal(outlet.take()[0]?.[3], 1);
});

Deno.test("an extension that throws before next() keeps the handler from running", async () => {
  const broken = extension({
    name: "broken",
    event: () => {
      throw new Error("no database");
    },
  });
  const { instance, world, outlet } = await adopted(counterWith(broken));
  instance.receive(named("increment"));
  await world.clock.settled();
  const [error] = world.told("error");
  assert.equal(error?.phase, 'event of "broken"');
  assert.deepEqual(outlet.take(), [[1, { x: [[0, "handler", error?.request]] }]]);
});

Deno.test("a handler's failure stays one, is the handler's, and next() tells of it", async () => {
  const seen: unknown[] = [];
  const watching = extension({
    name: "watching",
    event: (_call, next) => {
      seen.push(next());
      return "all is well";
    },
  });
  const { instance, world, outlet } = await adopted(counterWith(watching));
  instance.receive(named("fail", {}, true));
  await world.clock.settled();
  assert.deepEqual(seen.map((refusal) => (refusal as { code: string }).code), ["handler"]);
  assert.equal(world.told("error")[0]?.phase, "fail");
  assert.equal((outlet.take()[0]?.at(-1) as { x: unknown[][] }).x[0]?.[1], "handler");
});

Deno.test("stale and undeclared events never reach an extension", async () => {
  const notes: unknown[] = [];
  const { instance, world, outlet } = await adopted(counterWith(noting("audit", notes)));
  notes.length = 0;
  instance.receive(named("missing"));
  instance.receive({ type: "closure", block: 9, anchor: 0, params: {}, on: "click" });
  await world.clock.settled();
  const codes = outlet.take().map((frame) => (frame[1] as { x: unknown[][] }).x[0]?.[1]);
  assert.deepEqual(codes, ["undeclared", "stale"]);
  assert.deepEqual(notes, []);
});

Deno.test("a closure passes the extensions without a name", async () => {
  const names: unknown[] = [];
  const audit = extension({
    name: "audit",
    event: (call, next) => {
      names.push("name" in call ? call.name : "none");
      return next();
    },
  });
  class Page extends LiveView {
    static use = [audit];
    count = 0;
    @event
    add() {
      this.count++;
    }
    render() {
      return html`<button dj-click=${this.add}></button><button dj-click=${() =>
        this.count++}>${this.count}</button>`;
    }
  }
  const { instance, world, outlet } = await adopted(Page);
  instance.receive({ type: "closure", block: 1, anchor: 1, params: {}, on: "click" });
  instance.receive(named("add"));
  await world.clock.settled();
  assert.deepEqual(names, ["none", "add"]);
  assert.equal(outlet.take().length, 1);
});

Deno.test("the time of a handler includes its extensions, and a late next() runs nothing", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let given: unknown;
  const slow = extension({
    name: "slow",
    event: async (_call, next) => {
      await promise;
      given = next();
    },
  });
  const { instance, world, outlet } = await adopted(counterWith(slow));
  instance.receive(named("increment"));
  await world.clock.settled();
  await world.clock.move(30_000);
  assert.equal((outlet.take()[0]?.at(-1) as { x: unknown[][] }).x[0]?.[1], "timeout");
  resolve();
  await world.clock.settled();
  assert.equal((given as { code: string }).code, "timeout");
  assert.equal(outlet.take().length, 0);
});

Deno.test("an interrupt passes the extensions while another event waits in one", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const notes: unknown[] = [];
  const waiting = extension({
    name: "waiting",
    event: async ({ name }, next) => {
      notes.push(name);
      if (name === "slow") await promise;
      return next();
    },
  });
  class Page extends LiveView {
    static use = [waiting];
    @event
    slow() {
      notes.push("slow ran");
    }
    @event({ interrupt: true })
    stop() {
      notes.push("stop ran");
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { instance, world } = await adopted(Page);
  instance.receive(named("slow"));
  await world.clock.settled();
  instance.receive(named("stop"));
  await world.clock.settled();
  resolve();
  await world.clock.settled();
  assert.deepEqual(notes, ["slow", "stop", "stop ran", "slow ran"]);
});
