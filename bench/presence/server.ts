/** Server process of the benchmarks of presence. Its driver asks it over `/bench/…`. */

import { probe, takeProbed } from "./probe.ts";
import { Hono } from "hono";
import { live } from "../../server/hono.ts";
import type { PresenceStore } from "../../stores/mod.ts";
import { kvPresence } from "../../stores/kv/mod.ts";
import { redisPresence } from "../../stores/redis/mod.ts";
import { Board, renders } from "./board.ts";
import { type Asked, counted } from "./counted_presence.ts";
import { endWithParent } from "./end_with_parent.ts";
import { Naive } from "./naive.ts";
import { Simulation } from "./simulation.ts";

/** What a process tells of itself. */
export interface ServerStats {
  readonly asked: Asked;
  readonly renders: number;
  /** People that it knows of in the rooms of a simulation. */
  readonly people: number;
  /** Changes that a simulation has made. */
  readonly changes: number;
}

/** Nobody is turned away: the load comes from one address. */
const LIMITS = {
  ...{ connects: 100_000, connectsBurst: 100_000, socketsPerAddress: 100_000 },
  ...{ unclaimedInstances: 100_000, unclaimed: 60_000 },
};

function storeOf(): PresenceStore {
  const [redis, kv] = [Deno.env.get("REDIS_URL"), Deno.env.get("KV_PATH")];
  if (redis) return redisPresence({ url: redis });
  if (kv) return kvPresence({ path: kv });
  throw new Error("Cannot start: set REDIS_URL or KV_PATH");
}

if (Deno.env.get("PROBE")) probe();
const asked: Asked = { commits: 0, rooms: 0, changes: 0, reads: 0, casts: 0 };
const app = new Hono();
const isNaive = Deno.env.has("NAIVE");
const hub = live(app, { "/": Board }, {
  ...isNaive ? {} : { presence: counted(storeOf(), asked) },
  limits: LIMITS,
  signals: false,
  dev: false,
});
const redis = Deno.env.get("REDIS_URL");
const naive = redis && isNaive ? await Naive.start(redis) : undefined;
const simulation = new Simulation((room) => hub.presence(room));

app.get("/naive", (context) => naive?.open(context.req.raw) ?? context.notFound());
app.get("/bench/stats", (context) =>
  context.json(
    {
      asked,
      renders: renders.count,
      people: simulation.people,
      changes: simulation.changes,
    } satisfies ServerStats,
  ));
app.get("/bench/probed", (context) => context.json(takeProbed()));
app.get("/bench/join", (context) => {
  const { users = "0", rooms = "1", name = "" } = context.req.query();
  simulation.join({ users: Number(users), rooms: Number(rooms), name });
  return context.text("joined");
});
app.get("/bench/change", (context) => {
  simulation.change(Number(context.req.query("rate")));
  return context.text("changing");
});
app.get("/bench/stop", (context) => {
  simulation.stop();
  return context.text("stopped");
});
app.get("/bench/ready", (context) => context.text("ready"));

endWithParent();
Deno.serve(
  { hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")), onListen() {} },
  app.fetch,
);
