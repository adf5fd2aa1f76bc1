/** Digest of a name: a key of Deno KV is short, and says nothing of what it is for. */

import { createHash } from "node:crypto";

/** The SHA-256 of a name, as base64url. */
export function digest(name: string): string {
  return createHash("sha256").update(name).digest("base64url");
}
