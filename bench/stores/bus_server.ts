/** Process with a bus, for measuring: tells what it is asked to, and keeps how long messages took. */

import { kvBus } from "../../stores/kv/mod.ts";
import { redisBus } from "../../stores/redis/mod.ts";
import { endWithParent } from "../presence/end_with_parent.ts";

const redis = Deno.env.get("REDIS_URL");
const path = Deno.env.get("KV_PATH") ?? "";
const bus = redis ? redisBus({ url: redis }) : kvBus({ path });
/** Milliseconds since 1970, finer than the date's. */
const date = (): number => performance.timeOrigin + performance.now();

let latencies: number[] = [];
/** What is measured now: what is late from before does not count. */
let current = 0;
/** When the first was sent and the last one came. */
let span: { first: number; last: number } | undefined;

await bus.subscribe("bench", (delivery) => {
  if (delivery.type !== "message") return;
  const now = date();
  const [round, sent] = delivery.message as [round: number, sent: number];
  if (round !== current) return;
  latencies.push(now - sent);
  span = { first: Math.min(span?.first ?? sent, sent), last: now };
});

async function publish(round: number, count: number, every: number): Promise<number> {
  const sent: (void | Promise<void>)[] = [];
  for (let at = 0; at < count; at++) {
    sent.push(bus.publish("bench", [round, date()]));
    if (every > 0) await new Promise((resolve) => setTimeout(resolve, every));
  }
  await Promise.all(sent);
  return count;
}

async function answer({ pathname, searchParams }: URL): Promise<unknown> {
  const number = (name: string): number => Number(searchParams.get(name));
  switch (pathname) {
    case "/publish":
      return await publish(number("round"), number("count"), number("every"));
    case "/heard":
      return latencies;
    case "/took":
      return span ? span.last - span.first : 0;
    case "/forget":
      current = number("round");
      latencies = [];
      span = undefined;
      return "forgotten";
    default:
      return "ready";
  }
}

endWithParent();
Deno.serve(
  { hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")), onListen() {} },
  async (request) => Response.json(await answer(new URL(request.url))),
);
