/** A process with a bus and a state store on one Deno KV, which a test asks over HTTP. */

import { kvBus, kvPresence, kvState } from "@djust/live/kv";
import type { Delivery, PresenceNode } from "@djust/live/stores";

const path = Deno.env.get("KV_PATH") ?? ":memory:";
const bus = kvBus({ path, heartbeat: 300, timeout: 3_000 });
const state = kvState({ path });
const heard: Delivery[] = [];
/** What the presence was told of other nodes and of rooms. */
const told: string[] = [];
let people: PresenceNode | undefined;
await bus.subscribe("news", (delivery) => heard.push(delivery));

const TTL = { ttl: 60_000 };

/** Presence begins with whoever asks for it first. */
async function presence(): Promise<PresenceNode> {
  const nothing = (): void => {};
  return people ??= await kvPresence({ path, heartbeat: 300, timeout: 3_000 }).start({
    changed: (room, _node, version) => void told.push(`${room} ${version}`),
    node: (_node, state) => void told.push(state),
    ...{ lost: nothing, cast: nothing, renewed: nothing },
  });
}

async function answer(url: URL): Promise<unknown> {
  const key = url.searchParams.get("key") ?? "";
  const order = Number(url.searchParams.get("order"));
  switch (url.pathname) {
    case "/publish":
      return await bus.publish("news", key);
    case "/heard":
      return heard.map((delivery) => delivery.type === "gap" ? "(gap)" : delivery.message);
    case "/status":
      return bus.status?.();
    case "/save":
      return await state.save(key, {
        ...{ epoch: 0, attempt: 0, holder: "writer", handled: 0, codec: 1, date: 0 },
        ...{ order, body: new Uint8Array(Number(url.searchParams.get("size") ?? 1)).fill(order) },
      }, TTL);
    case "/remove":
      return await state.remove(key, TTL);
    case "/take": {
      const holder = url.searchParams.get("holder") ?? "taker";
      const taken = await state.take(key, { holder, attempt: 1, handled: 0 });
      if (taken.type !== "snapshot") return taken.type;
      const { order, epoch, body } = taken.snapshot;
      return { order, epoch, isWhole: body.every((byte) => byte === order) };
    }
    case "/join": {
      const entries = [{
        ...{
          connection: key,
          user: key,
          joinedAt: 0,
          updatedAt: 0,
          status: "active" as const,
          meta: {},
        },
      }];
      const changes = entries.map((entry) => ({ type: "put" as const, entry }));
      const commit = { room: "room", version: order, changes, entries: () => entries };
      return await (await presence()).commit([commit]);
    }
    case "/who":
      return (await (await presence()).read("room")).flatMap(({ entries }) =>
        entries.map(({ user }) => user)
      );
    case "/told":
      return told;
    case "/lock": {
      const holder = { connection: key, user: key };
      return (await (await presence()).lock("room", "part", { holder, ttl: 60_000 })).ok;
    }
    case "/drain":
      return await bus.drain?.();
    default:
      return "ready";
  }
}

Deno.serve(
  { hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")), onListen() {} },
  async (request) => {
    try {
      return Response.json({ value: await answer(new URL(request.url)) });
    } catch (error) {
      return Response.json({ error: String(error) });
    }
  },
);
