/** One of the servers: all of the gallery, on the store of the cluster. */

import { kvCluster } from "@djust/live/kv";
import { galleryApp } from "../gallery/app.ts";

const app = galleryApp(kvCluster({ path: Deno.env.get("CLUSTER_STORE") ?? ":memory:" }));

Deno.serve({
  hostname: "127.0.0.1",
  port: Number(Deno.env.get("PORT")),
  onListen: ({ port }) => console.log(`Server ${Deno.env.get("CLUSTER_NAME")} on port ${port}`),
}, app.fetch);

// Nobody's server is left behind: what started it holds the other end.
for await (const _ of Deno.stdin.readable);
Deno.exit();
