/** Worlds of tenants: what one says or keeps, no other hears or finds. */

import assert from "node:assert/strict";
import { FakeWorld } from "../../tests/kit/instance_kit.ts";
import { seedFrom } from "../../tests/seed.ts";
import { memoryState } from "./state/memory_state.ts";
import type { OpenSnapshot } from "./state/kept_state.ts";
import { worldFor } from "./tenant.ts";
import type { World } from "./world.ts";

const SNAPSHOT: OpenSnapshot = {
  ...{ epoch: 0, attempt: 0, holder: "h", order: 1, handled: 0, owner: "me", url: "/", view: "" },
  fields: {},
};

function setUp() {
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  return world;
}

const has = async ({ state }: World, key: string) =>
  (await state?.take(key, { holder: "x", attempt: 1, handled: 0 }))?.type === "snapshot";

Deno.test("worldFor() is the world itself for no tenant", () => {
  const world = setUp();
  assert.equal(worldFor(world, undefined), world);
});

Deno.test("worldFor() keeps topics and snapshots of tenants apart, whatever their names", async () => {
  const random = seedFrom("tenants");
  const letters = ["a", "b", ":", "%", "/", "ä", "djust:tenant:a"];
  const word = () =>
    Array.from({ length: random.integer(1, 3) }, () => random.pick(letters)).join("");
  for (let run = 0; run < 50; run++) {
    const world = setUp();
    const names = [...new Set([undefined, word(), word(), word()])];
    const worlds = names.map((name) => worldFor(world, name));
    const topic = word();
    const heard: (string | undefined)[] = [];
    worlds.forEach((world, i) => world.bus.subscribe(topic, () => heard.push(names[i])));
    for (const [i, one] of worlds.entries()) {
      one.bus.publish(topic, 1);
      assert.deepEqual(heard.splice(0), [names[i]]);
      const key = `token${i}`;
      await one.state?.save(key, SNAPSHOT, { ttl: 1_000 });
      for (const other of worlds) assert.equal(await has(other, key), other === one);
      await one.state?.remove(key);
      assert.equal(await has(one, key), false);
    }
  }
});

Deno.test("worldFor() leaves everything else as it is in the world, also what changes", async () => {
  const world = setUp();
  let detail: World["detail"] = "errors";
  Object.defineProperty(world, "detail", { get: () => detail });
  world.leave = (to) => Promise.resolve(`signed ${to}`);
  const own = worldFor(world, "a");
  assert.deepEqual(
    [own.limits, own.process, own.development, own.strictStyles, own.events, own.now()],
    [world.limits, world.process, world.development, world.strictStyles, undefined, world.now()],
  );
  detail = "all";
  assert.equal(own.detail, "all");
  own.observe({ type: "close", instance: "i", view: "V", reason: "left" });
  assert.equal(world.records.length, 1);
  assert.notEqual(own.random(4), own.random(4));
  let rang = 0;
  own.timer(10, () => rang++);
  own.timer(10, () => rang++)();
  await world.clock.move(10);
  assert.equal(rang, 1);
  const carry = { base: "", flash: {}, visitor: { id: "" } };
  assert.equal(await own.leave?.("/x", carry), "signed /x");
  assert.equal(worldFor(new FakeWorld(), "a").state, undefined);
});

Deno.test("worldFor() refuses a tenant without a name", () => {
  assert.throws(() => worldFor(setUp(), ""), /give undefined for none/);
});
