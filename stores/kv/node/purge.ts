/** Purge of what a dead node left in Deno KV, unless it has written since. */

import type { Keys, Kv, KvHandle, KvKey } from "../handle/mod.ts";

/** How much is cleared at once. */
const AT_ONCE = 200;

/** Clears a node whose outbox has this versionstamp; of what has another nothing is touched. */
export function purge(
  handle: KvHandle,
  keys: Keys,
  { node, version }: { readonly node: string; readonly version: string },
): Promise<void> {
  const check = { key: keys.outbox(node), versionstamp: version };
  return handle.call("clear a dead node", async (kv) => {
    for await (const { key } of kv.list({ prefix: keys.roomsOf(node) })) {
      const shard = keys.shard(String(key.at(-1)), node);
      const all = [shard, ...await below(kv, shard)];
      for (let at = 0; at < all.length; at += AT_ONCE) {
        const operation = kv.atomic().check(check);
        for (const one of all.slice(at, at + AT_ONCE)) operation.delete(one);
        if (!(await operation.commit()).ok) return;
      }
      if (!(await kv.atomic().check(check).delete(key).commit()).ok) return;
    }
    await kv.atomic().check(check).delete(check.key).delete(keys.node(node)).commit();
  });
}

async function below(kv: Kv, prefix: KvKey): Promise<KvKey[]> {
  const found: KvKey[] = [];
  for await (const { key } of kv.list({ prefix })) found.push(key);
  return found;
}
