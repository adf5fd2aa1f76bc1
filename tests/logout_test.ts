/** After `hub.disconnect(session)` nothing of that visitor reaches a page, a cookie, the store or another view. */

import assert from "node:assert/strict";
import {
  type AsyncValue,
  event,
  html,
  LiveView,
  memoryState,
  type Mount,
  type TerminateReason,
} from "@djust/live";
import type { Snapshot, StateStore, Taken, Wanted } from "@djust/live/stores";
import { until } from "./until.ts";
import { FACTS, type FakeLine, FakeSite } from "./kit/line_kit.ts";

/** A gate that a handler waits at. */
class Gate {
  #open: () => void = () => {};
  passed: Promise<void> = Promise.resolve();
  close(): void {
    this.passed = new Promise((resolve) => this.#open = resolve);
  }
  open(): void {
    this.#open();
  }
}

/** A store whose writes and removals wait at a gate, and which tells what it holds. */
class SlowStore implements StateStore {
  readonly #inner = memoryState();
  readonly gate = new Gate();
  readonly keys = new Set<string>();
  saves = 0;
  removals = 0;
  async take(key: string, wanted: Wanted): Promise<Taken> {
    await this.gate.passed;
    return await this.#inner.take(key, wanted);
  }
  async save(key: string, snapshot: Snapshot, options: { ttl: number }): Promise<boolean> {
    this.saves++;
    await this.gate.passed;
    this.keys.add(key);
    return await this.#inner.save(key, snapshot, options);
  }
  async remove(key: string, options: { ttl: number }): Promise<void> {
    await this.gate.passed;
    this.removals++;
    this.keys.delete(key);
    await this.#inner.remove(key, options);
  }
}

/** Another visitor's view, which hears what is published. */
class Listener extends LiveView {
  heard: unknown[] = [];
  mount(): void {
    this.subscribe("room");
  }
  handleInfo(message: unknown): void {
    this.heard.push(message);
  }
  render() {
    return html`<p>${JSON.stringify(this.heard)}</p>`;
  }
}

/** The id of the session in the site's cookie. */
async function sessionOf(site: FakeSite): Promise<string> {
  return (await site.mounted.site.session(site.cookie))?.id ?? "";
}

/** A listener of another visitor; the site's own visitor comes after. */
async function listen(site: FakeSite): Promise<FakeLine> {
  const [line] = await site.live("/listener");
  site.cookie = "";
  return line;
}

async function end(site: FakeSite, failures = 0): Promise<void> {
  await site.mounted.hub.close();
  const { timers, instances, connections } = site.mounted.hub.stats();
  assert.deepEqual({ timers, instances, connections }, { timers: 0, instances: 0, connections: 0 });
  const failed = site.records.filter(({ type }) => type === "error" || type === "failure");
  assert.equal(failed.length, failures, JSON.stringify(failed));
}

/** What a handler can do, each on its own. */
const DEEDS: Readonly<Record<string, (view: Busy) => unknown>> = {
  "sets a field": (view) => view.text = "after",
  "returns a reply": () => "after",
  throws: () => {
    throw new Error("after");
  },
  "calls pushEvent()": (view) => view.pushEvent("after", 1),
  "calls putFlash()": (view) => view.putFlash("info", "after"),
  "calls publish()": (view) => view.publish("room", "after"),
  "calls send()": (view) => view.send("after"),
  "calls send() for later": (view) => view.send("after", 10),
  "calls redirect() with a session": (view) => view.redirect("/", { session: { name: "Eve" } }),
  "calls assignAsync()": (view) => view.assignAsync("loaded", () => "after"),
  "calls startAsync()": (view) => view.startAsync("task", () => view.publish("room", "after")),
  "calls every()": (view) => view.every(5, () => view.publish("room", "after")),
  "calls subscribe()": (view) => view.subscribe("room"),
  "awaits flush()": (view) => view.flush(),
};

class Busy extends LiveView {
  static readonly gate = new Gate();
  static woken = 0;
  text = "before";
  loaded?: AsyncValue<string>;
  @event
  async act({ deed }: { deed: string }): Promise<unknown> {
    await Busy.gate.passed;
    Busy.woken++;
    return await DEEDS[deed]?.(this);
  }
  handleInfo(): void {
    this.publish("room", "heard after");
  }
  render() {
    return html`<p>${this.text}</p>`;
  }
}

for (const deed of Object.keys(DEEDS)) {
  Deno.test(`a handler that ${deed} after its visitor was put out reaches nobody`, async () => {
    const state = new SlowStore();
    const site = new FakeSite({ "/": Busy, "/listener": Listener }, { state });
    const listener = await listen(site);
    const [line] = await site.live("/");
    Busy.gate.close();
    line.say(["act", { deed }, 1]);
    await line.rest();
    const woken = Busy.woken;
    site.mounted.hub.disconnect(await sessionOf(site));
    assert.equal(line.closed?.code, 4401);
    await line.rest();
    const { saves } = state;
    Busy.gate.open();
    await until("the handler went on", () => Busy.woken > woken);
    await site.clock.move(5_000);
    assert.deepEqual(await line.rest(), []);
    assert.deepEqual(await listener.rest(), []);
    assert.equal(state.saves, saves);
    assert.deepEqual([...state.keys], []);
    listener.cut();
    // What was thrown is in the log all the same.
    await end(site, deed === "throws" ? 1 : 0);
  });
}

Deno.test("what is under way when a visitor is put out is heard by nobody", async () => {
  class Working extends LiveView {
    static readonly gate = new Gate();
    static ends: unknown[] = [];
    loaded?: AsyncValue<string>;
    connected(): void {
      this.assignAsync("loaded", async () => {
        await Working.gate.passed;
        Working.ends.push("loaded");
        return "after";
      });
      this.startAsync("task", async (signal) => {
        await Working.gate.passed;
        Working.ends.push(signal.aborted);
      });
      this.every(10, () => this.publish("room", "tick"));
      this.send("later", 10);
      this.subscribe("room");
    }
    handleInfo(message: unknown): void {
      this.publish("room", message);
    }
    render() {
      return html`<p>${this.loaded?.result}</p>`;
    }
  }
  Working.gate.close();
  const site = new FakeSite({ "/": Working, "/listener": Listener });
  const listener = await listen(site);
  const [line] = await site.live("/");
  await line.rest();
  site.mounted.hub.disconnect(await sessionOf(site));
  Working.gate.open();
  await until("both have settled", () => Working.ends.length === 2);
  assert.deepEqual(Working.ends, ["loaded", true]);
  site.mounted.hub.publish("room", "news");
  await site.clock.move(5_000);
  assert.deepEqual(await line.rest(), []);
  assert.deepEqual((await listener.rest()).length, 1);
  listener.cut();
  await end(site);
});

Deno.test("the last words of a view whose visitor was put out are heard", async () => {
  class Leaving extends LiveView {
    async terminate(reason: TerminateReason): Promise<void> {
      this.publish("room", `at once: ${reason}`);
      await Promise.resolve();
      this.publish("room", `then: ${reason}`);
    }
    render() {
      return html`<p>here</p>`;
    }
  }
  const site = new FakeSite({ "/": Leaving, "/listener": Listener });
  const listener = await listen(site);
  await site.live("/");
  site.mounted.hub.disconnect(await sessionOf(site));
  // Within 16 ms of the first, the second one waits for others.
  await site.clock.move(16);
  const heard = JSON.stringify(await listener.rest());
  assert.match(heard, /at once: disconnected/);
  assert.match(heard, /then: disconnected/);
  listener.cut();
  await end(site);
});

Deno.test("a handler that goes on after its page has left is heard by other views", async () => {
  const site = new FakeSite({ "/": Busy, "/listener": Listener });
  const listener = await listen(site);
  const [line] = await site.live("/");
  Busy.gate.close();
  line.say(["act", { deed: "calls publish()" }]);
  await line.rest();
  line.say([-6]);
  Busy.gate.open();
  assert.match(JSON.stringify(await listener.next()), /after/);
  line.cut();
  listener.cut();
  await end(site);
});

class Kept extends LiveView {
  count = 0;
  @event
  increment(): void {
    this.count++;
  }
  render() {
    return html`<p>${this.count}</p>`;
  }
}

/** How an instance stands when its visitor is put out. */
const STANDINGS: Readonly<Record<string, (line: FakeLine, site: FakeSite) => Promise<void>>> = {
  "that has a snapshot": async (_, site) => await site.clock.move(1_100),
  "whose snapshot is due": () => Promise.resolve(),
  "without a line": async (line) => {
    line.cut();
    await line.rest();
  },
  "whose page is slow to read": async (line, site) => {
    line.buffered = 500_000;
    line.say('"increment"');
    await site.clock.move(10);
    line.say('"increment"');
    await site.clock.move(10);
    await line.rest();
  },
};

for (const [standing, reach] of Object.entries(STANDINGS)) {
  for (const speed of ["fast", "slow"]) {
    Deno.test(`an instance ${standing} leaves nothing in a ${speed} store after a logout`, async () => {
      const state = new SlowStore();
      const site = new FakeSite({ "/": Kept }, { state });
      const [line, token] = await site.live();
      if (speed === "slow") state.gate.close();
      line.say('"increment"');
      await line.rest();
      await reach(line, site);
      site.mounted.hub.disconnect(await sessionOf(site));
      assert.equal(site.mounted.hub.stats().instances, 0);
      await line.rest();
      line.buffered = 0;
      state.gate.open();
      await until("the snapshot was removed", () => state.removals > 0);
      await site.clock.move(60_001);
      assert.deepEqual(await line.rest(), []);
      assert.deepEqual([...state.keys], []);
      // With the very cookie that was logged out.
      const again = site.connect();
      again.say([-2, 0, { ...FACTS, try: 2, token, got: 0, answered: 0 }]);
      assert.deepEqual(await again.next(), [-10, "gone"]);
      again.cut();
      await end(site);
    });
  }
}

Deno.test("a page that comes back by a snapshot while its visitor is put out leaves nothing in the store", async () => {
  const state = new SlowStore();
  const site = new FakeSite({ "/": Kept }, { state });
  const [line, token] = await site.live();
  line.say('"increment"');
  await line.rest();
  line.cut();
  await until("it is written", () => state.keys.size === 1);
  // Longer than the process keeps it.
  await site.clock.move(3_600_000);
  await until("only the snapshot is left", () => site.mounted.hub.stats().instances === 0);
  state.gate.close();
  const again = site.connect();
  again.say([-2, 0, { ...FACTS, try: 2, token, got: 0, answered: 0 }]);
  await again.rest();
  site.mounted.hub.disconnect(await sessionOf(site));
  state.gate.open();
  await until("the snapshot was removed", () => state.removals > 0);
  assert.deepEqual([...state.keys], []);
  await end(site);
});

class Going extends LiveView {
  @event
  login(): void {
    this.putFlash("info", "welcome");
    this.redirect("/", { session: { name: "Ada" } });
  }
  render() {
    return html`<p>here</p>`;
  }
}

Deno.test("a redirect that is being signed when its visitor is put out leads nowhere", async () => {
  const site = new FakeSite({ "/": Going });
  const [line] = await site.live();
  const session = await sessionOf(site);
  line.say('"login"');
  // The handler has run; the signature is made by another thread.
  await Promise.resolve();
  await Promise.resolve();
  site.mounted.hub.disconnect(session);
  const before = JSON.stringify(await line.rest());
  for (let i = 0; i < 50; i++) await site.clock.settled();
  assert.doesNotMatch(before + JSON.stringify(await line.rest()), /_djust\/go/);
  await end(site);
});

Deno.test("a redirect that was signed before a logout writes neither session nor flash after it", async () => {
  const site = new FakeSite({ "/": Going });
  const [line] = await site.live();
  line.say('"login"');
  const to = await until("the page is sent away", async () => {
    const [, path] = /"to":"([^"]+)"/.exec(JSON.stringify(await line.rest())) ?? [];
    return path;
  });
  assert.match(to, /_djust\/go/);
  const session = await sessionOf(site);
  site.mounted.hub.disconnect(session);
  // The request was on its way: it still has the old cookie.
  const response = await site.app.request(`http://live.test${to}`, {
    headers: { cookie: site.cookie },
  });
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/");
  assert.deepEqual(response.headers.getSetCookie(), []);
  // Who is let in again may be sent on, also by an app that keeps the id of the session.
  await site.clock.move(1);
  const [again] = await site.live();
  again.say('"login"');
  const next = await until("the page is sent away", async () => {
    const [, path] = /"to":"([^"]+)"/.exec(JSON.stringify(await again.rest())) ?? [];
    return path;
  });
  const headers = { cookie: site.cookie };
  const allowed = await site.app.request(`http://live.test${next}`, { headers });
  assert.equal(allowed.headers.getSetCookie().length, 2);
  again.cut();
  await end(site);
});

Deno.test("a page that is being mounted when its visitor is put out is not kept, nor writes a session", async () => {
  class Slow extends LiveView {
    static readonly gate = new Gate();
    async mount({ query }: Mount): Promise<void> {
      await Slow.gate.passed;
      if (query.has("go")) this.redirect("/", { session: { name: "Ada" } });
    }
    render() {
      return html`<p>here</p>`;
    }
  }
  const site = new FakeSite({ "/": Slow });
  await site.load();
  assert.equal(site.mounted.hub.stats().unclaimed, 1);
  Slow.gate.close();
  const headers = { cookie: site.cookie };
  const shown = site.app.request("http://live.test/", { headers });
  const sent = site.app.request("http://live.test/?go", { headers });
  for (let i = 0; i < 20; i++) await site.clock.settled();
  site.mounted.hub.disconnect(await sessionOf(site));
  assert.equal(site.mounted.hub.stats().instances, 0);
  Slow.gate.open();
  assert.equal((await shown).status, 200);
  assert.equal(site.mounted.hub.stats().instances, 0);
  assert.equal((await sent).status, 302);
  assert.deepEqual((await sent).headers.getSetCookie(), []);
  await end(site);
});

Deno.test("a join that is under way when its visitor is put out gets no answer", async () => {
  const site = new FakeSite({ "/": Kept });
  const page = await site.load();
  const session = await sessionOf(site);
  const line = site.connect(session);
  line.say([-1, 0, { ...FACTS, ...page, claim: "" }]);
  site.mounted.hub.disconnect(session);
  for (let i = 0; i < 50; i++) await site.clock.settled();
  assert.deepEqual(await line.rest(), []);
  assert.equal(site.mounted.hub.stats().instances, 0);
  await end(site);
});
