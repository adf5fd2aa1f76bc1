/** Parts of a node on Deno KV: what it is made of, and how it sees the others. */

import { type Clock, environment, isDeployment } from "../../../server/world/mod.ts";
import type { LeaseOptions } from "../../node/lease_options.ts";
import type { Kv, KvHandle } from "../handle/mod.ts";

/** What a node is made of; all of it is optional. */
export interface KvNodeParts extends LeaseOptions {
  readonly kv?: Kv | undefined;
  readonly path?: string | undefined;
  readonly prefix?: string | undefined;
  readonly clock?: Clock | undefined;
  /** Shared with a state store. */
  readonly handle?: KvHandle | undefined;
  readonly random?: ((bytes: number) => string) | undefined;
}

/** Whether watching sees what other processes write: not in a file. */
export function seesEverybody(path: string | undefined): boolean {
  if (path !== undefined) return /^https?:/.test(path);
  return isDeployment() || /^https?:/.test(environment("DENO_KV_DEFAULT_PATH") ?? "");
}
