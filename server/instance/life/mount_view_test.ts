/** A mount that takes its time: what it waits for, and what happens to it meanwhile. */

import assert from "node:assert/strict";
import { factsFor, FakeWorld, mounted } from "../../../tests/kit/instance_kit.ts";
import { html } from "../../../vdom/mod.ts";
import type { AsyncValue } from "../../view/async.ts";
import type { Mount } from "../../view/mount.ts";
import { LiveView } from "../../view/view.ts";
import { Instance } from "../instance.ts";

Deno.test("a paint waits for what an async mount loads with await, also after its first await", async () => {
  const loaded = Promise.withResolvers<string>();
  class Profile extends LiveView {
    name?: AsyncValue<string>;
    async mount() {
      await Promise.resolve();
      this.assignAsync("name", () => loaded.promise, { await: true });
      setTimeout(() => loaded.resolve("Ada"), 0);
    }
    render() {
      return html`<p>${this.name?.result}</p>`;
    }
  }
  assert.match((await mounted(Profile)).instance.painted().content, /Ada/);
});

Deno.test("a view that ends while it mounts is not painted, and what it held is let go", async () => {
  let goOn = (): void => {};
  const ends: string[] = [];
  class Slow extends LiveView {
    async mount() {
      this.every(10, () => {});
      await new Promise<void>((resolve) => goOn = resolve);
      this.subscribe("news");
    }
    terminate(reason: string) {
      ends.push(reason);
    }
    render() {
      ends.push("rendered");
      return html`<p></p>`;
    }
  }
  const world = new FakeWorld();
  const instance = new Instance(Slow, world);
  const outcome = instance.mount(factsFor(), "paint");
  await world.clock.settled();
  await instance.end("drained");
  goOn();
  const { type } = await outcome;
  assert.equal(type, "failed");
  assert.equal(instance.ended, true);
  assert.deepEqual(ends, ["drained"]);
  assert.equal(world.clock.timers, 0);
});

Deno.test("a load that fails while the paint waits for it is told, and the page is painted", async () => {
  class Profile extends LiveView {
    name?: AsyncValue<string>;
    mount() {
      this.assignAsync("name", () => Promise.reject(new Error("away")), { await: true });
    }
    render() {
      return html`<p>${this.name?.failed ? "no name" : "?"}</p>`;
    }
  }
  const { instance, world } = await mounted(Profile);
  assert.match(instance.painted().content, /no name/);
  assert.equal(world.told("error")[0]?.phase, "assignAsync name");
});

Deno.test("a status or a header that cannot be is an error of the mount, where its author sees it", async () => {
  const asked: ((ctx: Mount) => void)[] = [
    ...[99, 100, 199, 600, 200.5, NaN, "200" as never].map((code) => (ctx: Mount) =>
      ctx.status(code)
    ),
    (ctx) => ctx.header("x y", "z"),
    (ctx) => ctx.header("x", "a\r\nset-cookie: b"),
    (ctx) => ctx.header("x", "€"),
  ];
  const outcomeOf = (ask: (ctx: Mount) => void): ReturnType<Instance["mount"]> => {
    class Page extends LiveView {
      mount(ctx: Mount) {
        ask(ctx);
      }
      render() {
        return html`<p></p>`;
      }
    }
    return new Instance(Page, new FakeWorld()).mount(factsFor(), "paint");
  };
  for (const ask of asked) {
    const outcome = await outcomeOf(ask);
    assert(outcome.type === "failed" && outcome.phase === "mount", String(ask));
  }
  for (const code of [200, 404, 599]) {
    const outcome = await outcomeOf((ctx) => ctx.status(code));
    assert(outcome.type === "mounted" && outcome.status === code);
  }
});
