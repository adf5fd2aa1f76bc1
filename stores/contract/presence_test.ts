/** Contract of presence stores, on the one in memory; and on broken ones, which it must find. */

import { ok } from "node:assert/strict";
import { memoryPresence, type PresenceNode, type PresenceStore } from "../../server/world/mod.ts";
import { type ContractCase, presenceContract, type PresenceKit } from "../mod.ts";

function memoryKit(wrap: (store: PresenceStore) => PresenceStore = (store) => store): PresenceKit {
  let now = 0;
  const store = wrap(memoryPresence({ now: () => now }));
  return {
    store: () => store,
    pass: (ms) => void (now += ms),
    kill: (node) => node.close(),
    async until(what, condition) {
      for (let turn = 0; turn < 100; turn++) {
        if (await condition()) return;
        await Promise.resolve();
      }
      throw new Error(`Never came: ${what}`);
    },
  };
}

for (const { name, run } of presenceContract) {
  Deno.test(`memoryPresence() ${name}`, () => run(() => memoryKit()));
}

/** A store whose nodes have some members replaced. */
function broken(
  replace: (node: PresenceNode) => Partial<PresenceNode>,
): (store: PresenceStore) => PresenceStore {
  return (store) => ({
    tick: store.tick,
    cursors: store.cursors,
    spans: store.spans,
    async start(listener) {
      const node = await store.start(listener);
      const own = replace(node);
      return new Proxy(node, {
        get(target, name) {
          const value: unknown = Reflect.get(name in own ? own : target, name);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
    },
  });
}

const BROKEN: Record<string, (node: PresenceNode) => Partial<PresenceNode>> = {
  "commits nothing": () => ({ commit: () => {} }),
  "tells only what is read": (node) => ({
    commit: (batch) => node.commit(batch.map((one) => ({ ...one, changes: [] }))),
  }),
  "merges rooms": (node) => ({
    commit: (batch) => node.commit(batch.map((one) => ({ ...one, room: one.room.slice(0, 1) }))),
  }),
  "reads nothing": () => ({ read: () => [] }),
  "casts nothing": () => ({ cast: () => {} }),
  "casts bytes as JSON": (node) => ({
    cast: (room, { kind, data }, delivery) =>
      node.cast(room, { kind, data: JSON.parse(JSON.stringify(data)) }, delivery),
  }),
  "drains in silence": () => ({ drain: () => {} }),
  "leaves in silence": () => ({ close: () => {} }),
  "gives locks to everybody": () => ({ lock: () => ({ ok: true, token: 1 }) }),
  "takes no lock over": (node) => ({
    lock: (room, part, { holder, ttl }) => node.lock(room, part, { holder, ttl }),
  }),
  "unlocks whoever asks": () => ({ unlock: () => true }),
  "renews whatever was": () => ({ renew: () => true }),
};

async function holds({ run }: ContractCase<PresenceKit>, kit: PresenceKit): Promise<boolean> {
  return await run(() => kit).then(() => true, () => false);
}

for (const [what, replace] of Object.entries(BROKEN)) {
  Deno.test(`presenceContract finds a store that ${what}`, async () => {
    const found: string[] = [];
    for (const one of presenceContract) {
      if (!await holds(one, memoryKit(broken(replace)))) found.push(one.name);
    }
    ok(found.length > 0);
    ok(
      found.length < presenceContract.length,
      "every case fails: the kit is broken, not the store",
    );
  });
}
