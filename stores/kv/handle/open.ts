/** Opening of Deno KV: the one file that knows the platform's name for it. */

import type { Kv } from "./port.ts";

// Its types are there only for those who have the flag.
function opener(): ((path?: string) => Promise<Kv>) | undefined {
  return (Deno as unknown as { openKv?: (path?: string) => Promise<Kv> }).openKv;
}

/** Throws, with what to write where, in a process that has no Deno KV. */
export function checkKv(): void {
  if (opener()) return;
  throw new TypeError(
    `Cannot use Deno KV: this process has no Deno.openKv; write "unstable": ["kv"] into deno.json, ` +
      `or start it with --unstable-kv`,
  );
}

/** Opens a file, a KV Connect server by its URL, or what the platform offers. */
export async function openKv(path: string | undefined): Promise<Kv> {
  checkKv();
  return await opener()?.(path) as Kv;
}
