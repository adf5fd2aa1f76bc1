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

/** Throws where a file is not there, which opening would make. */
export async function checkFile(path: string): Promise<void> {
  if (path === ":memory:" || /^https?:/.test(path)) return;
  try {
    await Deno.stat(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(`there is no file "${path}"; give the path that your app gives to kvCluster()`);
  }
}

/** Opens a file, a KV Connect server by its URL, or what the platform offers. */
export async function openKv(path: string | undefined): Promise<Kv> {
  checkKv();
  return await opener()?.(path) as Kv;
}
