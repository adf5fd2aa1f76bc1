/** A journal in a process of its own: `run` listens on PORT, `serve` takes the default export. */

import { Hono } from "hono";
import { live } from "@djust/live/hono";
import { EffectsView } from "./effects.ts";
import { Journal } from "./journal.ts";
import { remoteBus, remoteState } from "./shared_state.ts";

const shared = Deno.env.get("SHARED");

const app = new Hono();
live(app, { "/": Journal, "/effects": EffectsView }, {
  dev: false,
  ...(shared && Deno.env.get("STATE") && {
    state: remoteState(shared),
    bus: await remoteBus(shared),
  }),
  observe(record) {
    if (record.type === "error") console.error(record.phase, record.error);
    if (record.type === "failure") console.error(record.phase, record.error);
    if (!shared || record.type === "render" || record.type === "event") return;
    const facts = { ...record, error: undefined, pid: Deno.pid };
    fetch(`${shared}/records`, { method: "POST", body: JSON.stringify(facts) })
      .then((response) => response.body?.cancel(), () => {});
  },
});

export default app;

if (import.meta.main && Deno.args.includes("--run")) {
  Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")) }, app.fetch);
}
