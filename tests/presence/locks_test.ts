/** Locks of views and their rooms: held, kept, lost, let go. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "@djust/live";
import { visit } from "@djust/live/testing";
import { memoryPresence, PresenceMixin } from "@djust/live/presence";
import { HeldLocks } from "../../presence/room/held_locks.ts";
import type { PresenceLock } from "../../server/world/mod.ts";
import { HandClock, presenceHub } from "../kit/presence_kit.ts";

class Editor extends PresenceMixin(LiveView) {
  presenceKey = "doc";
  state = "free";
  mount() {
    this.trackPresence({});
  }
  onLockLost(part: string) {
    this.state = `lost ${part}`;
  }
  @event
  async take() {
    const lock = await this.lock("intro", { ttl: 9_000 });
    this.state = lock.ok ? "mine" : `of ${lock.heldBy}`;
    if (lock.ok) this.setLocation({ part: "intro" });
  }
  @event
  async free() {
    this.state = `unlocked ${await this.unlock("intro")}`;
  }
  render() {
    return html`<button id="take" dj-click=${this.take}>take</button>
      <button id="free" dj-click=${this.free}>free</button>
      <output>${this.state}</output><i>${this.membersAt("intro").map(({ id }) => id).join()}</i>`;
  }
}

const ADA = { id: "ada" };
const BOB = { id: "bob" };

Deno.test("a lock is one person's until it is let go, or they leave", async () => {
  const ada = await visit(Editor, { user: ADA });
  const bob = await ada.another({ user: BOB });
  await ada.click("#take");
  await bob.click("#take");
  assert.deepEqual([ada.text("output"), bob.text("output")], ["mine", "of ada"]);
  await ada.clock.move(60_000);
  await bob.click("#take");
  assert.deepEqual([ada.text("output"), bob.text("output")], ["mine", "of ada"], "it is renewed");
  assert.deepEqual([ada.text("i"), bob.text("i")], ["ada", "ada"]);
  await ada.click("#free");
  await ada.click("#free");
  assert.equal(ada.text("output"), "unlocked false");
  await bob.click("#take");
  await ada.click("#take");
  assert.deepEqual([ada.text("output"), bob.text("output")], ["of bob", "mine"]);
  await bob.close();
  await ada.click("#take");
  assert.equal(ada.text("output"), "mine");
});

Deno.test("the same person may take a lock over while the line of the other page is lost", async () => {
  const ada = await visit(Editor, { user: ADA });
  const bob = await ada.another({ user: BOB });
  await ada.click("#take");
  const tab = await ada.another({ user: ADA, same: true });
  await tab.click("#take");
  assert.equal(tab.text("output"), "of ada", "both pages are there");
  await ada.goOffline();
  await tab.click("#take");
  await bob.click("#take");
  assert.deepEqual([tab.text("output"), bob.text("output")], ["mine", "of ada"]);
  await ada.goOnline();
  await ada.clock.move(9_000);
  await ada.settled();
  assert.equal(ada.text("output"), "lost intro");
});

Deno.test("a lock that cannot be renewed is given up before another can have it", async () => {
  const memory = memoryPresence({ now: () => now() });
  let now = (): number => 0;
  let isAway = false;
  const ada = await visit(Editor, {
    user: ADA,
    options: {
      observe: () => {},
      presence: {
        tick: memory.tick,
        cursors: undefined,
        spans: "processes",
        async start(listener) {
          const node = await memory.start(listener);
          return new Proxy(node, {
            get(target, name) {
              const value: unknown = Reflect.get(target, name);
              if (name === "renew" && isAway) return () => Promise.reject(new Error("away"));
              return typeof value === "function" ? value.bind(target) : value;
            },
          });
        },
      },
    },
  });
  now = () => ada.clock.now();
  await ada.click("#take");
  await ada.clock.move(20_000);
  await ada.settled();
  assert.equal(ada.text("output"), "mine");
  isAway = true;
  const other = await memory.start({
    changed() {},
    lost() {},
    node() {},
    cast() {},
    renewed() {},
  });
  const isFree = async (): Promise<boolean> => {
    const bob = { connection: "b", user: "bob" };
    return (await other.lock("doc", "intro", { holder: bob, ttl: 1_000 })).ok;
  };
  for (let ms = 0; ms < 9_000 && ada.text("output") === "mine"; ms += 500) {
    assert.equal(await isFree(), false, "nobody else has it while it is believed in");
    await ada.clock.move(500);
    await ada.settled();
  }
  assert.equal(ada.text("output"), "lost intro");
  assert.equal(await isFree(), false);
});

Deno.test("who is not tracked, or asks for a strange time, is told what to do", async () => {
  class Wrong extends PresenceMixin(LiveView) {
    presenceKey = "doc";
    said: string[] = [];
    @event
    async run() {
      const calls = [
        () => this.lock("a"),
        () => this.updatePresence({}),
        () => this.trackPresence([] as never),
        () => this.typing("x".repeat(100)),
        () => this.broadcastToPresence("", 1),
      ];
      for (const call of calls) {
        try {
          await call();
        } catch (error) {
          this.said.push(String(error));
        }
      }
      this.trackPresence({});
      await this.lock("a", { ttl: 1 }).catch((error) => this.said.push(String(error)));
      this.presenceKey = "";
      await this.lock("a").catch((error) => this.said.push(String(error)));
    }
    render() {
      return html`<button dj-click=${this.run}>run</button><pre>${this.said.join(" | ")}</pre>`;
    }
  }
  const page = await visit(Wrong);
  await page.click("button");
  assert.deepEqual(page.text("pre").split(" | ").map((line) => line.replace(/^\w+: /, "")), [
    'Cannot lock "a": nobody is tracked; call trackPresence() first',
    "Cannot update the presence: nobody is tracked; call trackPresence() first",
    'Cannot set the presence: it is object; give an object like { name: "Ada" }',
    "Cannot type in a field without a name; give a text of 1 to 64 letters",
    'Cannot broadcast an event without a name; give a text like "saved"',
    'Cannot lock "a" for 1 ms: give 1000 to 600000',
    'Cannot lock "a": the view is in no room; set presenceKey = "…", and the fields that are in it',
  ]);
});

Deno.test("a lock of whose line is lost for too long is free, and they hear of it when they are back", async () => {
  const ada = await visit(Editor, { user: ADA });
  const bob = await ada.another({ user: BOB });
  await ada.click("#take");
  await ada.goOffline();
  await ada.clock.move(9_000);
  await bob.click("#take");
  assert.equal(bob.text("output"), "of ada");
  await ada.clock.move(2_000);
  await bob.click("#take");
  assert.equal(bob.text("output"), "mine");
  await ada.goOnline();
  await ada.clock.move(1_000);
  await ada.settled();
  assert.equal(ada.text("output"), "lost intro");
  await bob.click("#free");
  await ada.click("#take");
  assert.equal(ada.text("output"), "mine");
});

Deno.test("a connection holds 100 locks at most, of parts with short names", async () => {
  class Greedy extends PresenceMixin(LiveView) {
    presenceKey = "doc";
    said: string[] = [];
    mount() {
      this.trackPresence({});
    }
    @event
    async run() {
      const parts = Array.from({ length: 101 }, (_, number) => `${number}`);
      for (const part of [...parts, "0", "", "x".repeat(257), 7 as never]) {
        await this.lock(part).catch((error) => this.said.push(error.message));
      }
      await this.unlock("0");
      this.said.push(String((await this.lock("100")).ok));
    }
    render() {
      return html`<button dj-click=${this.run}>run</button><pre>${this.said.join(" | ")}</pre>`;
    }
  }
  const page = await visit(Greedy);
  await page.click("button");
  const nameless = "Cannot lock a part without a name; give a text of 1 to 256 characters";
  assert.deepEqual(page.text("pre").split(" | "), [
    'Cannot lock "100": 100 are held already; let some go with unlock()',
    nameless,
    nameless,
    nameless,
    "true",
  ]);
});

Deno.test("a lock that comes after its view, while the store goes away, throws at nobody", async () => {
  const clock = new HandClock();
  const memory = memoryPresence({ now: () => clock.now() });
  const asked: string[] = [];
  let grant = (): void => {};
  const { rooms } = presenceHub(clock, {
    tick: memory.tick,
    cursors: undefined,
    spans: "processes",
    async start(listener) {
      return Object.assign(await memory.start(listener), {
        lock: () =>
          new Promise<PresenceLock>((resolve) => grant = () => resolve({ ok: true, token: 1 })),
        unlock: (_room: string, part: string) => {
          asked.push(part);
          return Promise.reject(new Error("away"));
        },
      });
    },
  });
  const holder = { connection: "c", user: "ada" };
  const locks = new HeldLocks(rooms, { room: rooms.room("doc"), holder, lost() {} });
  const taking = locks.lock("intro");
  await clock.move(0);
  locks.end();
  grant();
  assert.deepEqual(await taking, { ok: false, heldBy: holder });
  await clock.move(0);
  assert.deepEqual(asked, ["intro"]);
  await rooms.close();
});
