/** A process with a bus and a state store on one Deno KV, which a test asks over HTTP. */

import { kvBus, kvState } from "@djust/live/kv";
import type { Delivery } from "@djust/live/stores";

const path = Deno.env.get("KV_PATH");
if (!path) throw new Error("Cannot start: set KV_PATH");
const bus = kvBus({ path, heartbeat: 300, timeout: 1_500 });
const state = kvState({ path });
const heard: Delivery[] = [];
await bus.subscribe("news", (delivery) => heard.push(delivery));

const TTL = { ttl: 60_000 };

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
