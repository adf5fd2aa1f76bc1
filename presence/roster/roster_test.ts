/** The roster against a plain model, and what it promises one by one. */

import assert from "node:assert/strict";
import type { PresenceEntry } from "../../server/world/mod.ts";
import { seedFrom, size } from "../../tests/seed.ts";
import { QUIET } from "./quiet.ts";
import { Roster } from "./roster.ts";
import { LARGE, LISTED } from "./told.ts";

function entry(connection: string, more: Partial<PresenceEntry> = {}): PresenceEntry {
  const user = more.user ?? connection;
  return { connection, user, joinedAt: 0, updatedAt: 0, status: "active", meta: {}, ...more };
}

const ids = (people: readonly { id: string }[]): string[] => people.map(({ id }) => id);

/** What a tick tells: who came, who left, who changed. */
function told(roster: Roster): [joins: string[], leaves: string[], updates: string[]] | undefined {
  const taken = roster.take();
  return taken && [ids(taken.joins), ids(taken.leaves), ids(taken.updates)];
}

Deno.test("a roster tells who came, left and changed, once", () => {
  const roster = new Roster();
  roster.join(entry("a"));
  roster.join(entry("b"));
  assert.deepEqual(told(roster), [["a", "b"], [], []]);
  assert.equal(told(roster), undefined);
  roster.change("a", { meta: { name: "Ada" }, updatedAt: 1 });
  roster.leave("b");
  assert.deepEqual(told(roster), [[], ["b"], ["a"]]);
});

Deno.test("who comes and leaves within a tick was never there", () => {
  const roster = new Roster();
  roster.join(entry("a"));
  roster.leave("a");
  assert.equal(told(roster), undefined);
  roster.join(entry("b"));
  roster.take();
  roster.leave("b");
  roster.join(entry("b2", { user: "b" }));
  assert.equal(told(roster), undefined);
});

Deno.test("who is back within the grace has not left, and came when they came", () => {
  const roster = new Roster();
  roster.join(entry("a", { joinedAt: 5 }));
  roster.take();
  roster.lose("a", "closed", 3_000);
  assert.equal(told(roster), undefined, "nobody sees a page that is closed");
  roster.join(entry("a2", { user: "a", joinedAt: 2_000, updatedAt: 1 }));
  roster.take();
  assert.deepEqual(roster.list().map(({ joinedAt, connections }) => [joinedAt, connections]), [
    [5, 1],
  ]);
  roster.expire(10_000);
  assert.equal(told(roster), undefined);
  assert.equal(roster.deadline, undefined);
});

Deno.test("who loses the line is reconnecting until it is back, or the grace is over", () => {
  const roster = new Roster();
  roster.join(entry("a", { status: "idle" }));
  roster.take();
  roster.lose("a", "lost", 10_000);
  assert.deepEqual(told(roster), [[], [], ["a"]]);
  assert.equal(roster.list()[0]?.status, "reconnecting");
  assert.equal(roster.back("a"), true);
  roster.take();
  assert.equal(roster.list()[0]?.status, "idle");
  roster.lose("a", "lost", 10_000);
  assert.equal(roster.deadline, 10_000);
  roster.expire(9_999);
  roster.take();
  assert.equal(roster.count, 1);
  roster.expire(10_000);
  assert.deepEqual(told(roster), [[], ["a"], []]);
  assert.equal(roster.back("a"), false);
});

Deno.test("a node that is down takes its people along, one that is back brings them without a word", () => {
  const roster = new Roster();
  const ada = entry("a");
  roster.apply("far", 1, [{ type: "put", entry: ada }]);
  assert.deepEqual(told(roster), [["a"], [], []]);
  roster.down("far", 0);
  assert.deepEqual(told(roster), [[], ["a"], []]);
  roster.read("far", 1, [ada]);
  assert.deepEqual(told(roster), [[], [], []], "they are shown, and nobody is told that they came");
  roster.down("far", 0);
  roster.take();
  roster.expire(QUIET);
  roster.read("far", 1, [ada]);
  assert.deepEqual(told(roster), [["a"], [], []]);
});

Deno.test("what is late of a node that was down tells of nobody who has left elsewhere since", () => {
  const roster = new Roster();
  const ada = entry("a");
  roster.apply("far", 1, [{ type: "put", entry: ada }]);
  roster.apply("near", 1, [{ type: "put", entry: ada }]);
  roster.take();
  roster.down("far", 0);
  roster.take();
  roster.apply("near", 2, [{ type: "remove", connection: "a" }]);
  assert.deepEqual(told(roster), [[], ["a"], []]);
  roster.read("far", 1, [ada]);
  assert.deepEqual(told(roster), [[], [], []]);
  roster.read("far", 2, []);
  assert.deepEqual(told(roster), [[], [], []], "she was told to have left");
});

Deno.test("people of a node that drains have ten seconds, also when it is down meanwhile", () => {
  const roster = new Roster();
  roster.apply("far", 1, [{ type: "put", entry: entry("a") }]);
  roster.apply("far", 2, [{ type: "put", entry: entry("b") }]);
  roster.take();
  roster.drain("far", 0);
  roster.down("far", 100);
  roster.join(entry("a2", { user: "a" }));
  assert.equal(roster.take()?.leaves.length ?? 0, 0);
  roster.expire(10_000);
  assert.deepEqual(told(roster)?.[1], ["b"]);
  assert.deepEqual(ids(roster.list()), ["a"]);
});

Deno.test("commits that are repeated, late or missing are told from those that are next", () => {
  const roster = new Roster();
  const put = (name: string) => [{ type: "put", entry: entry(name) } as const];
  assert.equal(roster.apply("far", 1, put("a")), "applied");
  assert.equal(roster.apply("far", 1, put("x")), "old");
  assert.equal(roster.apply("far", 3, put("x")), "gap");
  roster.read("far", 3, [entry("c")]);
  roster.read("far", 2, [entry("late")]);
  assert.equal(roster.apply("far", 4, put("d")), "applied");
  roster.take();
  assert.deepEqual(ids(roster.list()), ["c", "d"]);
});

Deno.test("tabs that disagree are merged alike, in whatever order they came", () => {
  const parts = [
    entry("1", { user: "a", updatedAt: 5, meta: { name: "late" }, status: "away", joinedAt: 9 }),
    entry("2", { user: "a", updatedAt: 5, meta: { name: "later" }, status: "idle", joinedAt: 3 }),
    entry("0", { user: "a", updatedAt: 1, meta: { name: "early" }, joinedAt: 7 }),
  ];
  const records = [parts, [...parts].reverse()].map((all) => {
    const roster = new Roster();
    for (const part of all) roster.apply(part.connection, 1, [{ type: "put", entry: part }]);
    roster.take();
    return JSON.stringify(roster.list());
  });
  assert.equal(records[0], records[1]);
  assert.deepEqual(JSON.parse(records[0] ?? "")[0], {
    id: "a",
    joinedAt: 3,
    meta: { name: "later" },
    metas: [{ name: "later" }, { name: "late" }, { name: "early" }],
    connections: 3,
    status: "active",
  });
});

Deno.test("names that every object has are names of people and of metas like others", () => {
  const roster = new Roster();
  const meta = JSON.parse('{"__proto__":"p","constructor":"c","id":"mine","name":"Ada"}');
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    roster.join(entry(name, { meta }));
    roster.type(name, "__proto__", 0);
  }
  assert.equal(roster.take()?.joins.length, 4);
  const [first] = roster.list();
  assert.equal(first?.id, "__proto__");
  assert.equal((first as unknown as { name: string }).name, "Ada");
  assert.equal(Object.getPrototypeOf(first), Object.prototype);
  assert.equal(first?.constructor, Object);
  assert.equal(Object.hasOwn(Object.prototype, "name"), false);
  roster.leave("__proto__");
  assert.deepEqual(told(roster)?.[1], ["__proto__"]);
});

Deno.test("of a large room the first are listed, and nobody is named", () => {
  const roster = new Roster();
  for (let index = 0; index <= LARGE; index++) {
    roster.join(entry(`c${index}`, { joinedAt: LARGE - index }));
  }
  assert.deepEqual(told(roster), [[], [], []]);
  assert.equal(roster.list().length, LISTED);
  assert.equal(roster.shown, LARGE + 1);
  assert.equal(roster.list()[0]?.id, `c${LARGE}`);
  roster.leave("c0");
  assert.deepEqual(told(roster), [[], ["c0"], []]);
  assert.equal(roster.list().length, LARGE);
});

Deno.test("typing is over after five seconds, and ends with who types", () => {
  const roster = new Roster();
  roster.join(entry("a"));
  roster.type("a", "title", 0);
  roster.type("nobody", "title", 0);
  assert.deepEqual(told(roster), [["a"], [], []]);
  assert.equal(roster.list()[0]?.typing, "title");
  assert.equal(roster.deadline, 5_000);
  roster.expire(5_000);
  assert.deepEqual(told(roster), [[], [], []], "it is no update, and shown all the same");
  assert.equal(roster.list()[0]?.typing, undefined);
  roster.type("a", "title", 5_000);
  roster.leave("a");
  roster.expire(20_000);
  assert.equal(roster.deadline, undefined);
});

/** The plain model: connections by node, each with its user, and until when it is kept. */
class Model {
  readonly connections = new Map<string, { node: string; user: string; until?: number }>();
  users(): Set<string> {
    return new Set([...this.connections.values()].map(({ user }) => user));
  }
}

Deno.test("a connection that comes again in its grace stays when that is over", () => {
  const roster = new Roster();
  roster.join(entry("c"));
  roster.take();
  // Its page went to another process, and is back.
  roster.lose("c", "closed", 3_000);
  roster.join(entry("c"));
  roster.expire(3_000);
  assert.equal(roster.take()?.leaves.length ?? 0, 0);
  assert.deepEqual(ids(roster.list()), [entry("c").user]);
});

Deno.test("a closed page has its grace where others have its successor: a third may not know of that yet", () => {
  const roster = new Roster();
  roster.join(entry("c"));
  roster.apply("x", 1, [{ type: "put", entry: entry("c") }]);
  roster.lose("c", "closed", 3_000);
  assert.equal(roster.isOwn("c"), true);
  roster.expire(3_000);
  assert.equal(roster.isOwn("c"), false);
});

Deno.test("a commit from before a node was read to have nobody is no news: it is read", () => {
  const roster = new Roster();
  roster.apply("x", 1, [{ type: "put", entry: entry("c") }]);
  roster.clear("x");
  assert.equal(roster.apply("x", 2, [{ type: "put", entry: entry("d") }]), "gap");
  roster.read("x", 3, [entry("e")]);
  assert.equal(roster.apply("x", 4, []), "applied");
});

Deno.test("Roster.isOwn() tells a connection that came here from the same one at the node it left", () => {
  const roster = new Roster();
  roster.apply("x", 1, [{ type: "put", entry: entry("c") }]);
  assert.equal(roster.isOwn("c"), false);
  roster.join(entry("c"));
  assert.equal(roster.isOwn("c"), true);
  roster.down("x", 0);
  roster.expire(60_000);
  assert.equal(roster.isOwn("c"), true);
  roster.take();
  assert.deepEqual(ids(roster.list()), [entry("c").user]);
});

Deno.test("a roster shows whom a plain model has, and its events lead from list to list", () => {
  const random = seedFrom("roster");
  for (let round = 0; round < size(40, 400); round++) {
    const roster = new Roster();
    const model = new Model();
    const versions = new Map<string, number>();
    const people = new Set<string>();
    let now = 0;
    let count = 0;
    for (let step = 0; step < 80; step++) {
      now += random.integer(0, 2_000);
      roster.expire(now);
      for (const [connection, { until = Infinity }] of model.connections) {
        if (until <= now) model.connections.delete(connection);
      }
      const own = [...model.connections].filter(([, { node }]) => node === "");
      switch (random.integer(0, 6)) {
        case 0:
        case 1: {
          const [connection, user] = [`c${count++}`, random.pick(["a", "b", "__proto__", "d"])];
          for (const [other, kept] of own) {
            if (kept.user === user && kept.until !== undefined) model.connections.delete(other);
          }
          roster.join(entry(connection, { user }));
          model.connections.set(connection, { node: "", user });
          break;
        }
        case 2:
          if (own.length > 0) {
            const [connection] = random.pick(own);
            roster.leave(connection);
            model.connections.delete(connection);
          }
          break;
        case 3:
          if (own.length > 0) {
            const [connection, kept] = random.pick(own);
            roster.lose(connection, "lost", now + 3_000);
            kept.until = now + 3_000;
          }
          break;
        case 4:
          if (own.length > 0) {
            const [connection, kept] = random.pick(own);
            assert.equal(roster.back(connection), true);
            delete kept.until;
          }
          break;
        case 5: {
          const node = random.pick(["x", "y"]);
          const version = (versions.get(node) ?? 0) + 1;
          versions.set(node, version);
          const far = entry(`${node}${random.integer(0, 3)}`, { user: random.pick(["a", "z"]) });
          const isThere = random.chance(0.6);
          const { connection, user } = far;
          roster.apply(node, version, [
            isThere ? { type: "put", entry: far } : { type: "remove", connection },
          ]);
          if (isThere) model.connections.set(connection, { node, user });
          else model.connections.delete(connection);
          break;
        }
        default: {
          const taken = roster.take();
          for (const { id } of taken?.leaves ?? []) {
            assert.ok(people.delete(id), `${id} left twice`);
          }
          for (const { id } of taken?.joins ?? []) {
            assert.ok(!people.has(id), `${id} came twice`);
            people.add(id);
          }
          assert.deepEqual(people, new Set(ids(roster.list())));
          assert.deepEqual(people, model.users());
        }
      }
      assert.equal(roster.count, model.users().size);
    }
  }
});
