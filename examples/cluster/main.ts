/** Three server processes behind one proxy, on one store: `deno task dev:cluster`, then http://localhost:8000/cluster. */

import { startProxy } from "./proxy.ts";
import { Servers } from "./servers.ts";

const port = Number(Deno.env.get("PORT") ?? 8000);
const folder = await Deno.makeTempDir({ prefix: "djust_cluster_" });
const servers = new Servers(["A", "B", "C"], {
  store: `${folder}/kv.sqlite`,
  secret: Deno.env.get("DJUST_SECRET") ?? crypto.randomUUID(),
});

// The pages ask for it: how the servers are, and to stop one.
const control = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
  const { pathname } = new URL(request.url);
  const [, verb, name = ""] = pathname.split("/");
  if (request.method === "POST" && verb === "kill") servers.stop(name, "SIGKILL");
  if (request.method === "POST" && verb === "drain") servers.stop(name, "SIGTERM");
  return Response.json(await servers.status());
});
servers.start(`http://127.0.0.1:${control.addr.port}`);
const proxy = startProxy(port, () => servers.ports());
console.log(`Three servers on one store: http://localhost:${proxy.port}/cluster`);

let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => void end());
}

async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  proxy.close();
  await servers.end();
  await control.shutdown();
  await Deno.remove(folder, { recursive: true });
  Deno.exit();
}
