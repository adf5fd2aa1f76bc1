/** Places where processes can share a Deno KV: a file of its own, a server of its own. */

import { startKvServer } from "../kit/kv_server.ts";

type Run = (path: string) => Promise<void>;

/** A file, which is removed with what is beside it. */
export async function onFile(run: Run): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "djust_kv_" });
  try {
    await run(`${folder}/kv.db`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function onServer(run: Run): Promise<void> {
  await using server = await startKvServer();
  await run(server.url);
}

/** Each with its name; what is run gets the path, or the address. */
export const PLACES: readonly (readonly [where: string, on: (run: Run) => Promise<void>])[] = [
  ["a file", onFile],
  ["a KV Connect server", onServer],
];
