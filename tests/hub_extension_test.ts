/** Extensions of a hub: they begin and end with it, answer below its path, and harm nobody. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { html, LiveView } from "@djust/live";
import { type HubExtension, live, type LiveOptions, type Observer } from "@djust/live/hono";
import type { Bus, Snapshot, StateStore, StoreStatus } from "@djust/live/stores";
import { Visitors } from "./kit/visitors.ts";
import { until } from "./until.ts";

class Page extends LiveView {
  render() {
    return html`<p>page</p>`;
  }
}

type Told = Parameters<Observer>[0];

function setUp(options: LiveOptions = {}) {
  const told: Told[] = [];
  const app = new Hono();
  const hub = live(app, { "/": Page }, {
    signals: false,
    observe: (record) => void told.push(record),
    ...options,
  });
  const failed = () => told.flatMap((record) => record.type === "failure" ? [record.phase] : []);
  return { app, hub, told, failed };
}

Deno.test("an extension begins with its hub, hears its bus, answers, is in its stats, and ends", async () => {
  const { notes, extension } = new Visitors();
  const { app, hub } = setUp({ extend: [extension] });
  await hub.ready;
  hub.publish("came", "ada");
  const page = await app.request("/");
  const cookie = page.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const response = await app.request("/_djust/visitors/ada?x=1", { headers: { cookie } });
  const { id, ...rest } = await response.json();
  assert.deepEqual(rest, { count: 1, who: "ada", url: "http://localhost/_djust/visitors/ada?x=1" });
  assert.match(id, /^[\w-]{20,}$/);
  assert.deepEqual(hub.stats().extensions["visitors"], { count: 1 });
  assert.equal(hub.stats().listeners, 3);
  await hub.close();
  assert.deepEqual(notes, ["start", "drain", "saved", "close", "let go"]);
  const { listeners, timers, extensions } = hub.stats();
  assert.deepEqual([listeners, timers, extensions], [0, 0, {}]);
});

Deno.test("a drain tells extensions at once, and waits for what they do", async () => {
  const { notes, extension } = new Visitors();
  const { hub } = setUp({ extend: [extension] });
  const drained = hub.drain();
  assert.deepEqual(notes, ["start", "drain"]);
  await drained;
  assert.deepEqual(notes, ["start", "drain", "saved"]);
  await hub.close();
});

Deno.test("an extension may send the pages away, and speak no topic of the framework", async () => {
  const visitors = new Visitors();
  const { hub } = setUp({ extend: [visitors.extension] });
  assert.throws(() => visitors.host.publish("djust:disconnect", "id"), /are the framework's/);
  assert.throws(
    () => visitors.host.subscribe("djust:disconnect", () => {}),
    /are the framework's/,
  );
  await visitors.host.drain();
  assert.equal(hub.stats().draining, true);
  await hub.close();
});

Deno.test("live() throws where an extension does at its start, and ends those before it", async () => {
  const { notes, extension } = new Visitors();
  const cause = new Error("no port");
  const broken: HubExtension = {
    name: "broken",
    start() {
      throw cause;
    },
  };
  assert.throws(() => setUp({ extend: [extension, broken] }), {
    message: `Cannot start: the extension "broken" failed`,
    cause,
  });
  await until("it has ended", () => notes.includes("let go"));
  assert.deepEqual(notes, ["start", "drain", "saved", "close", "let go"]);
});

Deno.test("hub.ready rejects where an extension does later, and it is told", async () => {
  const broken: HubExtension = {
    name: "broken",
    start: () => Promise.reject(new Error("no port")),
  };
  const { hub, failed } = setUp({ extend: [broken] });
  await assert.rejects(hub.ready, { message: `Cannot start: the extension "broken" failed` });
  assert.deepEqual(failed(), ["start"]);
  await hub.close();
});

Deno.test("an extension that fails, or never ends, keeps no hub from ending", async () => {
  const fail = () => {
    throw new Error("broken");
  };
  const { hub, failed } = setUp({
    limits: { restore: 20 },
    extend: [
      { name: "broken", drain: fail, stats: fail, close: fail },
      { name: "slow", drain: () => new Promise(() => {}), close: () => new Promise(() => {}) },
    ],
  });
  assert.deepEqual(Object.keys(hub.stats().extensions), ["stores"]);
  // What is waited for keeps no process alive.
  const alive = setInterval(() => {}, 1_000);
  await hub.close();
  clearInterval(alive);
  assert.deepEqual(failed(), [
    ...[`stats of "broken"`, `drain of "broken"`, `drain of "slow"`],
    ...[`close of "slow"`, `close of "broken"`],
  ]);
  assert.equal(hub.stats().timers, 0);
});

Deno.test("hub.stats() says how bus and store are, and what they say themselves wins", async () => {
  const degraded: StoreStatus = { state: "degraded", since: 1, reason: "half of it" };
  let closed = 0;
  const bus: Bus = {
    publish: () => Promise.reject(new Error("cut")),
    subscribe: () => () => {},
    close: () => void closed++,
  };
  const state: StateStore = {
    take: () => Promise.resolve({ type: "none" }),
    save: (_key: string, _snapshot: Snapshot) => Promise.resolve(true),
    remove: () => Promise.resolve(),
    close: () => void closed++,
    status: () => degraded,
  };
  const { app, hub, told } = setUp({ bus, state });
  const health = async () => await (await app.request("/_djust/health")).text();
  assert.equal(await health(), "ok; degraded: state");
  assert.deepEqual(hub.stats().extensions["stores"], { bus: { state: "up" }, state: degraded });
  hub.publish("news", 1);
  hub.publish("news", 2);
  await hub.published();
  const stores = hub.stats().extensions["stores"] as Record<string, StoreStatus>;
  assert(stores["bus"]?.state === "degraded");
  assert.equal(stores["bus"].reason, "cut");
  assert.equal(await health(), "ok; degraded: bus, state");
  assert.equal(told.filter(({ type }) => type === "store").length, 1);
  await hub.close();
  assert.equal(closed, 0, "what was given is its giver's: another hub may use it");
});

Deno.test("health names the presence store that is away", async () => {
  const presence = { name: "presence", stats: () => ({ store: { state: "degraded" } }) };
  const { app, hub } = setUp({ extend: [presence] });
  assert.equal(await (await app.request("/_djust/health")).text(), "ok; degraded: presence");
  await hub.close();
});
