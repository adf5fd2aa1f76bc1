/** Session fields of an instance: what a fresh page finds again, when it is written, what is forgotten. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import { adopted, FakeWorld, mounted, named } from "../../../tests/kit/instance_kit.ts";
import { event } from "../../view/event.ts";
import type { Mount } from "../../view/mount.ts";
import { LiveView } from "../../view/view.ts";
import { memoryState } from "../../world/state/memory_state.ts";
import type { StateStore } from "../../world/ports/state_store.ts";

class Todos extends LiveView {
  static state: unknown = { fields: { filter: "session", sort: "session", draft: "reconnect" } };
  filter = "all";
  sort = "age";
  draft = "";
  /** What mount found. */
  found: unknown;
  mount({ restored }: Mount): void {
    this.found = { restored, filter: this.filter };
  }
  @event
  set(fields: Record<string, string>): void {
    Object.assign(this, fields);
  }
  @event
  async slow(): Promise<void> {
    this.filter = "half";
    await new Promise<void>((resolve) => ends.push(resolve));
    this.filter = "whole";
  }
  render() {
    return html`<p>${JSON.stringify([this.filter, this.sort, this.draft, this.found])}</p>`;
  }
}

const ends: (() => void)[] = [];
const FACTS = { owner: "owner" };

function setUp(changes: Partial<StateStore> = {}) {
  const inner = memoryState({ now: () => 0 });
  const writes: string[][] = [];
  const log = { writes, isAway: false };
  const sessions = inner.sessions as NonNullable<StateStore["sessions"]>;
  const away = () => Promise.reject(new Error("away"));
  const store: StateStore = {
    take: (key, wanted) => inner.take(key, wanted),
    save: (key, snapshot, options) => inner.save(key, snapshot, options),
    remove: (key, options) => inner.remove(key, options),
    sessions: {
      read: (...args) => log.isAway ? away() : sessions.read(...args),
      write: (...args) => {
        writes.push(Object.keys(args[2].fields));
        return log.isAway ? away() : sessions.write(...args);
      },
      forget: (...args) => sessions.forget(...args),
    },
    ...changes,
  };
  const world = new FakeWorld();
  world.state = store;
  return { world, log };
}

/** What a fresh page shows. */
async function fresh(
  world: FakeWorld,
  facts: Parameters<typeof mounted>[2] = FACTS,
  view: typeof Todos = Todos,
): Promise<{ filter: string; sort: string; draft: string; found: unknown }> {
  const { instance } = await mounted(view, world, facts);
  const text = /<p[^>]*>(.*)<\/p>/.exec(instance.painted().content)?.[1] ?? "";
  const plain = text.replace(/<!--.*?-->/g, "").replaceAll("&quot;", '"');
  const [filter, sort, draft, found] = JSON.parse(plain);
  await instance.end("unclaimed");
  return { filter, sort, draft, found };
}

Deno.test("a fresh page of the visitor finds the session fields before mount, and no others", async () => {
  const { world, log } = setUp();
  assert.deepEqual((await fresh(world)).found, { filter: "all" });
  const { instance } = await adopted(Todos, world, FACTS);
  instance.receive(named("set", { filter: "done", draft: "hello" }));
  await world.clock.settled();
  assert.deepEqual(log.writes, [["filter"]]);
  const found = { restored: ["filter"], filter: "done" };
  assert.deepEqual(await fresh(world), { filter: "done", sort: "age", draft: "", found });
  // A page that is open does not follow another, and a page that shows something else writes it.
  const other = await adopted(Todos, world, FACTS);
  instance.receive(named("set", { sort: "name" }));
  await world.clock.move(1_000);
  other.instance.receive(named("set", { filter: "open" }));
  await world.clock.move(1_000);
  assert.deepEqual(await fresh(world), {
    ...{ filter: "open", sort: "name", draft: "" },
    found: { restored: ["filter", "sort"], filter: "open" },
  });
  await Promise.all([instance.end("left"), other.instance.end("left")]);
  assert.equal(world.clock.timers, 0);
});

Deno.test("session fields are of one session, one user, one route and one class", async () => {
  const { world } = setUp();
  const { instance } = await adopted(Todos, world, FACTS);
  instance.receive(named("set", { filter: "done" }));
  await world.clock.settled();
  await instance.end("left");
  class Others extends Todos {}
  assert.equal((await fresh(world)).filter, "done");
  assert.equal((await fresh(world, { owner: "another" })).filter, "all");
  assert.equal((await fresh(world, { ...FACTS, session: { id: "another" } })).filter, "all");
  assert.equal((await fresh(world, { ...FACTS, session: { id: "" } })).filter, "all");
  assert.equal((await fresh(world, FACTS, Others)).filter, "all");
});

Deno.test("a late write after a logout brings nothing back, and the page writes no more", async () => {
  const { world, log } = setUp();
  const { instance } = await adopted(Todos, world, FACTS);
  instance.receive(named("set", { filter: "done" }));
  await world.clock.settled();
  await world.state?.sessions?.forget("visitor");
  instance.receive(named("set", { filter: "secret" }));
  await world.clock.move(1_000);
  assert.equal(log.writes.length, 2);
  assert.equal((await fresh(world)).filter, "all");
  instance.receive(named("set", { filter: "more" }));
  await world.clock.move(5_000);
  assert.equal(log.writes.length, 2);
  // The visitor is there again, with the same session.
  const { instance: next } = await adopted(Todos, world, FACTS);
  next.receive(named("set", { filter: "new" }));
  await world.clock.settled();
  assert.equal((await fresh(world)).filter, "new");
  await Promise.all([instance.end("left"), next.end("disconnected")]);
});

Deno.test("what changes often is written once a second, never half-done, and at the end", async () => {
  const { world, log } = setUp();
  const { instance } = await adopted(Todos, world, FACTS);
  for (const filter of ["a", "b", "c"]) {
    instance.receive(named("set", { filter }));
    await world.clock.settled();
  }
  assert.equal(log.writes.length, 1);
  await world.clock.move(1_000);
  assert.equal(log.writes.length, 2);
  assert.equal((await fresh(world)).filter, "c");
  await world.clock.move(1_000);
  instance.receive(named("slow"));
  await world.clock.move(5_000);
  assert.equal((await fresh(world)).filter, "c");
  ends.pop()?.();
  await world.clock.settled();
  assert.equal((await fresh(world)).filter, "whole");
  instance.receive(named("set", { filter: "last" }));
  await world.clock.settled();
  instance.detach();
  await world.clock.settled();
  assert.equal((await fresh(world)).filter, "last");
  instance.receive(named("set", { filter: "very last" }));
  await world.clock.settled();
  await instance.drain();
  assert.equal((await fresh(world)).filter, "very last");
  await instance.end("drained");
});

Deno.test("a store that is away costs what was kept, and is tried again", async () => {
  const { world, log } = setUp();
  const { instance } = await adopted(Todos, world, FACTS);
  log.isAway = true;
  assert.equal((await fresh(world)).filter, "all");
  instance.receive(named("set", { filter: "done" }));
  await world.clock.move(3_000);
  assert(log.writes.length > 1);
  log.isAway = false;
  await world.clock.move(30_000);
  assert.equal((await fresh(world)).filter, "done");
  await instance.end("left");
});

Deno.test("session fields over 16 KB in all are not kept, and that is said", async () => {
  const { world, log } = setUp();
  const { instance } = await adopted(Todos, world, FACTS);
  instance.receive(named("set", { filter: "x".repeat(9_000) }));
  await world.clock.move(1_000);
  instance.receive(named("set", { sort: "y".repeat(9_000) }));
  await world.clock.move(1_000);
  assert.equal(log.writes.length, 1);
  const [warning] = world.told("warning");
  assert.match(
    warning?.message ?? "",
    /"Todos" are not kept .* 16 KB in all: the largest is "(filter|sort)"/,
  );
  assert.equal((await fresh(world)).filter.length, 9_000);
  instance.receive(named("set", { sort: "y" }));
  await world.clock.move(1_000);
  assert.deepEqual(log.writes, [["filter"], ["sort"]]);
  await instance.end("left");
});

Deno.test("session fields of another version go through migrate, or are none", async () => {
  const { world } = setUp();
  const { instance } = await adopted(Todos, world, FACTS);
  instance.receive(named("set", { filter: "done" }));
  await world.clock.settled();
  await instance.end("left");
  const fields = { filter: "session" };
  const versions: [unknown, string][] = [
    [{
      version: 2,
      fields,
      migrate: (old: { filter: string }) => ({ filter: `new ${old.filter}` }),
    }, "new done"],
    [{ version: 2, fields }, "all"],
    [{ version: 2, fields, migrate: () => assert.fail("no way") }, "all"],
  ];
  for (const [state, filter] of versions) {
    // The same name, in the code of another deploy.
    const Next = { Todos: class extends Todos {} }.Todos;
    Next.state = state;
    assert.equal((await fresh(world, FACTS, Next)).filter, filter);
    assert.equal((await fresh(world, FACTS, Next)).filter, filter);
  }
  // Told once for the class.
  assert.deepEqual(world.unreadable.map((record) => record.type), ["unreadable"]);
});
