/** Rooms of several hubs that share a store: what crosses, what is mended, what is let go. */

import assert from "node:assert/strict";
import type { PresenceListener, PresenceNode, PresenceStore } from "../../server/world/mod.ts";
import { HandClock, presenceHub } from "../../tests/kit/presence_kit.ts";
import { seedFrom } from "../../tests/seed.ts";
import { memoryPresence } from "../mod.ts";

const names = (people: readonly { id: string }[]): string => people.map(({ id }) => id).join();

/** Two hubs on one store, which may be wrapped. */
function pair(wrap: (store: PresenceStore) => PresenceStore = (store) => store) {
  const clock = new HandClock();
  const store = wrap(memoryPresence({ now: () => clock.now() }));
  const [one, other] = [presenceHub(clock, store), presenceHub(clock, store)];
  return { clock, one, other, close: () => Promise.all([one.rooms.close(), other.rooms.close()]) };
}

/** What a room tells, in words. */
function told(room: ReturnType<ReturnType<typeof presenceHub>["rooms"]["presence"]>): string[] {
  const words: string[] = [];
  room.onChange(({ joins, leaves, updates }) => {
    words.push([
      ...joins.map(({ id }) => `+${id}`),
      ...leaves.map(({ id }) => `-${id}`),
      ...updates.map(({ id }) => `~${id}`),
    ].join(""));
  });
  return words;
}

/** A store with something done to its nodes and to what they hear. */
function wrapped(
  node: (node: PresenceNode) => Partial<PresenceNode>,
  listener: (listener: PresenceListener) => Partial<PresenceListener> = () => ({}),
): (store: PresenceStore) => PresenceStore {
  return (store) => ({
    tick: store.tick,
    cursors: store.cursors,
    spans: store.spans,
    async start(given) {
      const inner = await store.start({ ...given, ...listener(given) });
      const own = node(inner);
      return new Proxy(inner, {
        get(target, name) {
          const value: unknown = Reflect.get(name in own ? own : target, name);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
    },
  });
}

Deno.test("hubs that share a store see each other's people within two ticks", async () => {
  const { clock, one, other, close } = pair();
  const [here, there] = [one.rooms.presence("r"), other.rooms.presence("r")];
  const words = told(there);
  await clock.move(200);
  const ada = here.join({ id: "ada", meta: { name: "Ada" } });
  await clock.move(200);
  assert.equal(names(there.list()), "ada");
  ada.update({ name: "Ada L." });
  ada.typing("title");
  await clock.move(200);
  assert.deepEqual(there.list().map(({ meta, typing }) => [meta.name, typing]), [
    ["Ada L.", "title"],
  ]);
  ada.select({ anchor: "title", start: 1, end: 4 });
  ada.setLocation({ part: "intro" });
  ada.status("away");
  await clock.move(200);
  const [{ selection, location, status } = {}] = there.list();
  assert.deepEqual([selection, location, status], [
    { anchor: "title", start: 1, end: 4 },
    { part: "intro" },
    "away",
  ]);
  ada.leave();
  await clock.move(200);
  assert.equal(there.count(), 0);
  assert.deepEqual(words.filter((word) => word !== ""), ["+ada", "~ada", "~ada", "-ada"]);
  await close();
  assert.equal(clock.timers, 0);
});

Deno.test("who was there before a process looked has not come just now", async () => {
  const { clock, one, other, close } = pair();
  one.rooms.presence("r").join({ id: "ada" });
  await clock.move(500);
  const words = told(other.rooms.presence("r"));
  await clock.move(500);
  assert.equal(names(other.rooms.presence("r").list()), "ada");
  assert.deepEqual(words, [""]);
  await close();
});

Deno.test("one person on two hubs is one, and leaves with the last", async () => {
  const { clock, one, other, close } = pair();
  const [here, there] = [one.rooms.presence("r"), other.rooms.presence("r")];
  const words = told(here);
  const first = here.join({ id: "ada" });
  const second = there.join({ id: "ada" });
  await clock.move(300);
  assert.equal(here.list()[0]?.connections, 2);
  first.leave();
  await clock.move(300);
  assert.deepEqual([names(here.list()), here.list()[0]?.connections], ["ada", 1]);
  second.leave();
  await clock.move(300);
  assert.deepEqual(words.filter((word) => word !== ""), ["+ada", "-ada"]);
  await close();
});

Deno.test("broadcasts reach the members of every hub, of their room only", async () => {
  const { clock, one, other, close } = pair();
  const heard: string[] = [];
  for (const [name, { rooms }] of Object.entries({ one, other })) {
    for (const key of ["r", "s"]) {
      rooms.room(key).listen({ broadcast: (event) => heard.push(`${name} ${key} ${event}`) });
    }
  }
  await clock.move(200);
  one.rooms.presence("r").broadcast("said", { text: "hi" });
  await clock.move(200);
  assert.deepEqual(heard, ["one r said", "other r said"]);
  assert.throws(() => one.rooms.presence("r").broadcast("said", () => {}), /fit into JSON/);
  await close();
});

Deno.test("a hub that drains keeps its people for ten seconds, one that closes does not", async () => {
  for (const isDrained of [true, false]) {
    const { clock, one, other } = pair();
    const there = other.rooms.presence("r");
    const words = told(there);
    one.rooms.presence("r").join({ id: "ada" });
    one.rooms.presence("r").join({ id: "bob" });
    await clock.move(300);
    if (isDrained) await one.rooms.drain();
    await one.rooms.close();
    await clock.move(200);
    assert.equal(names(there.list()), isDrained ? "ada,bob" : "");
    there.join({ id: "ada" });
    await clock.move(11_000);
    assert.equal(names(there.list()), "ada");
    const left = words.filter((word) => word.includes("-"));
    assert.deepEqual(left, isDrained ? ["-bob"] : ["-ada-bob"]);
    await other.rooms.close();
  }
});

Deno.test("while the store is away a hub goes on, and mends what others missed", async () => {
  let isAway = false;
  const fail = (): void => {
    if (isAway) throw new Error("away");
  };
  const { clock, one, other, close } = pair(wrapped((node) => ({
    commit(batch) {
      fail();
      return node.commit(batch);
    },
    read(room) {
      fail();
      return node.read(room);
    },
  })));
  const [here, there] = [one.rooms.presence("r"), other.rooms.presence("r")];
  const ada = here.join({ id: "ada" });
  there.join({ id: "bob" });
  await clock.move(300);
  isAway = true;
  ada.leave();
  here.join({ id: "cy" });
  await clock.move(3_000);
  assert.equal(names(here.list()), "bob,cy");
  assert.equal(names(there.list()), "ada,bob");
  assert.equal(one.rooms.stats().store.state, "degraded");
  const outages = one.records.filter(({ type }) => type === "store");
  assert.deepEqual(outages.map((record) => "status" in record && record.status), ["degraded"]);
  isAway = false;
  await clock.move(2_000);
  assert.equal(names(there.list()), "bob,cy");
  assert.equal(one.rooms.stats().store.state, "up");
  await close();
});

Deno.test("what a store drops, repeats and mixes up is mended by the versions", async () => {
  const random = seedFrom("exchange");
  let isBroken = true;
  const { clock, one, other, close } = pair(wrapped(() => ({}), (listener) => {
    let late: (() => void) | undefined;
    return {
      changed(...change) {
        if (!isBroken) return listener.changed(...change);
        if (random.chance(0.3)) return;
        const tell = (): void => listener.changed(...change);
        if (random.chance(0.3)) late = tell;
        else tell();
        if (random.chance(0.3)) tell();
        if (random.chance(0.5)) late?.();
      },
    };
  }));
  const hubs = [one, other].map(({ rooms }) => rooms.presence("r"));
  const members = [];
  for (let step = 0; step < 100; step++) {
    const hub = random.pick(hubs);
    if (members.length > 0 && random.chance(0.4)) {
      members.splice(random.integer(0, members.length - 1), 1)[0]?.leave();
    } else members.push(hub.join({ id: `p${random.integer(0, 9)}` }));
    await clock.move(random.integer(0, 150));
  }
  isBroken = false;
  for (const hub of hubs) hub.join({ id: "last" });
  await clock.move(500);
  assert.equal(
    names(hubs[0]!.list().toSorted((a, b) => a.id < b.id ? -1 : 1)),
    names(
      hubs[1]!.list().toSorted((a, b) => a.id < b.id ? -1 : 1),
    ),
  );
  assert.ok(hubs[0]!.count() > 1);
  await close();
});

Deno.test("a process that is another node from now on tells everything again", async () => {
  let renew: ((node: string) => void) | undefined;
  const { clock, one, other, close } = pair(wrapped(() => ({}), (listener) => {
    renew ??= listener.renewed;
    return {};
  }));
  one.rooms.presence("r").join({ id: "ada" });
  await clock.move(300);
  const commits: number[] = [];
  const known = other.rooms.room("r").roster;
  known.down(known.nodes[0] ?? "", clock.now());
  renew?.("another");
  await clock.move(300);
  commits.push(one.rooms.room("r").version);
  assert.deepEqual(commits, [1]);
  assert.equal(names(other.rooms.presence("r").list()), "ada");
  await close();
});

Deno.test("a room that nobody uses is forgotten, with all that it held", async () => {
  const clock = new HandClock();
  const alone = presenceHub(clock);
  alone.rooms.presence("r").join({ id: "ada" }).leave();
  assert.equal(alone.rooms.presence("s").count(), 0);
  await clock.move(300);
  assert.deepEqual([alone.rooms.stats().rooms, clock.timers], [0, 0]);

  const shared = presenceHub(clock, memoryPresence());
  shared.rooms.presence("r").join({ id: "ada" }).leave();
  assert.equal(shared.rooms.presence("s").count(), 0);
  await clock.move(29_000);
  assert.equal(shared.rooms.stats().rooms, 2);
  await clock.move(60_000);
  assert.deepEqual([shared.rooms.stats().rooms, clock.timers], [0, 0]);
  await shared.rooms.close();
});

Deno.test("a room has 10,000 connections in one process, and then refuses", async () => {
  const clock = new HandClock();
  const { rooms } = presenceHub(clock);
  const room = rooms.presence("hall");
  const first = room.join({ id: "p0" });
  for (let index = 1; index < 10_000; index++) room.join({ id: `p${index}` });
  await clock.move(200);
  assert.deepEqual([room.count(), room.list().length], [10_000, 50]);
  assert.throws(() => room.join({ id: "late" }), /Cannot join the room "hall": 10000 connections/);
  first.leave();
  room.join({ id: "late" });
  await clock.move(200);
  assert.equal(room.count(), 10_000);
  await rooms.close();
});

Deno.test("a hub whose store cannot be started goes on alone, and joins later", async () => {
  const clock = new HandClock();
  const inner = memoryPresence();
  let isAway = true;
  const store: PresenceStore = {
    tick: 100,
    cursors: undefined,
    spans: "processes",
    start: (listener) => isAway ? Promise.reject(new Error("away")) : inner.start(listener),
  };
  const [one, other] = [presenceHub(clock, store), presenceHub(clock, inner)];
  one.rooms.presence("r").join({ id: "ada" });
  other.rooms.presence("r").join({ id: "bob" });
  await clock.move(2_000);
  assert.equal(names(one.rooms.presence("r").list()), "ada");
  isAway = false;
  await clock.move(2_000);
  assert.equal(names(one.rooms.presence("r").list()), "ada,bob");
  assert.equal(names(other.rooms.presence("r").list()), "ada,bob");
  await one.rooms.close();
  await other.rooms.close();
});

Deno.test("however many rooms are asked for in which nobody is, a thousand are followed", async () => {
  const clock = new HandClock();
  const followed = new Set<string>();
  const { rooms } = presenceHub(
    clock,
    wrapped(() => ({
      follow: (room) => void followed.add(room),
      unfollow: (room) => void followed.delete(room),
    }))(memoryPresence()),
  );
  await clock.move(200);
  for (let room = 0; room < 3_000; room++) {
    rooms.presence(`asked ${room}`).count();
    // As its tick would: what waits to be told is not forgotten.
    if (room % 500 === 0) await clock.move(200);
  }
  rooms.presence("used").join({ id: "ada" });
  await clock.move(200);
  assert(followed.size <= 1_001, `${followed.size}`);
  assert(followed.has("used"));
  await clock.move(40_000);
  assert.deepEqual([...followed], ["used"]);
  await rooms.close();
});
