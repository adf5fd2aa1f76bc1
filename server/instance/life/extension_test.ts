/** Extensions go along with a view: their order, their letters, their data, and that they harm nothing. */

import assert from "node:assert/strict";
import { each, html } from "../../../vdom/mod.ts";
import { z } from "zod";
import { adoptedWith, counted, counterWith, noting } from "../../../tests/kit/extension_kit.ts";
import {
  adopted,
  factsFor,
  FakeOutlet,
  FakeWorld,
  mounted,
  named,
  seen,
  takenFrom,
} from "../../../tests/kit/instance_kit.ts";
import { event } from "../../view/event.ts";
import { type Extension, extension } from "../../view/extension.ts";
import type { Mount } from "../../view/mount.ts";
import { LiveView } from "../../view/view.ts";
import { memoryState } from "../../world/state/memory_state.ts";
import { Instance } from "../instance.ts";
import { MountContext } from "./mount_context.ts";
import { RunningView } from "./running_view.ts";

Deno.test("extensions come in the order hub, base class, class, schema, handler", async () => {
  const notes: unknown[] = [];
  class Base extends LiveView {
    static use = [noting("base", notes)];
    render() {
      return html`<p></p>`;
    }
  }
  class Page extends Base {
    static override use = [noting("own", notes)];
    mount() {
      notes.push("mount");
    }
    @event({
      params: z.unknown().refine(() => notes.push("schema") > 0),
    })
    act() {
      notes.push("handler");
    }
  }
  const { instance, world } = await adoptedWith([noting("hub", notes)], Page);
  const at = (member: string): string[] =>
    ["hub", "base", "own"].map((name) => `${name} ${member}`);
  assert.deepEqual(notes.splice(0), [
    ...at("mount"),
    "mount",
    ...at("rendered"),
    ...at("connected"),
    ...at("rendered"),
  ]);
  instance.receive(named("act"));
  await world.clock.settled();
  assert.deepEqual(notes.splice(0), [...at("event"), "schema", "handler", ...at("rendered")]);
  instance.detach();
  instance.replay(new FakeOutlet(), { got: 1, answered: 1, apart: [] });
  await world.clock.settled();
  assert.deepEqual(notes.splice(0), [
    ...at("disconnected"),
    ...at("rendered"),
    ...at("reconnected"),
    ...at("rendered"),
  ]);
  await instance.end("left");
  assert.deepEqual(notes, at("ended").reverse());
});

Deno.test("an extension that is listed twice runs once, and two of one name are refused", () => {
  const one = extension({ name: "one" });
  class Base extends counterWith(one) {}
  class Page extends Base {
    static override use = [one];
  }
  assert.doesNotThrow(() => new Instance(Page, new FakeWorld()));
  class Twice extends Base {
    static override use = [extension({ name: "one" })];
  }
  const mount = new Instance(Twice, new FakeWorld()).mount(factsFor(), "paint");
  return assert.rejects(mount, /two extensions named "one" with "Twice"/);
});

Deno.test("a letter that nobody takes renders nothing: message, gap", async () => {
  counted.renders = 0;
  const { instance, world, outlet } = await adopted(counterWith());
  world.bus.publish("news", "hello");
  await world.clock.settled();
  assert.deepEqual(outlet.take(), []);
  assert.equal(counted.renders, 1, "only the paint");
  instance.receive(named("increment"));
  await world.clock.settled();
  assert.equal(counted.renders, 2);
});

Deno.test("an extension's own letter renders where it says changed, and nobody else gets it", async () => {
  const informed: unknown[] = [];
  const types: unknown[] = [];
  const taking = extension<LiveView & { count: number }>({
    name: "taking",
    message: ({ type, topic, message, view }) => {
      types.push([type, topic]);
      if (message === "count") {
        view.count++;
        return "changed";
      }
      return message === "ignore" ? "unchanged" : undefined;
    },
  });
  class Page extends LiveView {
    static use = [taking];
    count = 0;
    mount() {
      this.subscribe("news");
    }
    handleInfo(message: unknown) {
      informed.push(message);
    }
    render() {
      counted.renders++;
      return html`<p>${this.count}</p>`;
    }
  }
  const { world, outlet } = await adopted(Page);
  counted.renders = 0;
  world.bus.publish("news", "ignore");
  await world.clock.settled();
  assert.equal(counted.renders, 0);
  world.bus.publish("news", "count");
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[0, 1, 0, 1]]);
  world.bus.publish("news", "for the view");
  await world.clock.settled();
  assert.deepEqual(informed, ["for the view"]);
  assert.deepEqual(types[0], ["message", "news"]);
});

Deno.test("what an extension throws is told with its name, and the view lives on", async () => {
  const fail = (): never => {
    throw new Error("broken");
  };
  const broken = extension({
    name: "broken",
    ...{ connected: fail, disconnected: fail, ended: fail, message: fail, rendered: fail },
  });
  const { instance, world, outlet } = await adopted(counterWith(broken));
  world.bus.publish("news", "hello");
  instance.receive(named("increment"));
  await world.clock.settled();
  assert.deepEqual(outlet.take().at(-1), [1, 1, 0, 1]);
  instance.detach();
  await instance.end("left");
  const phases = new Set(world.told("error").map((record) => record.phase));
  const members = ["rendered", "connected", "message", "disconnected", "ended"];
  assert.deepEqual([...phases], members.map((member) => `${member} of "broken"`));
});

Deno.test("a mount that an extension redirects is not the view's, nor that of later extensions", async () => {
  const notes: unknown[] = [];
  const members = extension({
    name: "members",
    mount: async (_view, context: Mount) => {
      await Promise.resolve();
      context.redirect("/login");
    },
  });
  class Page extends counterWith(members, noting("later", notes)) {
    override mount() {
      notes.push("mount");
    }
  }
  const instance = new Instance(Page, new FakeWorld());
  const outcome = await instance.mount(factsFor(), "paint");
  await instance.end("failed");
  assert.equal(outcome.type === "redirect" && outcome.to, "/login");
  assert.deepEqual(notes, []);
});

Deno.test("a mount that an extension fails is not the view's: a guard that breaks lets nobody in", async () => {
  const guard = extension({
    name: "guard",
    mount: () => Promise.reject(new Error("no database")),
  });
  const instance = new Instance(counterWith(guard), new FakeWorld());
  const outcome = await instance.mount(factsFor(), "paint");
  assert(outcome.type === "failed");
  assert.match(String(outcome.error), /Cannot mount "Counter": its extension "guard" failed/);
});

Deno.test("a view's own connected() replaces none of an extension", async () => {
  const notes: unknown[] = [];
  class Page extends counterWith(noting("presence", notes)) {
    connected() {
      notes.push("own connected");
    }
  }
  await adopted(Page);
  const connects = notes.filter((note) => String(note).endsWith("connected"));
  assert.deepEqual(connects, ["presence connected", "own connected"]);
});

Deno.test("an extension's data is in the snapshot, and back before the first render", async () => {
  const data = new WeakMap<LiveView, number>();
  const counting = extension({
    name: "counting",
    event: ({ view }, next) => {
      data.set(view, (data.get(view) ?? 0) + 1);
      return next();
    },
    snapshot: (view) => data.get(view),
    restore: (view, count: number) => data.set(view, count),
  });
  class Page extends LiveView {
    static use = [counting];
    @event
    act() {}
    render() {
      return html`<p>${data.get(this)}</p>`;
    }
  }
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const { instance } = await adopted(Page, world);
  instance.receive(named("act"));
  await world.clock.settled();
  await world.clock.move(1_000);
  const snapshot = await takenFrom(world.state, instance.token, 1);
  assert.deepEqual({ ...snapshot?.extensions }, { counting: 1 });
  assert(snapshot);
  const next = new Instance(Page, world);
  await next.mount(
    factsFor({ restored: { ...snapshot, token: instance.token, seen: seen(0) } }),
    "join",
  );
  assert.match(next.painted().content, />1</);
});

Deno.test("an extension whose snapshot fails costs its own data alone", async () => {
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const uncopied = extension({ name: "uncopied", snapshot: () => () => {} });
  const { instance } = await adopted(counterWith(uncopied), world);
  instance.receive(named("increment"));
  await world.clock.settled();
  await world.clock.move(1_000);
  const snapshot = await takenFrom(world.state, instance.token, 1);
  assert.equal(snapshot?.fields.count, 1);
  assert.equal(snapshot?.extensions, undefined);
  assert.equal(world.told("error")[0]?.phase, 'snapshot of "uncopied"');
});

Deno.test("an instance's host knows that it renders: render, head, and rows that are read late", () => {
  const states: boolean[] = [];
  const world = new FakeWorld();
  class Page extends LiveView {
    render() {
      states.push(running.host.isRendering);
      return html`<p>${
        each([1], (item) => item, () => {
          states.push(running.host.isRendering);
          return html`row`;
        })
      }</p>`;
    }
    head() {
      states.push(running.host.isRendering);
      return html`<title>x</title>`;
    }
  }
  const facts = factsFor();
  const running = new RunningView(new Page(), {
    world,
    id: "1",
    facts,
    extensions: undefined,
    context: new MountContext(facts, "paint"),
    page: undefined,
    place: "",
    changed: () => {},
    grown: () => {},
    viewsChanged: () => {},
    stuck: () => {},
  });
  assert.equal(running.host.isRendering, false);
  running.renderer.paint();
  running.renderer.update();
  assert(states.length >= 6 && states.every((state) => state), states.join());
  assert.equal(running.host.isRendering, false);
});

Deno.test("extension() says what is no member, and what has no name", () => {
  assert.throws(() => extension({ name: "" }), /without a name; write extension\(\{ name:/);
  const wrong = { name: "audit", evnet: () => {} } as Extension;
  assert.throws(() => extension(wrong), /"evnet" is no member; known are mount, connected,/);
  const none = { name: "audit", event: 7 } as unknown as Extension;
  assert.throws(() => extension(none), /"event" is no function/);
});

Deno.test("an instance mounts as before where its class has no extensions", async () => {
  const { instance } = await mounted(counterWith());
  assert.match(instance.painted().content, />0</);
});
