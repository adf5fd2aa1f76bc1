/** Handle of a Deno KV: given up, refused while it hangs, back, locked. */

import assert from "node:assert/strict";
import { ManualClock } from "../../../testing/mod.ts";
import { KvHandle } from "./handle.ts";
import type { Kv } from "./port.ts";

// No call of these tests asks it for anything.
const KV = { close() {} } as unknown as Kv;

Deno.test("KvHandle gives up a call after 5 s, and tells when the store is back", async () => {
  const clock = new ManualClock();
  const handle = new KvHandle({ kv: KV, clock });
  let backs = 0;
  handle.onBack(() => backs++);
  const hanging = Promise.withResolvers<number>();
  const call = handle.call("read", () => hanging.promise);
  call.catch(() => {});
  await clock.move(5_000);
  await assert.rejects(call, /Cannot read: Deno KV did not answer within 5000 ms/);
  assert.equal(handle.status.state, "degraded");
  hanging.resolve(1);
  await clock.settled();
  assert.deepEqual([handle.status.state, backs], ["up", 1]);
  assert.equal(await handle.call("read", () => Promise.resolve(2)), 2);
  assert.equal(backs, 1);
});

Deno.test("KvHandle refuses calls while many hang, but for one every 5 s", async () => {
  const clock = new ManualClock();
  const handle = new KvHandle({ kv: KV, clock });
  let begun = 0;
  const hang = (): Promise<never> => {
    begun++;
    return new Promise(() => {});
  };
  const calls = Array.from({ length: 10 }, () => handle.call("write", hang));
  for (const call of calls) call.catch(() => {});
  await clock.move(5_000);
  const probe = handle.call("write", hang);
  probe.catch(() => {});
  await assert.rejects(handle.call("write", hang), /Cannot write: Deno KV does not answer/);
  await clock.move(4_000);
  await assert.rejects(handle.call("write", hang), /does not answer/);
  assert.equal(begun, 11);
  await clock.move(1_000);
  handle.call("write", hang).catch(() => {});
  await clock.settled();
  assert.equal(begun, 12);
});

Deno.test("KvHandle tries a locked file again, twenty times, and nothing else", async () => {
  const clock = new ManualClock();
  const handle = new KvHandle({ kv: KV, clock });
  let tries = 0;
  const locked = (until: number) => (): Promise<number> => {
    if (++tries >= until) return Promise.resolve(tries);
    return Promise.reject(new TypeError("database is locked"));
  };
  const fine = handle.call("write", locked(5));
  await clock.move(100);
  assert.equal(await fine, 5);
  assert.equal(handle.status.state, "up");
  tries = 0;
  const never = handle.call("write", locked(100));
  never.catch(() => {});
  await clock.move(500);
  await assert.rejects(never, /database is locked/);
  assert.deepEqual([tries, handle.status.state], [20, "degraded"]);
  const broken = (): Promise<never> => Promise.reject(new Error("disk I/O error"));
  await assert.rejects(handle.call("write", broken), /disk I\/O error/);
  await handle.close();
  await assert.rejects(handle.call("write", broken), /the store was closed/);
  await assert.rejects(handle.opened(), /the store was closed/);
});
