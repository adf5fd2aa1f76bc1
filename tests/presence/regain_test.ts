/** Locks of a page that is restored in another process: held again, or told to be lost. */

/// <reference lib="deno.unstable" />

import assert from "node:assert/strict";
import { event, html, LiveView, type Mount } from "@djust/live";
import { visit } from "@djust/live/testing";
import { memoryPresence, presence, PresenceMixin } from "@djust/live/presence";
import { HeldLocks } from "../../presence/room/held_locks.ts";
import type { PresenceNode } from "../../server/world/mod.ts";
import { KvNode } from "../../stores/kv/node/mod.ts";
import { KvPresence } from "../../stores/kv/presence/mod.ts";
import { MovedClock } from "../kit/moved_clock.ts";
import { HandClock, presenceHub } from "../kit/presence_kit.ts";

const ADA = { id: "ada" };
const BOB = { id: "bob" };

/** What a snapshot of the page that edits holds, and a view that can be restored from it. */
function restorable() {
  const kept: { data?: unknown } = {};
  class Editor extends PresenceMixin(LiveView) {
    presenceKey = "doc";
    state = "free";
    mount({ query }: Mount) {
      this.trackPresence({});
      if (!query.has("restored")) return;
      presence.restore?.(this, structuredClone(kept.data));
      this.state = "mine";
    }
    onLockLost(part: string) {
      this.state = `lost ${part}`;
    }
    @event
    async take() {
      const lock = await this.lock("intro", { ttl: 9_000 });
      this.state = lock.ok ? "mine" : `of ${lock.heldBy}`;
      kept.data ??= presence.snapshot?.(this);
    }
    @event
    async free() {
      await this.unlock("intro");
      this.state = "free";
    }
    render() {
      return html`<button id="take" dj-click=${this.take}>take</button>
        <button id="free" dj-click=${this.free}>free</button><output>${this.state}</output>`;
    }
  }
  return { Editor, kept };
}

Deno.test("a page that is restored holds its locks again, and keeps them", async () => {
  const { Editor, kept } = restorable();
  const ada = await visit(Editor, { user: ADA });
  await ada.click("#take");
  assert.deepEqual(
    (kept.data as { locks: { part: string; ttl: number }[] }).locks.map(({ part, ttl }) => [
      part,
      ttl,
    ]),
    [["intro", 9_000]],
  );
  const restored = await ada.another({ path: "/?restored", user: ADA, same: true });
  const bob = await ada.another({ user: BOB });
  await restored.settled();
  await ada.clock.move(20_000);
  await restored.settled();
  await bob.click("#take");
  assert.deepEqual([restored.text("output"), bob.text("output")], ["mine", "of ada"]);
  await restored.click("#free");
  await bob.click("#take");
  assert.equal(bob.text("output"), "mine", "the restored page lets it go");
});

Deno.test("a page that is restored is told of the locks that another has, or had meanwhile", async () => {
  for (const isHeld of [true, false]) {
    const { Editor } = restorable();
    const ada = await visit(Editor, { user: ADA });
    await ada.click("#take");
    await ada.click("#free");
    const bob = await ada.another({ user: BOB });
    await bob.click("#take");
    if (!isHeld) await bob.click("#free");
    const restored = await ada.another({ path: "/?restored", user: ADA, same: true });
    await ada.clock.move(1_000);
    await restored.settled();
    assert.equal(restored.text("output"), "lost intro");
    await bob.click("#take");
    assert.equal(bob.text("output"), "mine", "nobody else has it");
  }
});

Deno.test("unlock() while a lock is taken again lets it go; where the store fails it is lost", async () => {
  const clock = new HandClock();
  const memory = memoryPresence({ now: () => clock.now() });
  let isAway = false;
  const { rooms } = presenceHub(clock, {
    tick: memory.tick,
    cursors: undefined,
    spans: "processes",
    async start(listener) {
      const node = await memory.start(listener);
      const lock: PresenceNode["lock"] = (...all) =>
        isAway ? Promise.reject(new Error("away")) : node.lock(...all);
      return new Proxy(node, {
        get(target, name) {
          if (name === "lock") return lock;
          const value: unknown = Reflect.get(target, name);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
    },
  });
  const lost: string[] = [];
  const made = (user: string): HeldLocks =>
    new HeldLocks(rooms, {
      room: rooms.room("doc"),
      holder: { connection: `of ${user}`, user },
      lost: (part) => lost.push(part),
    });
  const before = made("ada");
  const taking = before.lock("intro", 9_000);
  await clock.move(0);
  await taking;
  const kept = before.end("moves");
  assert.deepEqual(kept.map(({ part, ttl }) => [part, ttl]), [["intro", 9_000]]);
  const after = made("ada");
  after.regain(kept);
  assert.deepEqual(after.kept, kept, "a snapshot meanwhile keeps it");
  const unlocking = after.unlock("intro");
  await clock.move(0);
  assert.equal(await unlocking, true);
  assert.deepEqual([after.kept, lost], [[], []]);
  isAway = true;
  made("ada").regain(kept);
  await clock.move(0);
  assert.deepEqual(lost, ["intro"]);
  await rooms.close();
});

Deno.test("on Deno KV a lock moves with its page from a killed process, under the same token", async () => {
  using kv = await Deno.openKv(":memory:");
  const clock = new MovedClock();
  const quiet = { changed() {}, lost() {}, node() {}, cast() {}, renewed() {} };
  const start = () =>
    new KvPresence(() => {
      const node = new KvNode({ kv, clock });
      return { node, end: () => node.close() };
    }).start(quiet);
  const [killed, other] = [await start(), await start()];
  const holder = { connection: "a", user: "ada" };
  const first = await killed.lock("room", "intro", { holder, ttl: 15_000 });
  assert(first.ok);
  assert.equal((await other.lock("room", "intro", { holder, ttl: 15_000 })).ok, false);
  const moved = await other.lock("room", "intro", { holder, ttl: 15_000, over: ["a"] });
  assert.deepEqual(moved, first);
  const held = { connection: "a", token: first.token };
  assert.equal(await killed.renew("room", "intro", { ...held, ttl: 15_000 }), false);
  assert.equal(await killed.unlock("room", "intro", held), false);
  assert.equal(await other.renew("room", "intro", { ...held, ttl: 15_000 }), true);
  await killed.close();
  await other.close();
});

Deno.test("who asks for a lock that a killed process holds for their own page gets it", async () => {
  using kv = await Deno.openKv(":memory:");
  const clock = new MovedClock();
  const store = new KvPresence(() => {
    const node = new KvNode({ kv, clock });
    return { node, end: () => node.close() };
  });
  const hand = new HandClock();
  const [killed, other] = [presenceHub(hand, store), presenceHub(hand, store)];
  const locksOf = ({ rooms }: typeof killed): HeldLocks => {
    const holder = { connection: "a", user: "ada" };
    return new HeldLocks(rooms, { room: rooms.room("doc"), holder, lost() {} });
  };
  const first = await locksOf(killed).lock("intro");
  assert(first.ok);
  assert.deepEqual(await locksOf(other).lock("intro"), first);
  await killed.rooms.close();
  await other.rooms.close();
});
