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

/** Which flags of Deno the process lacks to open a file; none where that cannot be told. */
export async function lackingFlags(path: string | undefined): Promise<readonly string[]> {
  if (path === undefined || !isFile(path)) return [];
  const permissions = (Deno as { permissions?: typeof Deno.permissions }).permissions;
  const lacking: string[] = [];
  for (const name of ["read", "write"] as const) {
    try {
      const status = await permissions?.query({ name, path });
      if (status && status.state !== "granted") lacking.push(`--allow-${name}=${path}`);
    } catch {
      // Opening it will tell.
    }
  }
  return lacking;
}

const isFile = (path: string): boolean => path !== ":memory:" && !/^https?:/.test(path);

/** Throws where a file is not there, which opening would make. */
export async function checkFile(path: string): Promise<void> {
  if (!isFile(path)) return;
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
  try {
    return await opener()?.(path) as Kv;
  } catch (error) {
    const flags = await lackingFlags(path);
    if (flags.length === 0) throw error;
    throw new Error(`Cannot open "${path}": start the process with ${flags.join(" ")}`, {
      cause: error,
    });
  }
}
